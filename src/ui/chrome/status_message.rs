//! The status message at the end of the hint line, which makes room for it.

use ratatui::text::Span;

use crate::{
    app::{Area, chrome::status_message::Feedback},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        clipboard,
    },
    words::{
        chrome::clipboard as words,
        pages::{bills::labels, missing},
        text,
    },
};

/// The fraction of the line it may take, so that the hint for help stays.
const MAX_FRACTION: (u16, u16) = (2, 3);

/// Draws the message; returns its width with the gap before it.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) -> u16 {
    let Some(status) = &scene.state.status_message else { return 0 };
    let (text, style) = match &status.feedback {
        Feedback::Copied(copied) => (clipboard::message(scene, copied), scene.theme.strong),
        Feedback::NothingToCopy => (words::NOTHING.of(scene.lang).to_owned(), scene.theme.quiet),
        Feedback::NothingToFix => (words::NOTHING_TO_FIX.of(scene.lang).to_owned(), scene.theme.quiet),
        Feedback::NoCharges(model, cycle) => {
            (labels::no_charges(scene.lang, model.as_str(), *cycle), scene.theme.quiet)
        }
        Feedback::NoPage(page) => (missing(*page).of(scene.lang).to_owned(), scene.theme.quiet),
    };
    let room = row.width.saturating_mul(MAX_FRACTION.0) / MAX_FRACTION.1;
    let text = text::cut(&text, usize::from(room), scene.glyphs.cut).into_owned();
    let width = columns(&text).saturating_add(3);
    canvas.right(row, &[Span::styled(text, style)]);
    width
}
