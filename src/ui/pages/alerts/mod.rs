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

/// Draws the counts, to the right of the tabs, as many as fit: the tab counts the new ones already.
pub(crate) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    if scene.state.alerts_length() > 0 {
        let numbers = scene.state.alert_counts(scene.now.utc);
        let not_new = || words::not_new(scene.lang, numbers, scene.glyphs.dot);
        let forms = [counts(scene), not_new(), words::new_ones(scene.lang, numbers)];
        let text = forms.into_iter().find(|text| !text.is_empty() && columns(text) <= row.width);
        canvas.right(row, &[Span::styled(text.unwrap_or_default(), scene.theme.text)]);
    }
}

/// How many alerts are in which state: `8 new · 5 known at start`.
pub(crate) fn counts(scene: &Scene<'_>) -> String {
    words::counts(scene.lang, scene.state.alert_counts(scene.now.utc), scene.glyphs.dot)
}
