//! The list: column headings and visible rows.

use std::borrow::Cow;

use super::columns::{
    entry::Entry,
    fit::{Shown, fit},
    measure::measure,
    spec,
    spec::Content,
};
use crate::{
    app::{
        Action, Area, Command,
        input::command::Target,
        pages::models::widths::{CellWidth, ColumnId},
    },
    domain::ListColumn,
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell,
            columns::Column,
            table::{Heading, at, clickable, mark, scroll_bar, select},
        },
    },
    words::Text,
};

pub(crate) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    (names, rows): (Area, Area),
    is_beside_detail: bool,
) {
    let state = scene.state;
    let first = state.view.offset;
    // Always measured by now in the running program.
    let widths = state.extents.list.as_ref();
    let widths = &*widths.map_or_else(|| Cow::Owned(measure(state, scene.lang)), Cow::Borrowed);
    let shown = Shown {
        lang: scene.lang,
        columns: &state.view.columns,
        keeps_share: scene.glyphs.keeps_share,
        is_beside_detail,
    };
    let fitted = fit(&shown, widths, names.width);
    let has_bar = fitted.iter().any(|column| column.id == ColumnId::Optional(ListColumn::Gauge));
    if !canvas.skips(names) {
        for column in &fitted {
            header(scene, canvas, names, (column, widths.of(column.id)));
        }
    }
    for (position, row) in (0..rows.height).map(|row| (usize::from(row), rows.row(row))) {
        let Some(listed) = state.listed(first.saturating_add(position)) else { break };
        if canvas.skips(row) {
            continue;
        }
        let name = &listed.model.name;
        let is_selected = listed.id == state.current() && state.view.selected.as_ref() == Some(name);
        if is_selected {
            select(canvas, row, true, scene.theme, scene.glyphs);
        }
        if state.view.marks.contains(listed.id, name) {
            mark(canvas, row, is_selected, scene.theme, scene.glyphs);
        }
        let entry = Entry { lang: scene.lang, theme: scene.theme, has_bar, listed };
        for column in &fitted {
            put(scene, canvas, row, (column, widths.of(column.id)), &entry);
        }
    }
    clickable(canvas, rows, (first, state.list.len()), Target::Row);
    scroll_bar(canvas, rows, (first, state.list.len()), scene.theme, scene.glyphs);
}

fn header(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (column, width): (&Column<ColumnId>, CellWidth),
) {
    let (view, spec, whole) = (&scene.state.view, spec(column.id), at(row, column));
    // Headings of numbers are above the digits.
    let behind = if spec.is_right { width.behind } else { 0 };
    let area = whole.within(0, behind);
    let order = spec.sort.filter(|sort| *sort == view.sort).map(|_| view.reversed);
    let heading = |text: &Text| Heading { name: text.of(scene.lang), is_right: spec.is_right, order };
    let mut headings = spec.headings.iter().map(heading);
    let shortest = headings.clone().next_back();
    if let Some(heading) = headings.find(|heading| heading.columns() <= area.width).or(shortest) {
        heading.put(canvas, area, scene.theme, scene.glyphs);
    }
    if let Some(key) = spec.sort {
        let command = || if order.is_some() { Command::Act(Action::Reverse) } else { Command::Sort(key) };
        canvas.target(whole, (0, whole.width), command);
    }
}

fn put(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (column, width): (&Column<ColumnId>, CellWidth),
    entry: &Entry<'_>,
) {
    let area = at(row, column);
    let cell = match spec(column.id).content {
        Content::Data(cell) => cell(entry),
        Content::Measured(cell, _) => cell(entry, scene),
        Content::Drawn(draw, _) => return draw(entry, scene, canvas, (area, width)),
    };
    cell::put(canvas, area, (&cell, width), scene.theme, scene.glyphs);
}
