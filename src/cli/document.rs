//! JSON documents on standard output: readable, and safe on a terminal.

use std::io::{self, Write};

use serde::Serialize;

use crate::domain::json::made_visible;

pub(super) fn write(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string_pretty(document).map_err(io::Error::from)?;
    json.lines().try_for_each(|line| writeln!(out, "{}", made_visible(line)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::json::is_unseen;

    #[test]
    fn text_is_unchanged_and_visible() {
        let text = "通义 \"\\ \u{1b}[2J \n \u{202e} \u{2028} \u{7f} \u{e0041} 🙂";
        let mut out = Vec::new();
        write(&mut out, &[text]).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(serde_json::from_str::<[String; 1]>(&written).unwrap(), [text]);
        assert!(!written.replace('\n', "").chars().any(is_unseen), "{written}");
    }
}
