//! The filter line: what typing into it does.

use super::bills;
use crate::{
    app::{Code, Effect, Key, State, view::Page},
    domain::{Now, filter::Filter},
};

/// A filter longer than this is no filter.
const LONGEST: usize = 200;

/// A key while the filter is typed; `None` where the key is not for the filter.
pub(super) fn key(state: &mut State, key: Key, now: Now) -> Option<Vec<Effect>> {
    if matches!(key.code, Code::Enter | Code::Esc) {
        state.view.typing = false;
    }
    let text = text(state);
    match key {
        Key { code: Code::Enter, .. } => return Some(Vec::new()),
        Key { code: Code::Backspace, .. } => {
            text.pop();
        }
        Key { code: Code::Esc, .. } | Key { code: Code::Char('u'), ctrl: true, .. } => text.clear(),
        Key { code: Code::Char('w'), ctrl: true, .. } => {
            let end = text.trim_end().rfind(char::is_whitespace).map_or(0, |at| at.saturating_add(1));
            text.truncate(end);
        }
        key => push(text, key.typed()?.encode_utf8(&mut [0; 4])),
    }
    changed(state, now);
    Some(Vec::new())
}

/// Text was pasted: into the filter, where one is typed; otherwise it means nothing.
pub(super) fn pasted(state: &mut State, pasted: &str, now: Now) -> Vec<Effect> {
    if state.view.typing {
        push(text(state), pasted);
        changed(state, now);
    }
    Vec::new()
}

/// Clears the filter; whether there was one.
pub(super) fn clear(state: &mut State, now: Now) -> bool {
    let had_one = !text(state).is_empty();
    if had_one {
        text(state).clear();
        changed(state, now);
    }
    had_one
}

fn push(text: &mut String, typed: &str) {
    let room = LONGEST.saturating_sub(text.chars().count());
    text.extend(typed.chars().filter(|character| !character.is_control()).take(room));
}

/// The text that is typed on the page that is open.
const fn text(state: &mut State) -> &mut String {
    match state.view.page {
        // On the page of the alerts nothing is typed.
        Page::Models | Page::Alerts => &mut state.view.filter_text,
        Page::Bills => &mut state.view.bills.query.search,
    }
}

fn changed(state: &mut State, now: Now) {
    match state.view.page {
        Page::Models | Page::Alerts => {
            state.view.filter = Filter::parse(&state.view.filter_text);
            state.relist();
        }
        Page::Bills => bills::sum_up(state, now),
    }
}
