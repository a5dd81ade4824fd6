//! JSON documents on standard output: readable, and safe on a terminal, whatever text is in them.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use serde::Serialize;

use crate::words::text;

/// Writes `document`. Characters that command a terminal or hide something stand only inside of strings, where
/// they are escaped.
pub(super) fn write(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string_pretty(document).map_err(io::Error::from)?;
    for line in json.lines() {
        writeln!(out, "{}", escaped(line))?;
    }
    Ok(())
}

/// A line of JSON that keeps its value.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for character in line.chars() {
        if text::is_unsafe(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_value_and_hides_nothing() {
        let text = "通义 \"\\ \u{1b}[2J \n \u{202e} \u{2028} \u{7f} \u{e0041} 🙂";
        let mut out = Vec::new();
        write(&mut out, &[text]).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(serde_json::from_str::<[String; 1]>(&written).unwrap(), [text]);
        assert!(!written.replace('\n', "").chars().any(text::is_unsafe), "{written}");
    }
}
