//! Logins in environment variables.

use secrecy::SecretString;

use super::{ConsoleToken, CredentialStore, Found, KeyPair, Surroundings, pair, sendable};
use crate::domain::Cause;

pub(super) const TOKEN: &str = "QUOTATOP_CONSOLE_TOKEN";

/// The variable that names a workspace, as the `bl` CLI reads it.
pub(super) const WORKSPACE: &str = "BAILIAN_WORKSPACE_ID";

// The names that the vendor's SDKs read.
pub(super) const KEY_ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const KEY_SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const SECURITY_TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

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

/// The pair of [`KEY_ID`] and its companions. Half a pair is an error: another login would not be the
/// intended one.
pub(super) fn key_pair(surroundings: &Surroundings) -> Found<KeyPair> {
    let half = |missing: &str| {
        Found::Unusable(Cause::Login {
            credential: KEY_ID.to_owned(),
            detail: format!("{missing} is not set"),
            command: None,
        })
    };
    match (surroundings.text(KEY_ID), surroundings.text(KEY_SECRET)) {
        (None, None) => Found::Nothing,
        (Some(_), None) => half(KEY_SECRET),
        (None, Some(_)) => half(KEY_ID),
        (Some(id), Some(secret)) => {
            let security_token = surroundings.text(SECURITY_TOKEN);
            pair(&id, &secret, security_token.as_deref(), KEY_ID.to_owned(), CredentialStore::Environment)
        }
    }
}
