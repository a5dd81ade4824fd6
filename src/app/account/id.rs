//! Identifies profiles, accounts, and the requests made for them.

use crate::domain::fleet::AccountName;

/// The position of a profile among the open ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileId(pub usize);

/// The profile and generation a request was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    pub profile: ProfileId,
    /// The profile's generation at the time of the request.
    pub generation: u32,
}

/// Identifies an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountId {
    /// Whose data have it.
    pub profile: ProfileId,
    /// Which one, if the profile's source has several accounts; absent if it is one account.
    pub name: Option<AccountName>,
}
