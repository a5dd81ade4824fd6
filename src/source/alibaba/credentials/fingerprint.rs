//! Tells accounts apart in what is stored, without storing anything that signs in.
//!
//! The text that is hashed names what it is made of, so that a fingerprint of one kind never equals one of
//! another, and never equals the plain hash of a credential.

use secrecy::{ExposeSecret, SecretString};

use super::super::signing::{AccessKey, sha256_hex};

/// 64 bits are plenty for the handful of accounts of one person.
const LENGTH: usize = 16;

/// The fingerprint of an AccessKey pair: of its id, so that a renewed secret changes nothing.
pub(super) fn of_key(key: &AccessKey) -> String {
    of("quotatop key ", &key.id)
}

/// The fingerprint of a console token.
pub(super) fn of_token(token: &SecretString) -> String {
    of("quotatop token ", token.expose_secret())
}

/// The fingerprint of several logins that stand in for each other; of a single one, that login's own.
pub(super) fn of_all(logins: &[String]) -> Option<String> {
    match logins {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(of("quotatop logins ", &several.join(" "))),
    }
}

fn of(domain: &str, text: &str) -> String {
    sha256_hex(format!("{domain}{text}").as_bytes()).chars().take(LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stored data is found by these: they must never change.
    #[test]
    fn fingerprints_are_fixed() {
        let key =
            |secret: &str| AccessKey { id: "LTAI-1".into(), secret: secret.into(), security_token: None };
        assert_eq!(of_key(&key("a")), "d6a1b361fb6ac6dd");
        assert_eq!(of_key(&key("a")), of_key(&key("b")));
        assert_eq!(of_token(&"LTAI-1".into()), "c37d1684582be10f");
    }
}
