//! The second line: the pages, and what the open one lists.

use super::tabs;
use crate::{
    app::Area,
    ui::{Scene, canvas::Canvas, pages},
};

/// The gap between the pages and what is listed.
const GAP: u16 = 3;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    let end = tabs::draw(scene, canvas, row);
    pages::heading(scene, canvas, row.within(end.saturating_add(GAP), 0));
}
