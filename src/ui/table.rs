//! The list: the names of its columns and the rows in sight.

use ratatui::{style::Style, text::Span};

use super::{
    Scene,
    canvas::{Canvas, columns},
    cells::Cells,
    columns::{EXTRAS, Measured, What, fit},
    widgets::{
        cell::{self, Width},
        columns::Column,
        gauge::gauge,
        table::{Heading, at as cells_at, scrolled, select},
    },
};
use crate::{
    app::{Action, Area, Command},
    domain::{ListColumn, sort::SortKey},
    words::table::Left,
};

/// Draws the list.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let state = scene.state;
    let first = state.view.offset;
    let last = first.saturating_add(usize::from(rows.height));
    let cells: Vec<Cells<'_>> = (first..last)
        .map_while(|position| state.listed(position))
        .map(|listed| Cells::of(scene, listed))
        .collect();
    let foresees = state.shown().any(|(_, profile)| profile.forecasts.say_something());
    let measured = Measured::of(scene.lang, &cells, foresees);
    let fitted = fit(scene.lang, &measured, (names.width, state.view.sort), &state.view.columns);
    for column in &fitted {
        header(scene, canvas, names, *column, &measured);
    }
    for (position, cells) in (0..rows.height).zip(&cells) {
        let row = rows.row(position);
        if cells.is_selected {
            select(canvas, row, true, scene.theme, scene.glyphs);
        }
        for column in &fitted {
            put_cell(scene, canvas, row, (*column, &measured), cells);
        }
    }
    scrolled(canvas, rows, (first, state.list.len()), scene.theme, scene.glyphs);
}

fn header(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, column: Column<What>, measured: &Measured) {
    let view = &scene.state.view;
    let heading = Heading {
        name: column.what.header(scene.lang),
        is_right: is_right(column.what),
        order: column.what.orders(view.sort).then_some(view.reversed),
    };
    heading.put(canvas, at(row, column, measured), scene.theme, scene.glyphs);
    if let Some(key) = SortKey::ALL.into_iter().find(|key| column.what.orders(*key)) {
        let whole = cells_at(row, &column);
        let is_so = heading.order.is_some();
        let command = || if is_so { Command::Act(Action::Reverse) } else { Command::Sort(key) };
        canvas.target(whole, (0, whole.width), command);
    }
}

/// Numbers stand at the right of their column.
const fn is_right(what: What) -> bool {
    matches!(
        what,
        What::LeftOfTotal
            | What::Left
            | What::Percent
            | What::Cost
            | What::Extra(ListColumn::Pace | ListColumn::Used)
    )
}

/// The cells of `column` in this row, without those that are kept for units.
fn at(row: Area, column: Column<What>, measured: &Measured) -> Area {
    let behind = match column.what {
        What::LeftOfTotal | What::Left => measured.unit,
        What::Cost => measured.cost.behind(),
        What::Extra(extra) if is_right(column.what) => measured.extra(extra).map_or(0, Width::behind),
        _ => 0,
    };
    cells_at(row, &column).within(0, behind)
}

/// Writes `text` at one side of the area; what does not fit is cut off visibly.
fn put(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, is_right: bool, text: (&str, Style)) {
    cell::write(canvas, area, is_right, text, scene.glyphs);
}

fn put_cell(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (column, measured): (Column<What>, &Measured),
    cells: &Cells<'_>,
) {
    let area = at(row, column, measured);
    let whole = cells_at(row, &column);
    let is_right = is_right(column.what);
    match column.what {
        What::Model => put(scene, canvas, area, is_right, (&cells.name.0, cells.name.1)),
        What::Profile => put(scene, canvas, area, is_right, (&cells.profile, scene.theme.quiet)),
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
        What::ExpiresRoughly => put(scene, canvas, area, is_right, (&cells.expires_roughly, cells.expires.1)),
        What::RunsOut => put(scene, canvas, area, is_right, (&cells.runs_out.0, cells.runs_out.1)),
        What::Cost => cell::put(canvas, whole, (&cells.cost, measured.cost), scene.theme, scene.glyphs),
        What::Extra(extra) => {
            let said = EXTRAS.iter().zip(&cells.extras).find(|(one, _)| **one == extra);
            if let (Some((_, cell)), Some(width)) = (said, measured.extra(extra)) {
                cell::put(canvas, whole, (cell, width), scene.theme, scene.glyphs);
            }
        }
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
