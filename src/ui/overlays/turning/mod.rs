//! The dialog that turns Free Quota Only on or off: what would change and what that means, the word that is typed,
//! and what came of it.

mod content;
mod fitting;
mod several;

use super::popup::{self, Frame};
use crate::{
    app::{
        Action, Area, Size,
        layout::{Regions, layout},
        overlays::turning::{actions, dialog::Turning},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{page::MARGIN, table::scroll_bar},
    },
    words::{number, overlays::turning as words, plain},
};
use content::content;
use fitting::{Content, Line};

/// Texts are wrapped to this width if there is room.
const WIDTH: u16 = 70;

/// The rows of the frame, and those of the question with the empty one above.
const FRAME: u16 = 2;
const QUESTION: u16 = 2;

/// How far its models can be scrolled down, and how many are in sight; nothing if it is not shown.
pub(crate) fn scrolls(scene: &Scene<'_>) -> Option<(u16, u16)> {
    let turning = scene.state.dialog()?;
    let room = layout(scene.state).popup;
    let (content, height) = fitted(scene, turning, room);
    Some((content.scroll_end(height), content.in_sight(height)))
}

/// Draws the dialog over everything else, if it is shown.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions) {
    let Some(turning) = scene.state.dialog() else { return };
    let (content, height) = fitted(scene, turning, regions.popup);
    let aside = match turning.only_model() {
        Some(model) => plain(model.as_str()).into_owned(),
        None => number::models(scene.lang, turning.chosen.models.len()),
    };
    let frame = Frame {
        title: words::title(turning.chosen.on).of(scene.lang),
        aside: &aside,
        actions: &actions(turning),
        closes: Action::Back,
    };
    let size = Size {
        width: text_width(regions.popup).saturating_add(MARGIN * 2),
        height: content.height(height).saturating_add(asked(turning)),
    };
    let mut inside = popup::draw(scene, canvas, regions.popup, size, frame);
    // In a low terminal what is typed comes first.
    let bottom = inside.take_bottom(asked(turning).min(1));
    put(canvas, inside.take_top(count(&content.above)), &content.above);
    let list = inside.take_top(content.in_sight(height));
    put(canvas, inside, &content.below);
    let first = usize::from(turning.scroll.min(content.scroll_end(height)));
    put(canvas, list, content.list.get(first..).unwrap_or_default());
    scroll_bar(canvas, list, (first, content.list.len()), scene.theme, scene.glyphs);
    if turning.is_asking() {
        question(scene, canvas, bottom.within(MARGIN, MARGIN), turning);
    }
}

fn question(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, turning: &Turning) {
    let (theme, caret) = (scene.theme, scene.glyphs.caret);
    let end = canvas.put(row, 0, &words::question(scene.lang, turning.word()), theme.accent);
    let end = canvas.put(row, end, &plain(&turning.typed), theme.strong);
    canvas.put(row, end.min(row.width.saturating_sub(columns(caret))), caret, theme.accent);
}

/// The content, and the rows for it.
fn fitted(scene: &Scene<'_>, turning: &Turning, room: Area) -> (Content, u16) {
    let height = room.height.saturating_sub(FRAME).saturating_sub(asked(turning));
    (content(scene, turning, text_width(room)).fitted(height), height)
}

/// The frame takes two columns.
fn text_width(room: Area) -> u16 {
    WIDTH.min(room.width.saturating_sub(2)).saturating_sub(MARGIN.saturating_mul(2))
}

/// The rows of the question.
const fn asked(turning: &Turning) -> u16 {
    if turning.is_asking() { QUESTION } else { 0 }
}

fn put(canvas: &mut Canvas<'_>, area: Area, lines: &[Line]) {
    for (row, (line, style)) in (0..area.height).zip(lines) {
        canvas.put(area.row(row).within(MARGIN, MARGIN), 0, line, *style);
    }
}

fn count(lines: &[Line]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}
