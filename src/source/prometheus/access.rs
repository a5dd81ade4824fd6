//! What opens a Prometheus: headers, and what it means if the server refuses them.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{domain::Cause, source::Secrets};

/// A server does not let a query in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// 401: it does not accept the login; 403: the login may not read the metrics. Not every server distinguishes
    /// them.
    pub(crate) status: u16,
    /// The beginning of its answer, one line.
    pub(crate) message: String,
}

/// How queries are authenticated.
pub(crate) struct Access<'a> {
    /// They may contain secrets, which are registered.
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
    /// What a refusal means: whose login it is, only its owner knows.
    pub(crate) refused: &'a (dyn Fn(Refusal) -> Cause + Sync),
}

/// The header of Basic authentication. No failure quotes its value from then on.
pub(crate) fn basic(user: &str, password: &SecretString, secrets: &Secrets) -> (Cow<'static, str>, String) {
    let value = format!("Basic {}", STANDARD.encode(format!("{user}:{}", password.expose_secret())));
    secrets.add(password.expose_secret());
    secrets.add_header(&value);
    ("authorization".into(), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_is_encoded_and_never_quoted() {
        let secrets = Secrets::default();
        let (name, value) = basic("LTAIfake", &"SECRET:with/colon".into(), &secrets);
        assert_eq!((&*name, value.as_str()), ("authorization", "Basic TFRBSWZha2U6U0VDUkVUOndpdGgvY29sb24="));
        assert_eq!(secrets.redact("got TFRBSWZha2U6U0VDUkVUOndpdGgvY29sb24="), "got …");
        assert_eq!(secrets.redact("SECRET%3Awith%2Fcolon"), "…");
    }
}
