//! Measures texts for the reducer.

use super::{overlays, pages};
use crate::{
    app::{Extents, State, view::Overlay},
    words::Lang,
};

/// Measures what is on screen. The list is only measured again after it has changed.
pub fn measure(state: &State, lang: Lang) -> Extents {
    let list = state.extents.list.clone().filter(|_| !state.extents.is_list_stale);
    let list = list.or_else(|| Some(pages::models::columns::measure::measure(state, lang)));
    let scroll_end = match state.view.overlay {
        Overlay::Help { page, .. } => overlays::help::scroll_end(lang, state, page),
        Overlay::Line { .. } => pages::bills::line_scroll_end(lang, state),
        _ => 0,
    };
    Extents { list, is_list_stale: false, scroll_end }
}
