//! What lies over a page: help, account, choosers, the palette.

pub(crate) mod account;
pub(crate) mod columns;
pub(crate) mod help;
pub(crate) mod palette;
pub(crate) mod profiles;

use super::{
    Scene,
    canvas::Canvas,
    pages::{bills, models::detail},
};
use crate::app::{layout::Regions, view::Overlay};

/// Draws what covers the page.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let area = regions.overlay;
    match scene.state.view.overlay {
        Overlay::None | Overlay::Detail => detail::draw(scene, canvas, area, regions.chart),
        Overlay::Account => account::draw(scene, canvas, area),
        Overlay::Lines | Overlay::Line { .. } | Overlay::Products { .. } => {
            bills::draw_over(scene, canvas, regions);
        }
        Overlay::Columns { cursor } => columns::draw(scene, canvas, area, cursor),
        Overlay::Profiles { cursor } => profiles::draw(scene, canvas, area, cursor),
        Overlay::Help { page, scroll } => help::draw(scene, canvas, area, (page, scroll)),
    }
}
