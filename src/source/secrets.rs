//! The program's secrets, so that no text from outside repeats one.
//!
//! A server or proxy may echo what it was sent: in an error, percent-encoded, within JSON. Everything quoted
//! from an answer goes through [`Secrets::quote`] first, so that no cause, log or file contains a secret.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use reqwest::Url;

/// Replaces a secret.
const BLANK: &str = "…";

/// Shorter values are not blanked: they occur in ordinary words.
const SHORTEST: usize = 6;

/// A shorter part of a path, or a plain word, names a service rather than a token.
const SHORTEST_PART: usize = 8;

/// The known secrets, shared by clones.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Every way to write a secret, by length, so that the longest is blanked first.
    known: Arc<RwLock<BTreeSet<(usize, String)>>>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

impl Secrets {
    /// Adds a secret, in every way in which it may be written.
    pub fn add(&self, secret: &str) {
        let secret = secret.trim();
        if secret.chars().count() >= SHORTEST {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.extend(written(secret).into_iter().map(|form| (form.len(), form)));
        }
    }

    /// Adds the value of a header: as a whole, and what follows its scheme (`Bearer …`).
    pub fn add_header(&self, value: &str) {
        self.add(value);
        if let Some((_, credential)) = value.trim().split_once(' ') {
            self.add(credential);
        }
    }

    /// Adds the address of a webhook: as a whole, its path and query, the parts of its path that are no
    /// plain words, the values of its query, and a login in it. Its host is no secret.
    pub fn add_address(&self, address: &str) {
        self.add(address);
        let Ok(url) = Url::parse(address.trim()) else { return };
        let path = url.path().trim_matches('/');
        self.add(path);
        if let Some(query) = url.query() {
            self.add(query);
            self.add(&format!("{path}?{query}"));
        }
        let parts = url.path().split('/').filter(|part| is_token(part));
        parts.for_each(|part| self.add(part));
        url.query_pairs().for_each(|(_, value)| self.add(&value));
        for part in [Some(url.username()), url.password(), url.fragment()].into_iter().flatten() {
            self.add(part);
        }
    }

    /// `text` without any known secret.
    pub fn redact(&self, text: &str) -> String {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let blanked = |text: String, (_, secret): &(usize, String)| {
            if text.contains(secret.as_str()) { text.replace(secret.as_str(), BLANK) } else { text }
        };
        known.iter().rev().fold(text.to_owned(), blanked)
    }

    /// A server's text as one line without control characters and secrets, of at most `most` characters.
    pub fn quote(&self, text: &str, most: usize) -> String {
        let line: String = text
            .chars()
            .map(|character| if character.is_whitespace() { ' ' } else { character })
            .filter(|character| !character.is_control())
            .collect();
        self.redact(line.trim()).chars().take(most).collect()
    }
}

/// Whether a part of a path may be a token.
fn is_token(part: &str) -> bool {
    let is_word = part.chars().all(|character| character.is_ascii_lowercase());
    part.chars().count() >= SHORTEST_PART && !is_word
}

/// The ways in which a text may occur in another: as it is, percent-encoded with upper- and lower-case
/// digits, as a form field, percent-decoded, and within JSON or HTML.
fn written(text: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    for text in [text.into(), percent_decode_str(text).decode_utf8_lossy()] {
        let encoded = percent_encoded(&text);
        let json = serde_json::to_string(&text).unwrap_or_default();
        let json = json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or_default();
        forms.extend([
            lower_case_digits(&encoded),
            encoded.replace("%20", "+"),
            encoded,
            json.replace('/', "\\/"),
            json.to_owned(),
            text.replace('&', "&amp;"),
            text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"),
            text.into_owned(),
        ]);
    }
    forms.retain(|form| !form.is_empty());
    forms
}

/// Everything but unreserved characters is percent-encoded.
pub(crate) fn percent_encoded(text: &str) -> String {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The same with `%2f` instead of `%2F`.
fn lower_case_digits(encoded: &str) -> String {
    let mut left: usize = 0;
    let lower = |character: char| {
        let is_digit = left > 0;
        left = if character == '%' { 2 } else { left.saturating_sub(1) };
        if is_digit { character.to_ascii_lowercase() } else { character }
    };
    encoded.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_secret_is_blanked_however_it_is_written() {
        let secrets = Secrets::default();
        secrets.add("SECRET/a+b c\"&d");
        for (text, shown) in [
            ("before SECRET/a+b c\"&d after", "before … after"),
            ("SECRET%2Fa%2Bb%20c%22%26d", "…"),
            ("SECRET%2fa%2bb%20c%22%26d", "…"),
            ("SECRET%2Fa%2Bb+c%22%26d", "…"),
            (r#"{"is":"SECRET/a+b c\"&d"}"#, r#"{"is":"…"}"#),
            (r#"{"is":"SECRET\/a+b c\"&d"}"#, r#"{"is":"…"}"#),
            ("SECRET/a+b c\"&amp;d", "…"),
            ("SECRET/a+b c&quot;&amp;d", "…"),
            ("SECRET/a", "SECRET/a"),
            ("", ""),
        ] {
            assert_eq!(secrets.redact(text), shown, "{text}");
        }
        secrets.add("%53ECRET%2Done");
        assert_eq!(secrets.redact("SECRET-one, %53ECRET%2Done"), "…, …");
    }

    #[test]
    fn an_address_is_blanked_whole_and_in_parts_but_for_its_host() {
        let secrets = Secrets::default();
        secrets.add_address(
            "https://me:SECRET-pass@hooks.example/services/T0SECRET/mine?access_token=SECRET-1&n=1#SECRET-f",
        );
        for (text, shown) in [
            (
                "https://me:SECRET-pass@hooks.example/services/T0SECRET/mine?access_token=SECRET-1&n=1#SECRET-f",
                "…",
            ),
            ("POST /services/T0SECRET/mine?access_token=SECRET-1&n=1 failed", "POST /… failed"),
            ("no hook T0SECRET", "no hook …"),
            ("token SECRET-1", "token …"),
            ("SECRET-pass SECRET-f", "… …"),
            ("hooks.example services mine", "hooks.example services mine"),
        ] {
            assert_eq!(secrets.redact(text), shown, "{text}");
        }
    }

    #[test]
    fn of_a_header_its_scheme_stays() {
        let secrets = Secrets::default();
        secrets.add_header("Bearer SECRET-1");
        assert_eq!(secrets.redact("bearer SECRET-1 / Bearer SECRET-1 / Bearer"), "bearer … / … / Bearer");
    }

    #[test]
    fn short_values_are_ordinary_words() {
        let secrets = Secrets::default();
        for short in ["", " ", "true", "prod", "token"] {
            secrets.add(short);
        }
        assert_eq!(secrets.redact("a token is true"), "a token is true");
    }

    #[test]
    fn what_is_quoted_is_one_bounded_line_and_a_secret_is_not_hidden_by_what_is_left_out() {
        let secrets = Secrets::default();
        secrets.add("SECRET-1234");
        assert_eq!(secrets.quote(" a\r\n\u{1b}[2Jb SECRET\u{0}-1234 ", 100), "a  [2Jb …");
        assert_eq!(secrets.quote("SECRET-1234 SECRET-1234", 4), "… …");
        assert_eq!(format!("{secrets:?}"), "Secrets(..)");
    }

    proptest! {
        #[test]
        fn no_text_holds_a_secret_afterwards(secret in "[A-Za-z0-9/+=%& -]{6,40}", before in ".*", after in ".*") {
            let secrets = Secrets::default();
            secrets.add(&secret);
            let secret = secret.trim();
            prop_assume!(secret.chars().count() >= SHORTEST);
            let text = format!("{before}{secret}{after}{}", percent_encoded(secret));
            prop_assert!(!secrets.redact(&text).contains(secret));
        }
    }
}
