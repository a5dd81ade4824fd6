//! A line that is typed: what keys do to its text.

use crate::app::{Code, Key};

/// A text longer than this is none that somebody types.
const LONGEST: usize = 200;

/// What a key does to `text`; whether it did something, or is none for a text.
pub(crate) fn edit(text: &mut String, key: Key) -> bool {
    match key {
        Key { code: Code::Backspace, .. } => {
            text.pop();
        }
        Key { code: Code::Char('u'), ctrl: true, .. } => text.clear(),
        Key { code: Code::Char('w'), ctrl: true, .. } => {
            let end = text.trim_end().rfind(char::is_whitespace).map_or(0, |at| at.saturating_add(1));
            text.truncate(end);
        }
        key => match key.typed() {
            Some(character) => push(text, character.encode_utf8(&mut [0; 4])),
            None => return false,
        },
    }
    true
}

/// Types `typed`, as much of it as is text, and as there is room for.
pub(crate) fn push(text: &mut String, typed: &str) {
    let room = LONGEST.saturating_sub(text.chars().count());
    text.extend(typed.chars().filter(|character| !character.is_control()).take(room));
}
