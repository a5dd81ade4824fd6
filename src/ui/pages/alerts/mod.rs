//! The Alerts page: active alerts, and the log.

mod detail;
mod empty;
mod log;
mod row;
mod rows;

use ratatui::text::Span;

use crate::{
    app::{Area, pages::alerts::Regions},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::page,
    },
    words::pages::alerts as words,
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.alerts_length() == 0 {
        empty::draw(scene, canvas, regions.rows);
    } else {
        rows::draw(scene, canvas, regions.rows);
        detail::draw(scene, canvas, regions.detail);
        let beside = Area { height: regions.rows.height, ..regions.detail };
        page::side_rule(canvas, beside, scene.theme, scene.glyphs);
    }
    log::draw(scene, canvas, regions.log);
}

/// Draws the counts, to the right of the tabs.
pub(crate) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    if scene.state.alerts_length() > 0 {
        let text = counts(scene);
        let new = || words::new_ones(scene.lang, scene.state.alert_counts(scene.now.utc));
        let text = if columns(&text) <= row.width { text } else { new() };
        canvas.right(row, &[Span::styled(text, scene.theme.text)]);
    }
}

/// How many alerts are in which state: `8 new · 5 known at start`.
pub(crate) fn counts(scene: &Scene<'_>) -> String {
    words::counts(scene.lang, scene.state.alert_counts(scene.now.utc), scene.glyphs.dot)
}
