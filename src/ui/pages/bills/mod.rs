//! The Bills page. One file per region.

mod chart;
mod empty;
pub(crate) mod feed;
mod groups;
pub(crate) mod heading;
mod line;
mod lines;
mod totals;
mod why;

pub(crate) use line::scroll_end as line_scroll_end;

use crate::{
    app::{pages::bills::Regions, view::Overlay},
    ui::{Scene, canvas::Canvas, widgets::page},
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.profile().bills.report.groups.is_empty() {
        empty::draw(scene, canvas, regions.rows);
        return;
    }
    let footer = groups::draw(scene, canvas, regions);
    totals::draw(scene, canvas, regions.totals, footer);
    for area in [regions.chart, regions.detail] {
        page::side_rule(canvas, area, scene.theme, scene.glyphs);
    }
    chart::draw(scene, canvas, regions.chart);
    lines::draw(scene, canvas, regions.detail, regions);
}

/// Draws the overlay of the page.
pub(crate) fn draw_over(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    match scene.state.view.overlay {
        Overlay::Line { scroll } => line::draw(scene, canvas, regions.overlay, scroll),
        _ => lines::draw(scene, canvas, regions.overlay, regions),
    }
}
