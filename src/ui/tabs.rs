//! The pages there are, the open one standing out.

use ratatui::text::Span;

use super::{Scene, canvas::Canvas};
use crate::{
    app::{Area, view::Page},
    domain::FeedName,
    words::{bills_page, screen},
};

/// Below this width only the open page is named: what is listed on it matters more.
const ALL_FROM: u16 = 60;

/// Draws the tabs; returns the column after them. Where there is but one page, it is none to choose.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) -> u16 {
    let (state, theme) = (scene.state, scene.theme);
    if !state.profile().wants(FeedName::Bills) {
        let has_models = !state.profile().snapshot.models.is_empty();
        return if has_models { canvas.put(row, 0, &models(scene), theme.strong) } else { 0 };
    }
    let mut spans = Vec::new();
    let has_room = row.width >= ALL_FROM;
    for page in Page::ALL.into_iter().filter(|page| has_room || *page == state.view.page) {
        let gap = if spans.is_empty() { "" } else { "   " };
        let name = match page {
            Page::Models => models(scene),
            Page::Bills => bills_page::BILLS.to_owned(),
        };
        let style = if page == state.view.page { theme.accent.patch(theme.strong) } else { theme.quiet };
        spans.extend([Span::raw(gap), Span::styled(name, style)]);
    }
    canvas.spans(row, 0, &spans)
}

/// `Models 47`, `Models 12 of 47`.
fn models(scene: &Scene<'_>) -> String {
    let profile = scene.state.profile();
    match profile.snapshot.models.len() {
        0 => screen::MODELS.to_owned(),
        count if scene.state.view.filter.is_empty() => screen::models(count),
        count => screen::matching(profile.rows.index.len(), count),
    }
}
