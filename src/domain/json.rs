//! Text in our JSON output: escaped so that it can neither control a terminal nor hide text (contract, JSON).

use std::{borrow::Cow, fmt};

/// Displays as a JSON string: `"` and `\` escaped, control, bidirectional and invisible format characters
/// as `\uXXXX` (a surrogate pair above U+FFFF), everything else as it is.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", Inside(self.0))
    }
}

/// The same without the quotes.
#[derive(Debug, Clone, Copy)]
pub struct Inside<'a>(pub &'a str);

impl fmt::Display for Inside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(self.0, |character| matches!(character, '"' | '\\') || is_unseen(character), f)
    }
}

/// `json`, which is on one line, with invisible characters escaped: they occur only inside of strings.
pub fn made_visible(json: &str) -> Cow<'_, str> {
    if !has_unseen(json) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len().saturating_mul(2));
    // Writing to a String cannot fail.
    let _ = escape(json, is_unseen, &mut escaped);
    Cow::Owned(escaped)
}

fn escape(text: &str, is_special: impl Fn(char) -> bool, out: &mut impl fmt::Write) -> fmt::Result {
    let mut rest = text;
    while let Some((plain, special, after)) = split_at_special(rest, &is_special) {
        out.write_str(plain)?;
        match special {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            _ => {
                special.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            }
        }
        rest = after;
    }
    out.write_str(rest)
}

/// The text before the first character that needs an escape, that character, and the rest.
fn split_at_special(text: &str, is_special: impl Fn(char) -> bool) -> Option<(&str, char, &str)> {
    let (at, special) = text.char_indices().find(|(_, character)| is_special(*character))?;
    let (plain, tail) = text.split_at_checked(at)?;
    Some((plain, special, tail.strip_prefix(special)?))
}

/// Characters that control a terminal (C0, DEL, C1), change the direction of text, or are invisible: zero-width
/// ones, soft hyphens, line and paragraph separators, variation selectors, annotation marks, tags.
pub const fn is_unseen(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether any character of `text` is unseen; of plain ASCII, which most texts are, quickly.
pub fn has_unseen(text: &str) -> bool {
    !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.chars().any(is_unseen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_invisible_characters_are_escaped() {
        for (text, json) in [
            ("", r#""""#),
            ("qwen-max", r#""qwen-max""#),
            ("通义千问 é 🙂", r#""通义千问 é 🙂""#),
            ("a\"b\\c/d", r#""a\"b\\c/d""#),
            ("\0\t\n\u{1b}[2J\u{7f}", r#""\u0000\u0009\u000a\u001b[2J\u007f""#),
            ("\u{80}\u{9f}\u{a0}", "\"\\u0080\\u009f\u{a0}\""),
            ("\u{61c}\u{200b}\u{200f}\u{2010}", "\"\\u061c\\u200b\\u200f\u{2010}\""),
            ("\u{2028}\u{202e}\u{202f}", "\"\\u2028\\u202e\u{202f}\""),
            ("\u{2060}\u{2069}\u{2070}", "\"\\u2060\\u2069\u{2070}\""),
            ("a\u{ad}\u{180e}\u{fe0f}", r#""a\u00ad\u180e\ufe0f""#),
            ("\u{feff}\u{fff9}\u{fffb}\u{fffc}", "\"\\ufeff\\ufff9\\ufffb\u{fffc}\""),
            ("\u{e0041}\u{e007f}\u{e1000}", "\"\\udb40\\udc41\\udb40\\udc7f\u{e1000}\""),
        ] {
            assert_eq!(Text(text).to_string(), json, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_round_trips(text in any::<String>()) {
            let json = Text(&text).to_string();
            prop_assert_eq!(has_unseen(&text), text.chars().any(is_unseen));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            prop_assert!(!json.chars().any(is_unseen));
        }

        #[test]
        fn json_is_unchanged_in_meaning(text in any::<String>()) {
            let json = serde_json::to_string(&[&text]).unwrap();
            let visible = made_visible(&json);
            prop_assert_eq!(serde_json::from_str::<[String; 1]>(&visible).unwrap(), [text]);
            prop_assert!(!visible.chars().any(is_unseen));
        }
    }
}
