//! The second line: the tabs, and the heading of the open page.

use super::tabs;
use crate::{
    app::Area,
    ui::{Scene, canvas::Canvas, pages},
};

const GAP: u16 = 3;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    let end = tabs::draw(scene, canvas, row);
    pages::heading(scene, canvas, row.within(end.saturating_add(GAP), 0));
}
