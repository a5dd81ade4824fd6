//! A folder for each page; no page knows another.

pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod models;
pub(crate) mod wall;

use super::{Scene, canvas::Canvas};
use crate::app::{layout::Regions, view::Page};

/// Draws the page that is open.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    match scene.state.view.page {
        Page::Models => models::draw(scene, canvas, regions),
        Page::Bills => bills::draw(scene, canvas, regions),
        Page::Alerts => alerts::draw(scene, canvas, regions),
    }
}
