//! The filter line: what typing into it does.

use crate::{
    app::{Code, Effect, Key, State},
    domain::filter::Filter,
};

/// A filter longer than this is no filter.
const LONGEST: usize = 200;

/// A key while the filter is typed; `None` where the key is not for the filter.
pub(super) fn key(state: &mut State, key: Key) -> Option<Vec<Effect>> {
    let text = &mut state.view.filter_text;
    match key {
        Key { code: Code::Enter, .. } => {
            state.view.typing = false;
            return Some(Vec::new());
        }
        Key { code: Code::Esc, .. } => {
            state.view.typing = false;
            text.clear();
        }
        Key { code: Code::Backspace, .. } => {
            text.pop();
        }
        Key { code: Code::Char('u'), ctrl: true, .. } => text.clear(),
        Key { code: Code::Char('w'), ctrl: true, .. } => {
            let end = text.trim_end().rfind(char::is_whitespace).map_or(0, |at| at.saturating_add(1));
            text.truncate(end);
        }
        key => push(text, key.typed()?.encode_utf8(&mut [0; 4])),
    }
    changed(state);
    Some(Vec::new())
}

/// Text was pasted: into the filter, where one is typed; otherwise it means nothing.
pub(super) fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    if state.view.typing {
        push(&mut state.view.filter_text, text);
        changed(state);
    }
    Vec::new()
}

/// Clears the filter; whether there was one.
pub(super) fn clear(state: &mut State) -> bool {
    let had_one = !state.view.filter_text.is_empty();
    if had_one {
        state.view.filter_text.clear();
        changed(state);
    }
    had_one
}

fn push(text: &mut String, typed: &str) {
    let room = LONGEST.saturating_sub(text.chars().count());
    text.extend(typed.chars().filter(|character| !character.is_control()).take(room));
}

fn changed(state: &mut State) {
    state.view.filter = Filter::parse(&state.view.filter_text);
    state.relist();
}
