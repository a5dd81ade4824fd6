//! Drawing: the whole screen as a pure function of what the program knows.
//!
//! A folder for each page, the overlays, and the chrome around them; the widgets know no state, the theme is the only place with
//! colours, the glyphs are the only characters outside ASCII, and sentences come from [`crate::words`].
//! Only what is in sight is formatted. Nothing here changes the state, reads a clock or knows a terminal.

mod canvas;
mod chrome;
pub mod clipboard;
mod glyphs;
pub mod keys;
mod overlays;
mod pages;
mod scene;
pub mod theme;
mod widgets;

use ratatui::{buffer::Buffer, layout::Rect};

pub use glyphs::{Glyphs, KeyGlyphs};
pub use scene::Scene;
pub use theme::Theme;

use crate::{
    app::{Command, Extents, Size, State, area::SMALLEST, layout::layout, view::Overlay},
    words::{self, Lang},
};
use canvas::Canvas;

/// Draws the screen: every cell of `buffer` is written. Where the buffer is not as large as the state says,
/// the screen is cut off or ends before it.
pub fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    paint(scene, &mut Canvas::new(buffer, scene.theme.ground));
}

/// What a click on this cell says; absent where nothing is written that says anything. It is found out by drawing once
/// more: what is measured while it is drawn is measured nowhere else.
pub fn hit(scene: &Scene<'_>, column: u16, row: u16) -> Option<Command> {
    let Size { width, height } = scene.state.size;
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
    let mut canvas = Canvas::new(&mut buffer, scene.theme.ground).noting();
    paint(scene, &mut canvas);
    // The rows beside an open palette are out of reach: a click there closes it.
    let is_in_reach =
        |command: &Command| scene.state.palette.is_none() || !matches!(command, Command::Click(_));
    canvas.command_at(column, row).filter(is_in_reach)
}

/// How large the texts are now. The list is measured again only where it has changed.
pub fn measure(state: &State, lang: Lang) -> Extents {
    let list = state.extents.list.clone().filter(|_| !state.extents.is_list_stale);
    let list = list.or_else(|| Some(pages::models::columns::measure::measure(state, lang)));
    let scroll_end = match state.view.overlay {
        Overlay::Help { page, .. } => overlays::help::scroll_end(lang, state, page),
        Overlay::Line { .. } => pages::bills::line_scroll_end(lang, state),
        _ => 0,
    };
    Extents { list, is_list_stale: false, scroll_end }
}

fn paint(scene: &Scene<'_>, canvas: &mut Canvas<'_>) {
    let is_help = matches!(scene.state.view.overlay, Overlay::Help { .. });
    if let Some(wall) = scene.state.wall.as_ref().filter(|_| !is_help) {
        return pages::wall::draw(scene, canvas, wall);
    }
    let regions = layout(scene.state);
    if regions.too_small {
        too_small(scene, canvas);
        return;
    }
    chrome::draw_top(scene, canvas, &regions);
    if regions.overlay.is_empty() {
        pages::draw(scene, canvas, &regions.page);
    } else {
        overlays::draw(scene, canvas, &regions);
    }
    chrome::draw_bottom(scene, canvas, &regions);
}

fn too_small(scene: &Scene<'_>, canvas: &mut Canvas<'_>) {
    let size = scene.state.size;
    let told = words::chrome::bars::too_small(
        scene.lang,
        (SMALLEST.width, SMALLEST.height),
        (size.width, size.height),
        scene.glyphs.by,
    );
    let area = canvas.area();
    let told = words::text::cut(&told, usize::from(area.width), scene.glyphs.cut);
    canvas.put(area, 0, &told, scene.theme.text);
}
