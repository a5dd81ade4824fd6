//! The Models page: the list, and the detail of the selected model.

mod band;
pub(crate) mod columns;
pub(crate) mod detail;
pub(crate) mod fold;
pub(crate) mod heading;
mod plans;
pub(crate) mod table;

pub(crate) use heading::{heading, tab};

use crate::{
    app::pages::models::Regions,
    ui::{Scene, canvas::Canvas, chrome::empty, widgets::page},
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.list.is_empty() {
        empty::draw(scene, canvas, regions.rows);
        return;
    }
    table::draw(scene, canvas, (regions.columns, regions.rows), regions.detail.x > 0);
    if !canvas.skips(regions.detail) {
        page::side_rule(canvas, regions.detail, scene.theme, scene.glyphs);
        detail::draw(scene, canvas, regions.detail);
    }
    if canvas.is_whole() {
        fold::draw(scene, canvas, regions.fold);
        plans::draw(scene, canvas, regions.plans);
        band::draw(scene, canvas, &regions.band);
    }
}
