//! Identifies the account that data belong to.

use crate::domain::{CredentialKind, FeedName, Site};

/// One credential's account. Data saved under another fingerprint are never shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountKey {
    /// The profile's name in the configuration.
    pub profile: String,
    /// Where the account was opened.
    pub site: Site,
    /// Distinguishes this credential's account from others; never the credential itself.
    pub fingerprint: String,
}

#[cfg(test)]
impl AccountKey {
    pub(super) fn test(fingerprint: &str) -> Self {
        let site = Site::International;
        Self { profile: "default".to_owned(), site, fingerprint: fingerprint.to_owned() }
    }
}

/// The identities of a profile: its quotas may be read with another credential than its balance.
/// Absent = no credential; then nothing is saved and nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The account of the quotas.
    pub quotas: Option<AccountKey>,
    /// The account of the balance.
    pub account: Option<AccountKey>,
    /// The account of the bills: that of the balance, or without its credential that of imported files.
    pub bills: Option<AccountKey>,
}

impl Identity {
    /// The profile's name; absent without any credential.
    pub fn profile(&self) -> Option<&str> {
        let any = self.quotas.as_ref().or(self.account.as_ref()).or(self.bills.as_ref());
        any.map(|key| &*key.profile)
    }

    /// The account that `feed` reads.
    pub const fn of(&self, feed: FeedName) -> Option<&AccountKey> {
        match (feed, feed.credential()) {
            (FeedName::Bills, _) => self.bills.as_ref(),
            (_, CredentialKind::Console) => self.quotas.as_ref(),
            (_, CredentialKind::AccessKey) => self.account.as_ref(),
        }
    }
}
