//! The logins with which a recording is replayed. They open nothing.

use secrecy::SecretString;

use super::{ConsoleToken, CredentialStore, KeyPair, Logins};
use crate::{
    domain::{Cause, Region, Site},
    source::{alibaba::signing::AccessKey, recording::Recording},
};

/// The displayed name of these logins.
const NAME: &str = "the recording";

/// As many tokens as may have been refused one after the other before one was accepted.
const TOKENS: usize = 4;

impl Logins {
    /// Logins that take the same way through the recorded calls. Where the file does not say, `site` and
    /// `region` count.
    pub fn of_recording(recording: &Recording, site: Option<Site>, region: Option<Region>) -> Self {
        let needed = recording.needed_logins();
        let token = |number: usize| ConsoleToken {
            token: SecretString::from(format!("recorded token {number}")),
            switch_agent: None,
            name: NAME.to_owned(),
            from: CredentialStore::Recording,
        };
        let tokens = if needed.has_token || !needed.mints { TOKENS } else { 0 };
        let key = AccessKey { id: "recorded".to_owned(), secret: "recorded".into(), security_token: None };
        Self {
            tokens: (1..=tokens).map(token).collect(),
            pair: Some(KeyPair { key, name: NAME.to_owned(), from: CredentialStore::Recording }),
            site: recording.site.or(site).unwrap_or(Site::International),
            region: recording.region.or(region).unwrap_or(Region::Singapore),
            workspace_id: None,
            looked_for: vec![NAME.to_owned()],
            problems: Vec::new(),
            looked_for_pair: vec![NAME.to_owned()],
            no_token: None::<Cause>,
            no_pair: None,
            mints: needed.mints,
        }
    }
}
