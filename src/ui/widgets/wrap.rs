//! Wraps text into lines.

use std::ops::Range;

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
    let (mut line, mut wide) = (String::new(), 0_usize);
    for (is_after_space, word) in words(text) {
        let gap = usize::from(is_after_space && !line.is_empty());
        let added = gap.saturating_add(width(word));
        if wide.saturating_add(added) <= columns {
            line.push_str(if gap == 1 { " " } else { "" });
            line.push_str(word);
            wide = wide.saturating_add(added);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = break_long(word, columns, &mut lines);
        wide = width(&line);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The unbreakable pieces, and whether a space precedes each. A number and its short unit are one: `1 h`, `2.4 %`.
fn words(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut before = ' ';
    let begin = |(at, character): (usize, char)| {
        let last = std::mem::replace(&mut before, character);
        let begins = character != ' ' && (last == ' ' || may_break(last, character));
        begins.then_some((last == ' ', at))
    };
    let begins: Vec<(bool, usize)> = text.char_indices().filter_map(begin).collect();
    let ends = begins.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    let mut words: Vec<(bool, Range<usize>)> = Vec::with_capacity(begins.len());
    for ((is_after_space, from), to) in begins.iter().copied().zip(ends) {
        let word = text.get(from..to).unwrap_or_default().trim_end_matches(' ');
        let to = from.saturating_add(word.len());
        match words.last_mut() {
            Some((_, number))
                if is_after_space
                    && is_unit(word)
                    && text
                        .get(number.clone())
                        .is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit())) =>
            {
                number.end = to;
            }
            _ => words.push((is_after_space, from..to)),
        }
    }
    words.into_iter().map(|(is_after_space, range)| (is_after_space, text.get(range).unwrap_or_default()))
}

/// Whether a word after a number is its unit.
fn is_unit(word: &str) -> bool {
    let unit = word.trim_end_matches([',', ';', '.', ')', ':']);
    unit == "%" || matches!(unit.len(), 1..=3) && unit.bytes().all(|c| c.is_ascii_alphabetic())
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
