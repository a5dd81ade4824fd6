//! What stands on the page where nothing is active: what would be told, and to whom else.

use ratatui::text::Span;

use crate::{
    app::Area,
    ui::{Scene, canvas::Canvas, pages::models::empty::block},
    words::pages::alerts as words,
};

/// Draws why there is nothing.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, theme) = (scene.state, scene.theme);
    let are_known = state.shown().any(|(_, profile)| profile.alerts.are_known());
    let nothing = match (are_known, state.alert_log().is_empty()) {
        (false, _) => words::UNREAD,
        (true, true) => words::NOTHING,
        (true, false) => words::NOTHING_ACTIVE,
    };
    let mut lines = vec![vec![Span::styled(nothing.of(scene.lang), theme.strong)]];
    lines.extend(words::TELLS.map(|told| vec![Span::styled(told.of(scene.lang), theme.quiet)]));
    lines.extend(words::CHANNELS.map(|(command, does)| {
        vec![
            Span::styled(command, theme.accent),
            Span::styled(format!(" {}", does.of(scene.lang)), theme.quiet),
        ]
    }));
    block(scene, canvas, area, &lines);
}
