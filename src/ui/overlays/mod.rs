//! Overlays: help, account, choosers, the palette.

pub(crate) mod account;
pub(crate) mod columns;
pub(crate) mod help;
pub(crate) mod palette;
pub(crate) mod profiles;

use super::{Scene, canvas::Canvas, pages};
use crate::app::{layout::Regions, view::Overlay};

/// Draws the open overlay.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let area = regions.overlay;
    match scene.state.view.overlay {
        Overlay::Account => account::draw(scene, canvas, area),
        Overlay::Columns { cursor } => columns::draw(scene, canvas, area, cursor),
        Overlay::Profiles { cursor } => profiles::draw(scene, canvas, area, cursor),
        Overlay::Help { page, scroll } => help::draw(scene, canvas, area, (page, scroll)),
        Overlay::None
        | Overlay::Detail
        | Overlay::Lines
        | Overlay::Line { .. }
        | Overlay::Products { .. } => pages::draw_over(scene, canvas, &regions.page),
    }
}
