//! What one place holds, and what every credential has to be before it is used.

use secrecy::SecretString;

use super::{KeyPair, Place};
use crate::{domain::Cause, source::alibaba::signing::AccessKey};

/// What one place holds of a kind of login.
#[derive(Debug, Default)]
pub(super) enum Held<T> {
    /// A login that can be used.
    Login(T),
    /// Nothing: the search goes on.
    #[default]
    Nothing,
    /// A login that was meant but cannot be used: the search ends.
    Unusable(Cause),
}

impl<T> Held<T> {
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Held<U> {
        match self {
            Self::Login(login) => Held::Login(change(login)),
            Self::Nothing => Held::Nothing,
            Self::Unusable(cause) => Held::Unusable(cause),
        }
    }
}

/// An AccessKey pair of these parts, if they can be sent.
pub(super) fn pair(
    id: &str,
    secret: &str,
    security_token: Option<&str>,
    name: String,
    from: Place,
) -> Held<KeyPair> {
    // The secret itself is never sent: it may be any text.
    let checked = [Some(id), security_token].into_iter().flatten().try_for_each(|part| sendable(part, &name));
    match checked {
        Ok(()) => {
            let key = AccessKey {
                id: id.to_owned(),
                secret: SecretString::from(secret),
                security_token: security_token.map(SecretString::from),
            };
            Held::Login(KeyPair { key, name, from })
        }
        Err(cause) => Held::Unusable(cause),
    }
}

/// Whether a credential can stand in a header: visible ASCII only, as all of them are.
pub(super) fn sendable(credential: &str, name: &str) -> Result<(), Cause> {
    if credential.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    let detail = "holds characters that no credential has (a line break, a space?)".to_owned();
    Err(Cause::Login { credential: name.to_owned(), detail, command: None })
}

/// `text` if it can stand in a command without quoting. What comes from a file is never put into a command that
/// people are to copy unless it is harmless there.
pub(super) fn shell_word(text: &str) -> Option<&str> {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    Some(text).filter(|text| !text.is_empty() && !text.starts_with('-') && text.chars().all(harmless))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_text_stands_in_a_command() {
        for text in ["dev", "my-account_2", "/home/me/.bailian/config.json"] {
            assert_eq!(shell_word(text), Some(text));
        }
        for text in ["", "-rf", "a b", "a;b", "$(x)", "a\nb", "~", "a'b", "ключ", "\u{202e}x"] {
            assert_eq!(shell_word(text), None, "{text:?}");
        }
    }
}
