//! Input to the filter line.

use super::line_edit::{edit, push};
use crate::{
    app::{Code, Key, State, pages},
    domain::Now,
};

/// Handles a key while the filter is being typed; whether it was consumed.
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

pub(crate) fn pasted(state: &mut State, pasted: &str, now: Now) {
    if let Some(text) = pages::filter_text(state) {
        push(text, pasted);
        pages::filter_changed(state, now);
    }
}
