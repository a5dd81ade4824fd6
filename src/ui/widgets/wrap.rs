//! Wraps text into lines.

use crate::words::text::{may_break, width};

/// Wraps `text` between words, or between characters of scripts without spaces. Words that are too long are
/// broken.
pub(crate) fn wrap(text: &str, columns: u16) -> Vec<String> {
    let columns = usize::from(columns);
    if columns == 0 {
        return Vec::new();
    }
    let is_a_line =
        !text.is_empty() && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ");
    if is_a_line && width(text) <= columns {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    for (is_after_space, word) in words(text) {
        let gap = usize::from(is_after_space && !line.is_empty());
        if width(&line).saturating_add(gap).saturating_add(width(&word)) <= columns {
            line.push_str(if gap == 1 { " " } else { "" });
            line.push_str(&word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = break_long(&word, columns, &mut lines);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The unbreakable pieces, and whether a space precedes each.
fn words(text: &str) -> impl Iterator<Item = (bool, String)> {
    let mut words: Vec<(bool, String)> = Vec::new();
    let mut before = ' ';
    for character in text.chars() {
        match words.last_mut().filter(|_| before != ' ' && !may_break(before, character)) {
            _ if character == ' ' => {}
            Some((_, word)) => word.push(character),
            None => words.push((before == ' ', character.to_string())),
        }
        before = character;
    }
    with_units(words).into_iter()
}

/// Keeps a number and its short unit together: `1 h`, `2.4 %`.
fn with_units(words: Vec<(bool, String)>) -> Vec<(bool, String)> {
    let mut joined: Vec<(bool, String)> = Vec::with_capacity(words.len());
    for (is_after_space, word) in words {
        let unit = word.trim_end_matches([',', ';', '.', ')', ':']);
        let is_unit =
            unit == "%" || matches!(unit.len(), 1..=3) && unit.bytes().all(|c| c.is_ascii_alphabetic());
        match joined.last_mut() {
            Some((_, number))
                if is_after_space && is_unit && number.ends_with(|c: char| c.is_ascii_digit()) =>
            {
                number.push(' ');
                number.push_str(&word);
            }
            _ => joined.push((is_after_space, word)),
        }
    }
    joined
}

/// Moves full lines of `word` into `lines`; returns the rest.
fn break_long(word: &str, columns: usize, lines: &mut Vec<String>) -> String {
    let mut rest = String::new();
    for character in word.chars() {
        let grown = format!("{rest}{character}");
        if !rest.is_empty() && width(&grown) > columns {
            lines.push(std::mem::replace(&mut rest, character.to_string()));
        } else {
            rest = grown;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn broken_between_words_if_possible() {
        for (text, columns, lines) in [
            ("used up, and so on", 8, vec!["used up,", "and so", "on"]),
            ("https://example.com", 8, vec!["https://", "example.", "com"]),
            ("a  b", 9, vec!["a b"]),
            ("lag up to 1 h", 11, vec!["lag up to", "1 h"]),
            ("at 2.4 %, or", 6, vec!["at", "2.4 %,", "or"]),
            ("in 12 days", 6, vec!["in 12", "days"]),
            // Closing punctuation stays with what precedes it, opening with what follows; names stay whole.
            (
                "\u{7528}\u{5b8c}\u{ff0c}\u{8ba1}\u{8d39}",
                4,
                vec!["\u{7528}", "\u{5b8c}\u{ff0c}", "\u{8ba1}\u{8d39}"],
            ),
            ("\u{7528}\u{ff08}a\u{ff09}", 4, vec!["\u{7528}", "\u{ff08}a", "\u{ff09}"]),
            ("\u{7528} qwen-max \u{5b8c}", 9, vec!["\u{7528}", "qwen-max", "\u{5b8c}"]),
            ("", 9, vec![]),
            ("a", 0, vec![]),
        ] {
            assert_eq!(wrap(text, columns), lines);
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[a-z0-9 \u{901a}]{0,60}", columns in 2_u16..20) {
            let lines = wrap(&text, columns);
            prop_assert!(lines.iter().all(|line| width(line) <= usize::from(columns)));
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
