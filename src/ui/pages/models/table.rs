//! The list: the names of its columns and the rows in sight.

use std::borrow::Cow;

use ratatui::text::Span;

use super::{
    cells::{Cells, Gauge},
    columns::{EXTRAS, Shown, What, fit, measure},
};
use crate::{
    app::{
        Action, Area, Command,
        pages::models::widths::{CellWidth, ListWidths},
    },
    domain::sort::SortKey,
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
        widgets::{
            cell,
            columns::Column,
            gauge::gauge,
            table::{Heading, at as cells_at, scrolled, select},
        },
    },
    words::pages::models::table::{self, Left},
};

/// Draws the list.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let state = scene.state;
    let first = state.view.offset;
    let last = first.saturating_add(usize::from(rows.height));
    let cells: Vec<Cells<'_>> = (first..last)
        .map_while(|position| state.listed(position))
        .map(|listed| Cells::of(scene, listed))
        .collect();
    // The program has always measured the list by now.
    let widths = state.extents.list.as_ref();
    let widths = &*widths.map_or_else(|| Cow::Owned(measure(state, scene.lang)), Cow::Borrowed);
    let shown = Shown {
        lang: scene.lang,
        sort: state.view.sort,
        columns: &state.view.columns,
        keeps_share: scene.glyphs.keeps_share,
    };
    let fitted = fit(&shown, widths, names.width);
    for column in &fitted {
        header(scene, canvas, names, *column, widths);
    }
    for (position, cells) in (0..rows.height).zip(&cells) {
        let row = rows.row(position);
        if cells.is_selected {
            select(canvas, row, true, scene.theme, scene.glyphs);
        }
        for column in &fitted {
            put_cell(scene, canvas, row, (*column, widths), cells);
        }
    }
    scrolled(canvas, rows, (first, state.list.len()), scene.theme, scene.glyphs);
}

fn header(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, column: Column<What>, widths: &ListWidths) {
    let view = &scene.state.view;
    let area = at(row, column, widths);
    let order = column.what.orders(view.sort).then_some(view.reversed);
    let is_right = column.what.is_right();
    let whole = Heading { name: column.what.header(scene.lang), is_right, order };
    let fits = whole.columns() <= area.width;
    let heading =
        if fits { whole } else { Heading { name: column.what.brief_header(scene.lang), is_right, order } };
    heading.put(canvas, area, scene.theme, scene.glyphs);
    if let Some(key) = SortKey::ALL.into_iter().find(|key| column.what.orders(*key)) {
        let whole = cells_at(row, &column);
        let command = || if order.is_some() { Command::Act(Action::Reverse) } else { Command::Sort(key) };
        canvas.target(whole, (0, whole.width), command);
    }
}

/// How wide the parts of the cells of a column are, where they are numbers with something behind them.
fn parts(what: What, widths: &ListWidths) -> Option<CellWidth> {
    match what {
        What::Cost => Some(widths.cost),
        What::Extra(column) => widths.extras.get(&column).copied(),
        _ => None,
    }
}

/// The cells of `column` in this row, without those that are kept for units.
fn at(row: Area, column: Column<What>, widths: &ListWidths) -> Area {
    let parts = parts(column.what, widths).filter(|_| column.what.is_right());
    cells_at(row, &column).within(0, parts.map_or(0, |width| width.behind))
}

fn put_cell(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (column, widths): (Column<What>, &ListWidths),
    cells: &Cells<'_>,
) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let area = cells_at(row, &column);
    let is_right = column.what.is_right();
    let mut put = |text: &str, style| cell::write(canvas, area, is_right, (text, style), glyphs);
    match column.what {
        What::Model => put(&cells.name.0, cells.name.1),
        What::Profile => put(&cells.profile, theme.quiet),
        What::Kind => put(cells.kind, theme.quiet),
        What::Percent => put(&cells.percent.0, cells.percent.1),
        What::Expires if area.width < widths.expires => put(&cells.expires_briefly, cells.expires.1),
        What::Expires => put(&cells.expires.0, cells.expires.1),
        What::RunsOut => put(&cells.runs_out.0, cells.runs_out.1),
        What::NextCall => put(cells.next_call.0, cells.next_call.1),
        What::Figures => figures(scene, canvas, area, cells),
        What::Gauge => {
            if let Some(Gauge { left, total, is_low }) = cells.gauge {
                let [filled, track] = gauge((left, total), area.width, glyphs, theme);
                let style = if is_low { theme.warning } else { theme.gauge };
                canvas.spans(area, 0, &[filled.patch_style(style), track]);
            }
        }
        What::Cost => cell::put(canvas, area, (&cells.cost, widths.cost), theme, glyphs),
        What::Extra(extra) => {
            let said = EXTRAS.iter().zip(&cells.extras).find(|(one, _)| **one == extra);
            if let (Some((_, cell)), Some(width)) = (said, parts(column.what, widths)) {
                cell::put(canvas, area, (cell, width), theme, glyphs);
            }
        }
    }
}

/// What is left of the grant, as exactly as there is room for. The cell is a gauge: its background is filled by the
/// share that is left.
fn figures(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, cells: &Cells<'_>) {
    let (said, style) = &cells.left;
    let quiet = scene.theme.quiet;
    let spans = |left: String, total: String, unit: &'static str| {
        [Span::styled(left, *style), Span::styled(total, quiet), Span::styled(unit, quiet)]
    };
    match said {
        Left::Words(words) => cell::write(canvas, area, true, (words, *style), scene.glyphs),
        Left::Numbers { left, total, unit } => {
            let exact = spans(left.clone(), total.clone(), unit);
            let rounded = cells.gauge.map(|gauge| {
                let (left, total) = table::rounded(scene.lang, gauge.left, gauge.total);
                [spans(left.clone(), total.clone(), unit), spans(left, total, "")]
            });
            let forms = std::iter::once(exact).chain(rounded.into_iter().flatten());
            let fits = |form: &[Span<'_>; 3]| columns_of(form) <= area.width;
            match forms.clone().find(fits) {
                Some(form) => canvas.right(area, &form),
                // A number is cut off visibly: it must not look like a smaller one.
                None => canvas.cut(area, &forms.last().unwrap_or_default(), scene.glyphs.cut),
            }
        }
    }
    if let Some(Gauge { left, total, is_low }) = cells.gauge {
        let filled = left.parts_of(total, area.width.into());
        let filled = Area { width: u16::try_from(filled).unwrap_or(area.width).min(area.width), ..area };
        canvas.lay_over(filled, if is_low { scene.theme.filled_low() } else { scene.theme.filled });
    }
}
