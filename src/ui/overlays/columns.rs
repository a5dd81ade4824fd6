//! The column chooser.

use strum::IntoEnumIterator as _;

use crate::{
    app::{Area, Command},
    domain::ListColumn,
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::Cell,
            columns::{Rules, fit},
            page,
            table::{Heading, Table, first_visible, scroll_bar, select_at},
            wrap::wrap,
        },
    },
    words::pages::models::column_choice as words,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChoiceColumn {
    Chosen,
    Name,
    Description,
}

const ALL: [ChoiceColumn; 3] = [ChoiceColumn::Chosen, ChoiceColumn::Name, ChoiceColumn::Description];
const LAYOUTS: [&[ChoiceColumn]; 2] = [&ALL, &[ChoiceColumn::Chosen, ChoiceColumn::Name]];
/// Descriptions are cut to this width before they are dropped.
const MIN_DESCRIPTION_WIDTH: u16 = 20;

/// Draws the columns, scrolled to the cursor, and how to make the choice permanent.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, cursor: usize) {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    page::title(canvas, area, (words::COLUMNS.of(lang), ""), theme, glyphs);
    let body = area.below(1);
    let hint = wrap(&words::config_line(lang, scene.state.view.columns.iter()), body.within(1, 1).width);
    let hint_rows = u16::try_from(hint.len()).unwrap_or(u16::MAX);
    let rows = Area { height: body.height.saturating_sub(hint_rows).saturating_sub(1), ..body };
    let first = first_visible(cursor, ListColumn::iter().len(), rows.height);
    let shown = ListColumn::iter().skip(first).take(rows.height.into());
    let table = Table::new(&ALL, |_| Heading::default(), shown.map(|column| row(scene, column)).collect());
    select_at(canvas, rows, (Some(cursor), first), true, theme, glyphs);
    let rules =
        Rules { layouts: &LAYOUTS, grow: &[], shrink: &[(ChoiceColumn::Description, MIN_DESCRIPTION_WIDTH)] };
    let columns = fit(&rules, |column| table.width_of(column), rows.width);
    table.draw(canvas, (Area::default(), rows), &columns, theme, glyphs);
    for (at, column) in (0..rows.height).zip(ListColumn::iter().skip(first)) {
        canvas.target(rows.row(at), (0, rows.width), || Command::Column(column));
    }
    scroll_bar(canvas, rows, (first, ListColumn::iter().len()), theme, glyphs);
    for (row, line) in (rows.height.saturating_add(1)..body.height).zip(&hint) {
        canvas.put(body.row(row).within(1, 1), 0, line, theme.quiet);
    }
}

fn row(scene: &Scene<'_>, column: ListColumn) -> Vec<Cell<'static>> {
    let (theme, lang) = (scene.theme, scene.lang);
    let is_shown = scene.state.view.columns.shows(column);
    let style = if is_shown { theme.accent } else { theme.text };
    ALL.map(|field| match field {
        ChoiceColumn::Chosen => Cell::chosen(is_shown, theme, scene.glyphs),
        ChoiceColumn::Name => Cell::Text(words::name(column).of(lang).into(), style),
        ChoiceColumn::Description => Cell::Text(words::description(column).of(lang).into(), theme.quiet),
    })
    .to_vec()
}
