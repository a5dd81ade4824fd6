//! Overlays: help, account, choosers, the palette.

pub(crate) mod account;
mod chooser;
mod columns;
pub(crate) mod help;
mod order;
pub(crate) mod palette;
mod popup;
mod products;
pub(crate) mod profiles;
pub(crate) mod turning;

use super::{Scene, canvas::Canvas, pages};
use crate::app::{
    layout::Regions,
    view::{Choice, Overlay},
};

/// Draws the open overlay.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let area = regions.overlay;
    match scene.state.view.overlay {
        Overlay::Account { scroll } => account::draw(scene, canvas, area, scroll),
        Overlay::Help { page, scroll } => help::draw(scene, canvas, area, (page, scroll)),
        Overlay::Chooser(open) => match open.choice {
            Choice::Columns => columns::draw(scene, canvas, regions, open.cursor),
            Choice::Order => order::draw(scene, canvas, regions.popup, open.cursor),
            Choice::Product => products::draw(scene, canvas, regions.popup, open.cursor),
            Choice::Profile => profiles::draw(scene, canvas, regions.popup, open.cursor),
        },
        Overlay::None => {}
        Overlay::Detail | Overlay::Lines | Overlay::Line { .. } | Overlay::Calls => {
            pages::draw_over(scene, canvas, &regions.page);
        }
    }
    turning::draw(scene, canvas, regions);
}
