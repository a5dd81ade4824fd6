//! A chooser: a popup with a table of choices, scrolled to the cursor.

use super::popup::{self, Frame};
use crate::{
    app::{
        Area, Size,
        overlays::chooser::{actions, command, opened_by},
        view::Choice,
    },
    domain::Action,
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            columns::{Rules, fit, wanted},
            page::MARGIN,
            table::{Shown, Table, first_visible},
            wrap::wrap,
        },
    },
};

/// Notes are not wrapped to fewer columns if there is room.
const NOTE_WIDTH: u16 = 66;

/// A table of choices.
pub(super) struct Choices<'a, W: 'static> {
    pub(super) choice: Choice,
    /// The title of the popup, and what is at the right of it.
    pub(super) titles: (&'a str, &'a str),
    pub(super) table: Table<'a, W>,
    pub(super) rules: Rules<'a, W>,
    pub(super) has_headings: bool,
    /// A text below the choices; empty for none.
    pub(super) note: &'a str,
}

/// Draws the popup with the cursor at this position.
pub(super) fn draw<W: Copy + PartialEq>(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    room: Area,
    choices: Choices<'_, W>,
    cursor: usize,
) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let Choices { choice, titles: (title, aside), mut table, rules, has_headings, note } = choices;
    let length = table.length();
    let note_width = if note.is_empty() { 0 } else { NOTE_WIDTH };
    let width = wanted(&rules, |column| table.width_of(column)).max(note_width);
    // The frame takes two columns.
    let note_room = width.min(room.width.saturating_sub(2)).saturating_sub(MARGIN.saturating_mul(2));
    let notes = if note.is_empty() { Vec::new() } else { wrap(note, note_room) };
    let rows = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    let note_rows = if notes.is_empty() { 0 } else { rows(notes.len()).saturating_add(1) };
    let height = rows(length).saturating_add(u16::from(has_headings)).saturating_add(note_rows);
    let closes = if choice == Choice::Columns { opened_by(choice) } else { Action::Back };
    let frame = Frame { title, aside, actions: actions(choice), closes };
    let mut inside = popup::draw(scene, canvas, room, Size { width, height }, frame);
    let names = inside.take_top(u16::from(has_headings));
    // In a low terminal the choices come first.
    let mut below = if inside.height > note_rows { inside.take_bottom(note_rows) } else { Area::default() };
    let first = first_visible(cursor, length, inside.height);
    let columns = fit(&rules, |column| table.width_of(column), inside.width);
    table.skip(first);
    let shown = Shown { selected: Some(cursor), has_cursor: true, first, all: length };
    table.draw_list(canvas, (names, inside), (&columns, shown), theme, glyphs);
    for (row, position) in (0..inside.height).zip(first..length) {
        if let Some(command) = command(scene.state, choice, position) {
            canvas.target(inside.row(row), (0, inside.width), || command);
        }
    }
    below.take_top(1);
    for (row, line) in (0..below.height).zip(&notes) {
        canvas.put(below.row(row).within(MARGIN, MARGIN), 0, line, theme.quiet);
    }
}
