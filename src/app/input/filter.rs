//! The filter line: what typing into it does.

use super::line_edit::{edit, push};
use crate::{
    app::{Code, Key, State, pages},
    domain::Now,
};

/// A key while the filter is typed; whether it was for the filter.
pub(crate) fn key(state: &mut State, key: Key, now: Now) -> bool {
    if matches!(key.code, Code::Enter | Code::Esc) {
        state.view.typing = false;
    }
    let Some(text) = pages::filter_text(state) else { return false };
    match key.code {
        Code::Enter => return true,
        Code::Esc => text.clear(),
        _ if edit(text, key) => {}
        _ => return false,
    }
    pages::filter_changed(state, now);
    true
}

/// Text was pasted into the filter.
pub(crate) fn pasted(state: &mut State, pasted: &str, now: Now) {
    if let Some(text) = pages::filter_text(state) {
        push(text, pasted);
        pages::filter_changed(state, now);
    }
}
