//! Measures texts for the reducer.

use super::{overlays, pages};
use crate::{
    app::{Extents, view::Overlay},
    ui::Scene,
};

/// Measures what is on screen. The list is only measured again after it has changed.
pub fn measure(scene: &Scene<'_>) -> Extents {
    let Scene { state, lang, .. } = *scene;
    let list = state.extents.list.clone().filter(|_| !state.extents.is_list_stale);
    let list = list.or_else(|| Some(pages::models::columns::measure::measure(state, lang)));
    let (scroll_end, scroll_page) =
        overlays::turning::scrolls(scene).unwrap_or_else(|| (scroll_end(scene), u16::MAX));
    Extents { list, is_list_stale: false, scroll_end, scroll_page }
}

fn scroll_end(scene: &Scene<'_>) -> u16 {
    let Scene { state, lang, .. } = *scene;
    match state.view.overlay {
        Overlay::Help { page, .. } => overlays::help::scroll_end(lang, state, page),
        Overlay::Account { .. } => overlays::account::scroll_end(scene),
        Overlay::Line { .. } => pages::bills::line_scroll_end(lang, state),
        _ => 0,
    }
}
