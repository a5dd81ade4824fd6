//! What can be copied on the Models page.

use crate::app::{State, copied::Copied, view::Overlay};

pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    state.cursor().and(state.view.selected.clone()).map(Copied::Model)
}

/// The command, or else the console page, that turns on Free Quota Only for the selected model, while it has
/// quota left.
pub(crate) fn remedy(state: &State) -> Option<String> {
    let is_visible = matches!(state.view.overlay, Overlay::None | Overlay::Detail);
    let selected = state.view.selected.as_ref().filter(|_| is_visible)?;
    state.profile().free_quota_only_remedy(selected)
}
