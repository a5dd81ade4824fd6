//! The Alerts page: active alerts, and the log.

mod detail;
mod empty;
mod entries;
mod log;

use ratatui::text::Span;

use crate::{
    app::{Area, account::alerts::Alerts, pages::alerts::Regions},
    ui::{Scene, canvas::Canvas},
    words::pages::alerts as words,
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.alerts_length() == 0 {
        empty::draw(scene, canvas, regions.rows);
    } else {
        entries::draw(scene, canvas, regions.columns, regions.rows);
        detail::draw(scene, canvas, regions.detail);
    }
    log::draw(scene, canvas, regions.log);
}

/// Draws the counts, to the right of the tabs.
pub(crate) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let state = scene.state;
    if state.alerts_length() == 0 {
        return;
    }
    let alerts = || state.shown().map(|(_, profile)| &profile.alerts);
    let active = || alerts().flat_map(Alerts::active);
    let acknowledged = active().filter(|episode| episode.acknowledged_at.is_some()).count();
    let new = active().filter(|episode| !episode.is_quiet(scene.now.utc)).count();
    let snoozed = active().count().saturating_sub(new).saturating_sub(acknowledged);
    let counts = words::Counts { new, acknowledged, snoozed, muted: alerts().map(Alerts::muted).sum() };
    canvas.right(row, &[Span::styled(words::counts(scene.lang, counts), scene.theme.text)]);
}
