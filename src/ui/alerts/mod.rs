//! The page of the alerts: what is active, and what was told.

mod detail;
mod empty;
mod entries;
mod log;

pub(super) use detail::takes_back;

use ratatui::{style::Style, text::Span};

use super::{Glyphs, Scene, Theme, canvas::Canvas};
use crate::{
    app::{Area, Regions},
    domain::alert::Severity,
    words::alerts_page as words,
};

/// Draws the page.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.profile().alerts.length() == 0 {
        empty::draw(scene, canvas, regions.rows);
    } else {
        entries::draw(scene, canvas, regions.columns, regions.rows);
        detail::draw(scene, canvas, regions.detail);
    }
    log::draw(scene, canvas, regions.log);
}

/// Draws, beside the tabs, how many there are.
pub(super) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let alerts = &scene.state.profile().alerts;
    if alerts.length() == 0 {
        return;
    }
    let active = alerts.active().len();
    let quiet = active.saturating_sub(alerts.loud(scene.now.utc).count());
    let told = words::counts(scene.lang, active, quiet, alerts.muted());
    canvas.right(row, &[Span::styled(told, scene.theme.text)]);
}

/// The tone of a severity.
pub(super) const fn severity_style(severity: Severity, theme: &Theme) -> Style {
    match severity {
        Severity::Critical => theme.danger,
        Severity::Warning => theme.warning,
        Severity::Info => theme.text,
    }
}

/// The sign of a severity.
pub(super) const fn severity_sign(severity: Severity, glyphs: &Glyphs) -> &'static str {
    match severity {
        Severity::Critical => glyphs.trouble,
        Severity::Warning => glyphs.chosen,
        Severity::Info => glyphs.nothing,
    }
}
