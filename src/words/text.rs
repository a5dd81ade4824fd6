//! Text from servers and files is data: nothing in it may reach the terminal as a command.

use std::{borrow::Cow, fmt::Write as _, path::Path};

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::domain::json::{has_unseen, is_unseen};

/// Escapes control, bidirectional and other invisible characters as `\uXXXX`, so that different names look
/// different.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !has_unseen(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len().saturating_mul(2));
    for character in text.chars() {
        if is_unseen(character) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{:04x}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// A path as it can be shown: its name may hold anything.
pub(crate) fn plain_path(path: &Path) -> String {
    plain(&path.display().to_string()).into_owned()
}

/// Whether a line may break between two characters without a space: next to a wide (Chinese) one, unless that
/// would separate a combining mark, begin a line with closing or end it with opening punctuation.
pub fn may_break(before: char, after: char) -> bool {
    let is_wide =
        |character: char| !is_plain_cell(character) && character.width().is_some_and(|columns| columns > 1);
    if !is_wide(before) && !is_wide(after) {
        return false;
    }
    let opens = matches!(before, '（' | '《' | '「' | '“' | '(');
    let closes = "，。、；：！？）》」”),.;:%".contains(after);
    let is_mark = after.width().is_none_or(|columns| columns == 0);
    !opens && !closes && !is_mark
}

/// Whether this character takes exactly one cell among others of its kind: printable ASCII, lines, blocks and dots. Most
/// of a screen is made of them, and nothing has to be looked up.
pub const fn is_plain_cell(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}')
}

/// The width of `text`, grapheme by grapheme, as it is written into cells.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.chars().all(is_plain_cell) {
        return text.chars().count();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// A lone half-width voiced sound mark counts as combining, but terminals give it a cell of its own.
fn grapheme_width(grapheme: &str) -> usize {
    let marks = grapheme.chars().filter(|character| matches!(character, '\u{ff9e}' | '\u{ff9f}')).count();
    grapheme.width().saturating_add(marks)
}

/// Cuts `text` to `columns`, with `mark` at the end if it was cut. Never splits a grapheme.
pub fn cut<'a>(text: &'a str, columns: usize, mark: &str) -> Cow<'a, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(width(mark));
    let mut shown = String::new();
    let mut used: usize = 0;
    for grapheme in text.graphemes(true) {
        used = used.saturating_add(grapheme_width(grapheme));
        if used > room {
            break;
        }
        shown.push_str(grapheme);
    }
    if width(mark) <= columns {
        shown.push_str(mark);
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn commands_become_letters() {
        for (text, shown) in [
            ("qwen-max", "qwen-max"),
            ("通义千问", "通义千问"),
            ("a\u{1b}[31mb", "a\\u001b[31mb"),
            ("a\nb\tc", "a\\u000ab\\u0009c"),
            ("\u{9b}2J", "\\u009b2J"),
            ("abc\u{202e}txt", "abc\\u202etxt"),
            ("zero\u{200b}width", "zero\\u200bwidth"),
            ("flag\u{e0041}", "flag\\ue0041"),
        ] {
            assert_eq!(plain(text), shown);
        }
    }

    #[test]
    fn cutting_keeps_whole_characters() {
        for (text, columns, cut_to) in [
            ("qwen-max", 8, "qwen-max"),
            ("qwen-max", 5, "qwen~"),
            ("通义千问", 5, "通义~"),
            ("通义千问", 4, "通~"),
            ("ab", 0, ""),
        ] {
            assert_eq!(cut(text, columns, "~"), cut_to);
        }
    }

    #[test]
    fn a_plain_cell_is_one_cell() {
        let plain: Vec<char> = ('\0'..'\u{10000}').filter(|character| is_plain_cell(*character)).collect();
        assert!(plain.iter().all(|character| character.width() == Some(1)));
        let text: String = plain.iter().collect();
        assert_eq!(text.graphemes(true).count(), plain.len(), "none joins another");
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left_and_nothing_is_too_wide(text in any::<String>(), columns in 0_usize..40) {
            let shown = plain(&text);
            prop_assert!(!shown.chars().any(is_unseen));
            prop_assert!(width(&cut(&shown, columns, "~")) <= columns);
        }
    }
}
