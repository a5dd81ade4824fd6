//! What is said of what a person just did: at the end of the line of hints, which make room for it. So nothing
//! moves, and nothing that it speaks of is covered.

use ratatui::text::Span;

use crate::{
    app::{Area, chrome::status_message::Remark},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        clipboard,
    },
    words::{chrome::clipboard as words, text},
};

/// It takes no more than this part of the line, so that the way to the help stays.
const WIDEST: (u16, u16) = (2, 3);

/// Draws it; returns how many columns it takes, with the gap before it.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) -> u16 {
    let Some(said) = &scene.state.said else { return 0 };
    let (told, style) = match &said.remark {
        Remark::Copied(what) => (clipboard::told(scene, what), scene.theme.strong),
        Remark::NothingToCopy => (words::NOTHING.of(scene.lang).to_owned(), scene.theme.quiet),
    };
    let room = row.width.saturating_mul(WIDEST.0) / WIDEST.1;
    let told = text::cut(&told, usize::from(room), scene.glyphs.cut).into_owned();
    let taken = columns(&told).saturating_add(3);
    canvas.right(row, &[Span::styled(told, style)]);
    taken
}
