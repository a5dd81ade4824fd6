//! Accounts without a card: a name each, with the age of their figures.

use ratatui::text::Span;

use crate::{
    app::Area,
    domain::fleet::AccountRow,
    ui::{
        Scene,
        canvas::{Canvas, columns},
    },
    words::{facts::accounts, text},
};

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, place: Area, row: &AccountRow) {
    let theme = scene.theme;
    let read = accounts::read(scene.lang, row, scene.now.utc);
    let room = place.width.saturating_sub(columns(&read)).saturating_sub(1);
    let name = accounts::name(scene.lang, &row.name);
    canvas.put(place, 0, &text::cut(&name, usize::from(room), scene.glyphs.cut), theme.text);
    canvas.right(place, &[Span::styled(read, theme.quiet)]);
}
