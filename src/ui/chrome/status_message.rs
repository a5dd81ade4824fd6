//! The result of the user's last action, at the end of the hint line, which makes room for it: nothing moves,
//! and nothing is covered.

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

/// The largest part of the line it takes, so that the hint of help stays.
const WIDEST: (u16, u16) = (2, 3);

/// Draws the message; returns its width with the gap before it.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) -> u16 {
    let Some(status) = &scene.state.said else { return 0 };
    let (text, style) = match &status.remark {
        Remark::Copied(what) => (clipboard::message(scene, what), scene.theme.strong),
        Remark::NothingToCopy => (words::NOTHING.of(scene.lang).to_owned(), scene.theme.quiet),
    };
    let room = row.width.saturating_mul(WIDEST.0) / WIDEST.1;
    let text = text::cut(&text, usize::from(room), scene.glyphs.cut).into_owned();
    let taken = columns(&text).saturating_add(3);
    canvas.right(row, &[Span::styled(text, style)]);
    taken
}
