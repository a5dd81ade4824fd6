//! Draws the whole screen.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    Scene,
    canvas::Canvas,
    chrome::{self, too_small},
    overlays, pages,
};
use crate::app::{Area, Command, Size, layout::layout, view::Overlay};

/// Draws the screen into `buffer` and clears all other cells.
pub fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    paint(scene, &mut Canvas::new(buffer, scene.theme.ground));
}

/// Draws these areas again, which belong to the open page or what is below it, into `buffer`, which shows an earlier
/// frame.
pub fn draw_within(scene: &Scene<'_>, areas: &[Area], buffer: &mut Buffer) {
    let mut canvas = Canvas::within(buffer, areas, scene.theme.ground);
    let regions = layout(scene.state);
    pages::draw(scene, &mut canvas, &regions.page);
    if !canvas.skips(regions.hints) {
        chrome::draw_bottom(scene, &mut canvas, &regions);
    }
}

/// The command of a click on a cell: draws the screen again into a scratch buffer that records click targets.
pub fn hit(scene: &Scene<'_>, column: u16, row: u16) -> Option<Command> {
    let Size { width, height } = scene.state.size;
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
    let mut canvas = Canvas::new(&mut buffer, scene.theme.ground).recording_clicks();
    paint(scene, &mut canvas);
    // A click on a row outside an open palette closes it.
    let is_reachable =
        |command: &Command| scene.state.palette.is_none() || !matches!(command, Command::Click(_));
    canvas.command_at(column, row).filter(is_reachable)
}

fn paint(scene: &Scene<'_>, canvas: &mut Canvas<'_>) {
    let is_help = matches!(scene.state.view.overlay, Overlay::Help { .. });
    if let Some(wall) = scene.state.wall.as_ref().filter(|_| !is_help) {
        return pages::wall::draw(scene, canvas, wall);
    }
    let regions = layout(scene.state);
    if regions.too_small {
        return too_small::draw(scene, canvas);
    }
    chrome::draw_top(scene, canvas, &regions);
    if regions.overlay.is_empty() {
        pages::draw(scene, canvas, &regions.page);
    }
    overlays::draw(scene, canvas, &regions);
    chrome::draw_bottom(scene, canvas, &regions);
}
