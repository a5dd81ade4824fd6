//! Drawing: the whole screen as a pure function of what the program knows.
//!
//! One file per region of [`crate::app::layout`]; the widgets know no state, the theme is the only place with
//! colours, the glyphs are the only characters outside ASCII, and sentences come from [`crate::words`].
//! Only what is in sight is formatted. Nothing here changes the state, reads a clock or knows a terminal.

mod account;
mod alerts;
mod banner;
mod bills;
mod canvas;
mod cells;
mod column_choice;
mod columns;
pub mod copied;
mod detail;
mod empty;
mod fold;
mod glyphs;
mod header;
mod help;
mod hints;
pub mod keys;
mod notes;
mod palette;
mod profiles;
mod prompt;
mod remark;
mod spending;
mod summary;
mod table;
mod tabs;
pub mod theme;
mod toast;
mod wall;
mod widgets;

use ratatui::{buffer::Buffer, layout::Rect};

pub use bills::line_end;
pub use columns::ruler;
pub use glyphs::{Glyphs, KeyGlyphs};
pub use help::help_end;
pub use theme::Theme;

use crate::{
    app::{
        Area, Command, Size, State,
        layout::{Regions, SMALLEST, layout},
        view::{Overlay, Page},
    },
    domain::{Now, Zone},
    words::{self, Lang},
};
use canvas::Canvas;

/// Everything that decides what the screen looks like.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What the program knows.
    pub state: &'a State,
    /// The colours.
    pub theme: &'a Theme,
    /// The signs.
    pub glyphs: &'a Glyphs,
    /// The language.
    pub lang: Lang,
    /// The moment that is shown.
    pub now: Now,
    /// The zone in which instants are shown.
    pub zone: Zone,
}

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
    canvas.command_at(column, row)
}

fn paint(scene: &Scene<'_>, canvas: &mut Canvas<'_>) {
    let is_help = matches!(scene.state.view.overlay, Overlay::Help { .. });
    if let Some(wall) = scene.state.wall.as_ref().filter(|_| !is_help) {
        return wall::draw(scene, canvas, wall);
    }
    let regions = layout(scene.state);
    if regions.too_small {
        too_small(scene, canvas);
        return;
    }
    header::draw(scene, canvas, regions.header);
    banner::draw(scene, canvas, regions.banner);
    summary::draw(scene, canvas, regions.summary);
    notes::draw(scene, canvas, regions.notes);
    if regions.overlay.is_empty() {
        match scene.state.view.page {
            Page::Models => list(scene, canvas, &regions),
            Page::Bills => bills::draw(scene, canvas, &regions),
            Page::Alerts => alerts::draw(scene, canvas, &regions),
        }
    } else {
        match scene.state.view.overlay {
            Overlay::None | Overlay::Detail => detail::draw(scene, canvas, regions.overlay, regions.chart),
            Overlay::Account => account::draw(scene, canvas, regions.overlay),
            Overlay::Lines | Overlay::Line { .. } | Overlay::Products { .. } => {
                bills::draw_over(scene, canvas, &regions);
            }
            Overlay::Columns { cursor } => {
                column_choice::draw(scene, canvas, regions.overlay, cursor);
            }
            Overlay::Profiles { cursor } => profiles::draw(scene, canvas, regions.overlay, cursor),
            Overlay::Help { page, scroll } => {
                help::draw(scene, canvas, regions.overlay, (page, scroll));
            }
        }
    }
    toast::draw(scene, canvas, regions.toast);
    palette::draw(scene, canvas, regions.palette);
    if !prompt::draw(scene, canvas, regions.hints) {
        hints::draw(scene, canvas, regions.hints);
    }
}

fn list(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    if scene.state.list.is_empty() {
        empty::draw(scene, canvas, regions.rows);
        return;
    }
    table::draw(scene, canvas, regions.columns, regions.rows);
    fold::draw(scene, canvas, regions.fold);
    side_rule(scene, canvas, regions.detail);
    detail::draw(scene, canvas, regions.detail, regions.chart);
}

/// A rule at the left of what stands beside the list.
fn side_rule(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    for row in (0..area.height).filter(|_| area.x > 0) {
        canvas.put(Area { width: 1, ..area.row(row) }, 0, scene.glyphs.side_rule, scene.theme.quiet);
    }
}

fn too_small(scene: &Scene<'_>, canvas: &mut Canvas<'_>) {
    let size = scene.state.size;
    let told = words::screen::too_small(
        scene.lang,
        (SMALLEST.width, SMALLEST.height),
        (size.width, size.height),
        scene.glyphs.by,
    );
    let area = canvas.area();
    let told = words::text::cut(&told, usize::from(area.width), scene.glyphs.cut);
    canvas.put(area, 0, &told, scene.theme.text);
}
