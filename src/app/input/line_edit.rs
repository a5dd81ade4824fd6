//! Editing a line of text.

use crate::app::{Code, Key};

/// Longer input is cut.
const MAX_LENGTH: usize = 200;

/// Applies a key to `text`; whether it was an editing key.
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

/// Appends `typed` without control characters, up to the maximum length.
pub(crate) fn push(text: &mut String, typed: &str) {
    let room = MAX_LENGTH.saturating_sub(text.chars().count());
    text.extend(typed.chars().filter(|character| !character.is_control()).take(room));
}
