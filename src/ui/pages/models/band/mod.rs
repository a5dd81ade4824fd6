//! The panels over the whole width below the list: the next days, spending, alerts.

mod alerts;
mod spending;
mod timeline;

use crate::{
    app::pages::models::Band,
    ui::{Scene, canvas::Canvas, widgets::page},
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, band: &Band) {
    timeline::draw(scene, canvas, band.timeline);
    for area in [band.spending, band.alerts] {
        page::side_rule(canvas, area, scene.theme, scene.glyphs);
    }
    spending::draw(scene, canvas, band.spending);
    alerts::draw(scene, canvas, band.alerts);
}
