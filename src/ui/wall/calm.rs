//! What stands where the cards would, while no model needs one: how many are untouched, as large as fits.

use super::digits;
use crate::{
    app::{
        Area,
        wall::{Card, board::rows_of},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
    },
    words::wall as words,
};

/// Draws how many models there are, and that nothing presses.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, models: &[Card]) {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    let count = models.len().to_string();
    let fits = |scale: &u16| {
        let width = digits::width(&count, *scale, glyphs).unwrap_or(u16::MAX);
        rows_of(*scale).saturating_add(4) <= area.height && width <= area.width / 2
    };
    let scale = (1..=6).rev().find(fits).unwrap_or(0);
    let rows = if scale == 0 { 0 } else { rows_of(scale) };
    let top = area.height.saturating_sub(rows.saturating_add(3)) / 2;
    let block = area.below(top);
    let middle = |width: u16| area.width.saturating_sub(width) / 2;
    let width = digits::width(&count, scale, glyphs).unwrap_or(0);
    digits::put(canvas, block.within(middle(width), 0), (&count, scale), glyphs, theme.good);
    let lines = [
        (words::calm_models(lang, models.len()), theme.strong),
        (words::CALM.of(lang).to_owned(), theme.quiet),
    ];
    for (row, (line, style)) in (rows.saturating_add(1)..).zip(&lines) {
        canvas.put(block.row(row), middle(columns(line)), line, *style);
    }
}
