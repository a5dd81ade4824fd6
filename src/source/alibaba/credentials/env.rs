//! Logins in environment variables.

use secrecy::SecretString;

use super::{ConsoleToken, CredentialStore, Found, KeyPair, Surroundings, pair, sendable};
use crate::domain::Cause;

pub(super) const TOKEN: &str = "QUOTATOP_CONSOLE_TOKEN";

/// The variable that names a workspace, as the `bl` CLI reads it.
pub(super) const WORKSPACE: &str = "BAILIAN_WORKSPACE_ID";

/// The variables of a pair.
pub(super) struct PairVariables {
    pub(super) id: &'static str,
    secret: &'static str,
    security_token: &'static str,
}

/// In the order of the `bl` CLI: its own since 2.8.0, then those that the vendor's SDKs read.
pub(super) const PAIRS: [PairVariables; 2] = [
    PairVariables {
        id: "BAILIAN_ACCESS_KEY_ID",
        secret: "BAILIAN_ACCESS_KEY_SECRET",
        security_token: "BAILIAN_SECURITY_TOKEN",
    },
    PairVariables {
        id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
        secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        security_token: "ALIBABA_CLOUD_SECURITY_TOKEN",
    },
];

pub(super) fn token(surroundings: &Surroundings) -> Found<ConsoleToken> {
    let Some(token) = surroundings.text(TOKEN) else { return Found::Nothing };
    match sendable(&token, TOKEN) {
        Ok(()) => Found::Login(ConsoleToken {
            token: SecretString::from(token),
            switch_agent: None,
            name: TOKEN.to_owned(),
            from: CredentialStore::Environment,
        }),
        Err(cause) => Found::Unusable(cause),
    }
}

/// The first pair of [`PAIRS`]. Half a pair is an error: another login would not be the intended one.
pub(super) fn key_pair(surroundings: &Surroundings) -> Found<KeyPair> {
    let found = PAIRS.iter().map(|names| pair_of(names, surroundings));
    found.into_iter().find(|found| !matches!(found, Found::Nothing)).unwrap_or(Found::Nothing)
}

fn pair_of(names: &PairVariables, surroundings: &Surroundings) -> Found<KeyPair> {
    let half = |missing: &str| {
        Found::Unusable(Cause::Login {
            credential: names.id.to_owned(),
            detail: format!("{missing} is not set"),
            command: None,
        })
    };
    match (surroundings.text(names.id), surroundings.text(names.secret)) {
        (None, None) => Found::Nothing,
        (Some(_), None) => half(names.secret),
        (None, Some(_)) => half(names.id),
        (Some(id), Some(secret)) => {
            let security_token = surroundings.text(names.security_token);
            let name = names.id.to_owned();
            pair(&id, &secret, security_token.as_deref(), name, CredentialStore::Environment)
        }
    }
}
