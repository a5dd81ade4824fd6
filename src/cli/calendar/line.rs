//! Lines of a calendar: escaped, folded, and ended as RFC 5545 wants.

use std::io::{self, Write};

use crate::words;

/// The longest line in octets, without its end.
const LONGEST: usize = 75;

/// A text as a value. What cannot be seen is written as letters: a calendar may contain no control characters.
pub(super) fn text(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(words::plain).collect();
    let mut escaped = String::new();
    for sign in lines.join("\n").chars() {
        match sign {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            _ => escaped.push(sign),
        }
    }
    escaped
}

/// Writes a property. A long line goes on in the next one after a space, never within a character.
pub(super) fn write_line(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    let line = format!("{name}:{value}");
    let mut width = 0_usize;
    for character in line.chars() {
        let octets = character.len_utf8();
        if width.saturating_add(octets) > LONGEST {
            out.write_all(b"\r\n ")?;
            width = 1;
        }
        out.write_all(character.encode_utf8(&mut [0; 4]).as_bytes())?;
        width = width.saturating_add(octets);
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(value: &str) -> String {
        let mut out = Vec::new();
        write_line(&mut out, "X", value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn signs_of_the_format_are_escaped() {
        for (plain, value) in [
            ("qwen-max", "qwen-max"),
            ("a;b,c:d\\e\"f", "a\\;b\\,c:d\\\\e\"f"),
            ("one\ntwo\r\nthree", "one\\ntwo\\nthree"),
            ("a\u{1b}[2J\rb", "a\\\\u001b[2J\\\\u000db"),
            ("通义", "通义"),
        ] {
            assert_eq!(text(plain), value, "{plain:?}");
        }
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let [fits, longer] = [73, 74].map(|length| "x".repeat(length));
        assert_eq!(folded(&fits), format!("X:{fits}\r\n"));
        assert_eq!(folded(&longer), format!("X:{fits}\r\n x\r\n"));
        let [first, next] = [24, 24].map(|count| "通".repeat(count));
        assert_eq!(folded(&format!("{first}{next}通")), format!("X:{first}\r\n {next}\r\n 通\r\n"));
    }
}
