//! The result of looking in one place, and the checks before a credential is used.

use std::borrow::Cow;

use secrecy::SecretString;

use super::{CredentialStore, KeyPair};
use crate::{domain::Cause, source::alibaba::signing::AccessKey};

/// The result of looking for a login in one place.
#[derive(Debug, Default)]
pub(super) enum Found<T> {
    /// A usable login.
    Login(T),
    #[default]
    Nothing,
    /// A login that was meant but cannot be used: the search ends.
    Unusable(Cause),
}

impl<T> Found<T> {
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        match self {
            Self::Login(login) => Found::Login(change(login)),
            Self::Nothing => Found::Nothing,
            Self::Unusable(cause) => Found::Unusable(cause),
        }
    }
}

pub(super) fn pair(
    id: &str,
    secret: &str,
    security_token: Option<&str>,
    name: String,
    from: CredentialStore,
) -> Found<KeyPair> {
    // The secret itself is never sent: it may be any text.
    let checked = [Some(id), security_token].into_iter().flatten().try_for_each(|part| sendable(part, &name));
    match checked {
        Ok(()) => {
            let key = AccessKey {
                id: id.to_owned(),
                secret: SecretString::from(secret),
                security_token: security_token.map(SecretString::from),
            };
            Found::Login(KeyPair { key, name, from })
        }
        Err(cause) => Found::Unusable(cause),
    }
}

/// Fails unless the credential can be sent in a header: visible ASCII only, as all of them are.
pub(super) fn sendable(credential: &str, name: &str) -> Result<(), Cause> {
    if credential.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    let detail = "contains characters that no credential has (a line break, a space?)".to_owned();
    Err(Cause::Login { credential: name.to_owned(), detail, command: None })
}

/// `text` as one word of a shell command, quoted if needed. `None` if it cannot be made safe to copy: it
/// would be an option, or has control or bidirectional characters.
pub(super) fn shell_word(text: &str) -> Option<Cow<'_, str>> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let deceptive = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if text.is_empty() || text.starts_with('-') || text.chars().any(deceptive) {
        return None;
    }
    if text.chars().all(plain) {
        return Some(text.into());
    }
    Some(format!("'{}'", text.replace('\'', r"'\''")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_act_on_is_quoted() {
        for text in ["dev", "my-account_2", "/home/me/.bailian/config.json"] {
            assert_eq!(shell_word(text).as_deref(), Some(text));
        }
        for (text, quoted) in [
            ("a b", "'a b'"),
            ("a;b", "'a;b'"),
            ("$(x)", "'$(x)'"),
            ("~", "'~'"),
            ("a'b", r"'a'\''b'"),
            ("a\"`b`\\", "'a\"`b`\\'"),
            ("!1*?", "'!1*?'"),
            ("ключ", "'ключ'"),
        ] {
            assert_eq!(shell_word(text).as_deref(), Some(quoted), "{text:?}");
        }
        for text in
            ["", "-rf", "--mode", "a\nb", "\u{1b}[2J", "\u{9b}x", "\u{202e}x", "a\u{2066}b", "\u{200b}"]
        {
            assert_eq!(shell_word(text), None, "{text:?}");
        }
    }

    /// The shell itself reads the word as the intended text.
    #[cfg(unix)]
    #[test]
    fn a_shell_takes_the_word_for_the_text() {
        for text in ["dev", "a b", "$(exit 3)`x`", "it's", "a\\nb", "*;&|<>\"#~!", "ключ"] {
            let command = format!("printf %s {}", shell_word(text).unwrap());
            let ran = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
            assert_eq!(String::from_utf8(ran.stdout).unwrap(), text);
        }
    }
}
