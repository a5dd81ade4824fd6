//! A folder for each page; no page knows another.

pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod models;
pub(crate) mod wall;

use super::{Scene, canvas::Canvas};
use crate::{
    app::{Area, pages::PageRegions, view::Page},
    words::{chrome::bars, facts::bill},
};

/// Draws the open page.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &PageRegions) {
    match regions {
        PageRegions::Models(regions) => models::draw(scene, canvas, regions),
        PageRegions::Bills(regions) => bills::draw(scene, canvas, regions),
        PageRegions::Alerts(regions) => alerts::draw(scene, canvas, regions),
    }
}

/// Draws what the open page lays over itself.
pub(crate) fn draw_over(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &PageRegions) {
    match regions {
        PageRegions::Models(regions) => models::detail::draw(scene, canvas, regions.overlay, regions.chart),
        PageRegions::Bills(regions) => bills::draw_over(scene, canvas, regions),
        PageRegions::Alerts(_) => {}
    }
}

/// Draws the heading of the open page, to the right of the tabs.
pub(crate) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    match scene.state.view.page {
        Page::Models => models::heading(scene, canvas, row),
        Page::Bills => bills::heading::draw(scene, canvas, row),
        Page::Alerts => alerts::heading(scene, canvas, row),
    }
}

/// What is typed into the filter of the open page, and what that has found.
pub(crate) fn filter<'a>(scene: &Scene<'a>) -> (&'a str, String) {
    let (state, lang) = (scene.state, scene.lang);
    match state.view.page {
        Page::Models | Page::Alerts => (&state.view.filter_text, bars::matches(lang, state.list.len())),
        Page::Bills => {
            let query = &state.view.bills.query;
            (&query.search, bill::lines(lang, state.profile().bills.report.lines))
        }
    }
}
