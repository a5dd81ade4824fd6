//! What is shown while nothing needs a card: the number of models or accounts, as large as fits.

use super::digits;
use crate::{
    app::{
        Area,
        pages::wall::{Selection, layout::rows_of},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
    },
    words::pages::wall as words,
};

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, selection: &Selection) {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    let others = selection.others.len();
    let count = others.to_string();
    // With alarms, nothing is declared healthy.
    let is_calm = selection.alarms.is_empty();
    let tone = if is_calm { theme.good } else { theme.strong };
    let text = match (scene.state.is_wall_of_accounts(), is_calm) {
        (true, true) => words::accounts::calm(lang, others),
        (true, false) => words::accounts::noun(lang, others).to_owned(),
        (false, true) => words::calm_models(lang, others),
        (false, false) => words::models(lang, others).to_owned(),
    };
    let fits = |scale: &u16| {
        let width = digits::width(&count, *scale, glyphs).unwrap_or(u16::MAX);
        rows_of(*scale).saturating_add(3) <= area.height && width <= area.width / 2
    };
    let scale = (1..=6).rev().find(fits).unwrap_or(0);
    let rows = if scale == 0 { 0 } else { rows_of(scale) };
    let top = area.height.saturating_sub(rows.saturating_add(2)) / 2;
    let block = area.below(top);
    let middle = |width: u16| area.width.saturating_sub(width) / 2;
    let width = digits::width(&count, scale, glyphs).unwrap_or(0);
    digits::put(canvas, block.within(middle(width), 0), (&count, scale), glyphs, tone);
    canvas.put(block.row(rows.saturating_add(1)), middle(columns(&text)), &text, theme.strong);
}
