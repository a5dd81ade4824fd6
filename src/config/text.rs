//! Text as TOML writes it: in messages, and in what is parsed again.

use std::fmt::Write as _;

use crate::domain::json::is_unseen;

/// How much of a value a message quotes, in characters.
const SHOWN: usize = 64;

/// A basic string with its quotes. Control characters and those that reorder or hide text are escaped, so
/// that the result is safe on a terminal; it parses to `text`.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", on_one_line(&text.replace('\\', r"\\").replace('"', "\\\"")))
}

/// [`quoted`], shortened for a message.
pub(super) fn quoted_short(text: &str) -> String {
    quoted(&short(text))
}

/// A key in a dotted path: bare if TOML allows it, else as [`quoted_short`]. Accepted names are never
/// shortened.
pub(super) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if (1..=SHOWN).contains(&name.len()) && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted_short(name)
    }
}

/// `text` on one line, with everything escaped that a terminal would interpret.
pub(super) fn on_one_line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        // Writing to a String cannot fail.
        let _ = match u32::from(c) {
            _ if !is_unseen(c) => escaped.write_char(c),
            code @ ..=0xffff => write!(escaped, "\\u{code:04X}"),
            code => write!(escaped, "\\U{code:08X}"),
        };
    }
    escaped
}

/// `text` without quotes, on one line and shortened for a message.
pub(super) fn bare_short(text: &str) -> String {
    on_one_line(&short(text))
}

/// `text`, shortened for a message.
fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn listed<T: AsRef<str>>(words: &[T], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., end] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), end.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_interpret_is_escaped() {
        for (text, expected) in [
            ("plain", r#""plain""#),
            ("", r#""""#),
            ("a\"b\\c", r#""a\"b\\c""#),
            ("\u{1b}[31m\n", r#""\u001B[31m\u000A""#),
            ("\u{9b}2J\u{202e}x", r#""\u009B2J\u202Ex""#),
            ("soft\u{ad}hyphen\u{e0041}", r#""soft\u00ADhyphen\U000E0041""#),
            ("通义", r#""通义""#),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn keys_are_bare_if_possible_and_shortened() {
        assert_eq!(key("low_percent"), "low_percent");
        assert_eq!(key("a.b"), r#""a.b""#);
        assert_eq!(key(""), r#""""#);
        assert_eq!(key(&"k".repeat(100_000)), format!("\"{}...\"", "k".repeat(SHOWN)));
        assert_eq!(quoted_short(&"é".repeat(65)), format!("\"{}...\"", "é".repeat(64)));
    }
}
