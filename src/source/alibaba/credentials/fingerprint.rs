//! Distinguishes accounts in stored data without storing anything that signs in.
//!
//! The hashed text has a prefix for its kind, so that fingerprints of different kinds never collide, nor
//! equal the plain hash of a credential.

use secrecy::{ExposeSecret, SecretString};

use super::super::signing::{AccessKey, sha256_hex};

/// 64 bits are plenty for the few accounts of one user.
const LENGTH: usize = 16;

/// The fingerprint of an AccessKey pair: of its id, so that a renewed secret does not change it.
pub(super) fn of_key(key: &AccessKey) -> String {
    of("quotatop key ", &key.id)
}

pub(super) fn of_token(token: &SecretString) -> String {
    of("quotatop token ", token.expose_secret())
}

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

    /// Stored data are found by these: they must never change.
    #[test]
    fn fingerprints_are_fixed() {
        let key =
            |secret: &str| AccessKey { id: "LTAI-1".into(), secret: secret.into(), security_token: None };
        assert_eq!(of_key(&key("a")), "d6a1b361fb6ac6dd");
        assert_eq!(of_key(&key("a")), of_key(&key("b")));
        assert_eq!(of_token(&"LTAI-1".into()), "c37d1684582be10f");
    }
}
