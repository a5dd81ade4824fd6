//! The bearer token that a client needs to read metrics.

use hmac::{Hmac, KeyInit as _, Mac as _};
use hyper::{
    HeaderMap,
    header::{AUTHORIZATION, HeaderValue},
};
use sha2::Sha256;

/// Longer tokens are refused, in bytes.
const LONGEST: usize = 1024;

/// What is signed with the tokens that are compared.
const MESSAGE: &[u8] = b"quotatop metrics";

/// A token. Its text is not stored, and nothing shows it.
#[derive(Debug, Clone)]
pub struct Token(Hmac<Sha256>);

/// The text cannot be sent in a header, or is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadToken;

impl Token {
    pub fn new(text: &str) -> Result<Self, BadToken> {
        let is_sendable =
            (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_sendable { Self::of(text.as_bytes()) } else { Err(BadToken) }
    }

    fn of(text: &[u8]) -> Result<Self, BadToken> {
        Hmac::new_from_slice(text)
            .map(|keyed: Hmac<Sha256>| Self(keyed.chain_update(MESSAGE)))
            .map_err(|_length| BadToken)
    }

    /// Whether a request presents it. Signatures are compared, in constant time: how long that takes says nothing of the
    /// token.
    pub(super) fn is_in(&self, headers: &HeaderMap) -> bool {
        let mut presented = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (presented.next(), presented.next()) else { return false };
        let other = bearer(value).filter(|text| text.len() <= LONGEST).and_then(|text| Self::of(text).ok());
        other.is_some_and(|Self(other)| self.0.clone().verify_slice(&other.finalize().into_bytes()).is_ok())
    }
}

/// The token of `Bearer TOKEN`, its scheme in any case.
fn bearer(value: &HeaderValue) -> Option<&[u8]> {
    let (scheme, token) = value.as_bytes().split_at_checked(b"Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then(|| token.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_itself_is_accepted() {
        let token = Token::new("SECRET-one").unwrap();
        for (values, is_accepted) in [
            (&["Bearer SECRET-one"][..], true),
            (&["bearer  SECRET-one "], true),
            (&["Bearer SECRET-on"], false),
            (&["Bearer SECRET-one1"], false),
            (&["Bearer secret-one"], false),
            (&["Bearer "], false),
            (&["Bearer"], false),
            (&["Basic SECRET-one"], false),
            (&["SECRET-one"], false),
            (&["Bearer SECRET-one", "Bearer SECRET-one"], false),
            (&[""], false),
            (&[], false),
        ] {
            let headers = values.iter().map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap()));
            assert_eq!(token.is_in(&headers.collect()), is_accepted, "{values:?}");
        }
        assert!(!format!("{token:?}").contains("SECRET"));
    }

    #[test]
    fn a_token_can_be_sent_in_a_header() {
        for (text, is_usable) in [
            ("a", true),
            (&"a".repeat(LONGEST), true),
            ("", false),
            (" ", false),
            ("one two", false),
            ("one\n", false),
            ("ключ", false),
            (&"a".repeat(LONGEST + 1), false),
        ] {
            assert_eq!(Token::new(text).is_ok(), is_usable, "{text:?}");
        }
    }
}
