//! What can be copied on the Models page.

use crate::{
    app::{State, copied::Copied, view::Overlay},
    domain::Site,
};

pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    state.cursor().and(state.view.selected.clone()).map(Copied::Model)
}

/// The console page where Free Quota Only can be turned on for the selected model, while it has quota left.
pub(crate) fn remedy(state: &State, site: Site) -> Option<String> {
    let is_visible = matches!(state.view.overlay, Overlay::None | Overlay::Detail);
    let selected = state.view.selected.as_ref().filter(|_| is_visible)?;
    let (model, row) = state.profile().model(selected)?;
    let can_be_on = model.free_quota_only == Some(false) && row.status.has_left();
    can_be_on.then(|| site.console().to_owned())
}
