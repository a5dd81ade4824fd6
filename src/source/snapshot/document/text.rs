//! Text as a JSON string that keeps its value and cannot disturb a terminal or hide anything from an eye.

use std::fmt;

/// Displays as a JSON string: `"` and `\` escaped, control, bidirectional and invisible format characters
/// as `\uXXXX` (a surrogate pair above U+FFFF), everything else as it is.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        let mut rest = self.0;
        while let Some((plain, special, after)) = split_at_special(rest) {
            f.write_str(plain)?;
            match special {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                _ => special
                    .encode_utf16(&mut [0; 2])
                    .iter()
                    .try_for_each(|unit| write!(f, "\\u{unit:04x}"))?,
            }
            rest = after;
        }
        f.write_str(rest)?;
        f.write_str("\"")
    }
}

/// What stands before the first character that needs an escape, that character, and what follows it.
fn split_at_special(text: &str) -> Option<(&str, char, &str)> {
    let (at, special) = text.char_indices().find(|(_, c)| matches!(c, '"' | '\\') || is_unseen(*c))?;
    let (plain, tail) = text.split_at_checked(at)?;
    Some((plain, special, tail.strip_prefix(special)?))
}

/// Control characters (C0, DEL, C1), marks that turn the direction of text, and format characters that
/// show nothing: zero-width ones, line and paragraph separators, U+FEFF, annotation marks, tags.
const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_seen_is_escaped_and_nothing_else() {
        for (text, json) in [
            ("", r#""""#),
            ("qwen-max", r#""qwen-max""#),
            ("通义千问 é 🙂", r#""通义千问 é 🙂""#),
            ("a\"b\\c/d", r#""a\"b\\c/d""#),
            ("\0\t\n\u{1b}[2J\u{7f}", r#""\u0000\u0009\u000a\u001b[2J\u007f""#),
            ("\u{80}\u{9f}\u{a0}", "\"\\u0080\\u009f\u{a0}\""),
            ("\u{61c}\u{200b}\u{200f}\u{2010}", "\"\\u061c\\u200b\\u200f\u{2010}\""),
            ("\u{2028}\u{202e}\u{202f}", "\"\\u2028\\u202e\u{202f}\""),
            ("\u{2060}\u{2069}\u{206a}", "\"\\u2060\\u2069\u{206a}\""),
            ("\u{feff}\u{fff9}\u{fffb}\u{fffc}", "\"\\ufeff\\ufff9\\ufffb\u{fffc}\""),
            ("\u{e0041}\u{e007f}\u{e0080}", "\"\\udb40\\udc41\\udb40\\udc7f\u{e0080}\""),
        ] {
            assert_eq!(Text(text).to_string(), json, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_value(text in any::<String>()) {
            let json = Text(&text).to_string();
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            prop_assert!(!json.chars().any(is_unseen));
        }
    }
}
