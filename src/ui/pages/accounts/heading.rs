//! The heading of the Accounts page: its filter, and how many accounts that finds.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Command},
    ui::{Scene, canvas::Canvas, canvas::columns},
    words::{chrome::bars, pages::accounts as words},
};

/// Before the number of accounts.
const GAP: u16 = 2;

/// Without the filter it would not be clear why accounts are missing.
pub(crate) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, theme) = (scene.state, scene.theme);
    let filter = &state.view.accounts.filter;
    if filter.is_empty() || state.view.typing {
        return;
    }
    let filter = bars::filter(scene.lang, filter);
    let found = words::matches(scene.lang, state.accounts.len(), state.accounts.all.len());
    let end = columns(&filter).min(area.width);
    canvas.cut(area, &[Span::styled(filter, theme.accent)], scene.glyphs.cut);
    canvas.target(area, (0, end), || Command::Act(Action::Filter));
    canvas.right(area.within(end.saturating_add(GAP), 0), &[Span::styled(found, theme.quiet)]);
}
