//! The list: the names of its columns and the rows in sight.

use ratatui::{style::Style, text::Span};

use super::{
    Scene,
    canvas::{Canvas, columns},
    cells::Cells,
    columns::{Column, Measured, What, fit},
    widgets::{gauge::gauge, thumb::thumb},
};
use crate::{
    app::Area,
    words::{table::Left, text::cut},
};

/// Draws the list.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let profile = scene.state.profile();
    let first = scene.state.view.offset;
    let last = first.saturating_add(usize::from(rows.height));
    let cells: Vec<Cells<'_>> = (first..last)
        .map_while(|position| profile.listed(position))
        .map(|(model, row)| Cells::of(scene, model, row))
        .collect();
    let measured = Measured::of(&cells);
    let fitted = fit(&measured, names.width, scene.state.view.sort);
    for column in &fitted {
        header(scene, canvas, names, *column, measured.unit);
    }
    for (position, cells) in (0..rows.height).zip(&cells) {
        let row = rows.row(position);
        if cells.is_selected {
            canvas.fill(row, scene.theme.selected);
            canvas.put(row, 0, scene.glyphs.cursor, scene.theme.accent);
        }
        for column in &fitted {
            cell(scene, canvas, row, (*column, measured.unit), cells);
        }
    }
    if let Some((from, to)) = thumb(first, profile.rows.index.len(), rows.height) {
        for row in from..to {
            canvas.put(rows.row(row), rows.width.saturating_sub(1), scene.glyphs.thumb, scene.theme.quiet);
        }
    }
}

fn header(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, column: Column, unit: u16) {
    let (view, glyphs, theme) = (&scene.state.view, scene.glyphs, scene.theme);
    let name = column.what.header();
    let arrow = if view.reversed { glyphs.descending } else { glyphs.ascending };
    let orders = column.what.orders(view.sort);
    let style = if orders { theme.accent } else { theme.quiet };
    let written = match (orders, is_right(column.what)) {
        (false, _) => name.to_owned(),
        (true, true) => format!("{arrow} {name}"),
        (true, false) => format!("{name} {arrow}"),
    };
    put(scene, canvas, at(row, column, unit), is_right(column.what), (&written, style));
}

/// Numbers stand at the right of their column.
const fn is_right(what: What) -> bool {
    matches!(what, What::LeftOfTotal | What::Left | What::Percent)
}

/// The cells of `column` in this row, without those that are kept for units.
fn at(row: Area, column: Column, unit: u16) -> Area {
    let behind = if matches!(column.what, What::LeftOfTotal | What::Left) { unit } else { 0 };
    let from = column.x.min(row.width);
    let width = column.width.saturating_sub(behind).min(row.width.saturating_sub(from));
    Area { x: row.x.saturating_add(from), width, ..row }
}

/// Writes `text` at one side of the area; what does not fit is cut off visibly.
fn put(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, is_right: bool, (text, style): (&str, Style)) {
    let text = cut(text, usize::from(area.width), scene.glyphs.cut);
    let from = if is_right { area.width.saturating_sub(columns(&text)) } else { 0 };
    canvas.put(area, from, &text, style);
}

fn cell(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (column, unit): (Column, u16),
    cells: &Cells<'_>,
) {
    let area = at(row, column, unit);
    let whole = at(row, column, 0);
    let is_right = is_right(column.what);
    match column.what {
        What::Model => put(scene, canvas, area, is_right, (&cells.name.0, cells.name.1)),
        What::Kind => put(scene, canvas, area, is_right, (cells.kind, scene.theme.quiet)),
        What::LeftOfTotal | What::Left => left(scene, canvas, (area, whole), column.what, cells),
        What::Gauge => {
            if let Some((left, total, style)) = cells.gauge {
                let [filled, track] = gauge((left, total), area.width, scene.glyphs, scene.theme);
                canvas.spans(area, 0, &[filled.patch_style(style), track]);
            }
        }
        What::Percent => put(scene, canvas, area, is_right, (&cells.percent.0, cells.percent.1)),
        What::Expires => put(scene, canvas, area, is_right, (&cells.expires.0, cells.expires.1)),
        What::NextCall => put(scene, canvas, area, is_right, cells.next_call),
    }
}

/// What is left: the digits stand below each other, the units behind them. A number is cut off visibly,
/// rather than to look like a smaller one.
fn left(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    (area, whole): (Area, Area),
    what: What,
    cells: &Cells<'_>,
) {
    let (said, style) = &cells.left;
    let (left, total, unit) = match said {
        // Words stand below the digits, unless they need the columns of the units too.
        Left::Words(words) => {
            let area = if columns(words) > area.width { whole } else { area };
            return put(scene, canvas, area, true, (words, *style));
        }
        Left::Numbers { left, total, unit } if what == What::LeftOfTotal => (left, total.as_str(), *unit),
        Left::Numbers { left, unit, .. } => (left, "", *unit),
    };
    let behind = area.within(area.width, 0);
    canvas.put(Area { width: columns(unit), ..behind }, 0, unit, scene.theme.quiet);
    if columns(left).saturating_add(columns(total)) > area.width {
        return put(scene, canvas, area, true, (&format!("{left}{total}"), *style));
    }
    canvas.right(area, &[Span::styled(left, *style), Span::styled(total, scene.theme.quiet)]);
}
