//! The filter line: what typing into it does.

use super::line_edit::{edit, push};
use crate::{
    app::{Code, Effect, Key, State, overlays::palette::input, pages::bills, view::Page},
    domain::{Now, filter::Filter},
};

/// A key while the filter is typed; `None` where the key is not for the filter.
pub(crate) fn key(state: &mut State, key: Key, now: Now) -> Option<Vec<Effect>> {
    if matches!(key.code, Code::Enter | Code::Esc) {
        state.view.typing = false;
    }
    let text = text(state);
    match key.code {
        Code::Enter => return Some(Vec::new()),
        Code::Esc => text.clear(),
        _ if edit(text, key) => {}
        _ => return None,
    }
    changed(state, now);
    Some(Vec::new())
}

/// Text was pasted: into the filter, where one is typed; otherwise it means nothing.
pub(crate) fn pasted(state: &mut State, pasted: &str, now: Now) -> Vec<Effect> {
    if state.palette.is_some() {
        input::pasted(state, pasted);
    } else if state.view.typing {
        push(text(state), pasted);
        changed(state, now);
    }
    Vec::new()
}

/// Filters by `wanted`, as if it had been typed.
pub(crate) fn set(state: &mut State, wanted: &str, now: Now) {
    let text = text(state);
    text.clear();
    push(text, wanted);
    changed(state, now);
}

/// Clears the filter; whether there was one.
pub(crate) fn clear(state: &mut State, now: Now) -> bool {
    let had_one = !text(state).is_empty();
    if had_one {
        text(state).clear();
        changed(state, now);
    }
    had_one
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
