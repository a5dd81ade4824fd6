//! The Calls page. One file per region.

mod callers;
mod chart;
mod empty;
pub(crate) mod feed;
mod groups;
pub(crate) mod heading;

use crate::{
    app::pages::calls::Regions,
    ui::{Scene, canvas::Canvas, widgets::page},
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.profile().calls.report.groups.is_empty() {
        empty::draw(scene, canvas, regions.rows);
        return;
    }
    groups::draw(scene, canvas, regions);
    for area in [regions.chart, regions.callers] {
        page::side_rule(canvas, area, scene.theme, scene.glyphs);
    }
    draw_over(scene, canvas, regions);
}

/// The chart and the callers of the selected group, wherever they are.
pub(crate) fn draw_over(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    chart::draw(scene, canvas, regions.chart);
    callers::draw(scene, canvas, regions.callers);
}
