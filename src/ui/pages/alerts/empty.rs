//! The Alerts page without active alerts: what alerts there are, and how to send them elsewhere.

use ratatui::text::Span;

use crate::{
    app::Area,
    ui::{Scene, canvas::Canvas, widgets::block},
    words::pages::alerts as words,
};

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, theme) = (scene.state, scene.theme);
    let are_known = state.shown().any(|(_, profile)| profile.alerts.are_known());
    let nothing = match (are_known, state.alert_log().is_empty()) {
        (false, _) => words::UNREAD,
        (true, true) => words::NOTHING,
        (true, false) => words::NOTHING_ACTIVE,
    };
    let mut lines = vec![vec![Span::styled(nothing.of(scene.lang), theme.strong)]];
    lines.extend(words::RULES.map(|text| vec![Span::styled(text.of(scene.lang), theme.quiet)]));
    lines
        .extend(words::CHANNELS.map(|(command, does)| block::explained(command, does.of(scene.lang), theme)));
    block::draw(canvas, area, &lines, scene.glyphs);
}
