//! The column chooser. The list behind it shows at once what is ticked.

use super::chooser::{self, Choices};
use crate::{
    app::{
        layout::Regions,
        pages::{PageRegions, models::widths::ColumnId},
        view::Choice,
    },
    domain::ListColumn,
    ui::{
        Scene,
        canvas::Canvas,
        pages::models::columns::fit::{Shown, fit},
        widgets::{
            cell::Cell,
            columns::Rules,
            table::{Heading, Table},
        },
    },
    words::pages::models::column_choice as words,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChoiceColumn {
    Chosen,
    Name,
    Description,
    Note,
}

const ALL: [ChoiceColumn; 4] =
    [ChoiceColumn::Chosen, ChoiceColumn::Name, ChoiceColumn::Description, ChoiceColumn::Note];
const LAYOUTS: [&[ChoiceColumn]; 2] = [&ALL, &[ChoiceColumn::Chosen, ChoiceColumn::Name, ChoiceColumn::Note]];
/// Descriptions are cut to this width before they are dropped.
const MIN_DESCRIPTION_WIDTH: u16 = 20;

/// Draws the columns, scrolled to the cursor, and how to make the choice permanent.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, regions: &Regions, cursor: usize) {
    let columns = &scene.state.view.columns;
    let drawn = drawn(scene, regions);
    let rows = columns.all().map(|column| row(scene, column, drawn.as_deref())).collect();
    let table = Table::new(&ALL, |_| Heading::default(), rows);
    let rules = Rules {
        layouts: &LAYOUTS,
        shrink: &[(ChoiceColumn::Description, MIN_DESCRIPTION_WIDTH)],
        ..Rules::default()
    };
    let note = words::config_line(scene.lang, columns.iter());
    let choices = Choices {
        choice: Choice::Columns,
        titles: (words::COLUMNS.of(scene.lang), ""),
        table,
        rules,
        has_headings: false,
        note: &note,
    };
    chooser::draw(scene, canvas, regions.popup, choices, cursor);
}

/// The columns that the list behind shows; `None` without a list.
fn drawn(scene: &Scene<'_>, regions: &Regions) -> Option<Vec<ColumnId>> {
    let PageRegions::Models(page) = regions.page else { return None };
    let widths = scene.state.extents.list.as_ref().filter(|_| !page.columns.is_empty())?;
    let columns = &scene.state.view.columns;
    let shown = Shown {
        lang: scene.lang,
        columns,
        keeps_share: scene.glyphs.keeps_share,
        is_beside_detail: page.detail.x > 0,
    };
    Some(fit(&shown, widths, page.columns.width).into_iter().map(|column| column.id).collect())
}

fn row(scene: &Scene<'_>, column: ListColumn, drawn: Option<&[ColumnId]>) -> Vec<Cell<'static>> {
    let (state, theme, lang) = (scene.state, scene.theme, scene.lang);
    let is_shown = state.view.columns.shows(column);
    let style = if is_shown { theme.accent } else { theme.text };
    let id = ColumnId::Optional(column);
    let is_missing = is_shown && drawn.is_some_and(|drawn| !drawn.contains(&id));
    let is_empty = state.extents.list.as_ref().is_some_and(|widths| widths.of(id).is_empty());
    let note = match (is_missing, is_empty && column != ListColumn::Gauge) {
        (false, _) => "",
        (true, true) => words::NO_DATA.of(lang),
        (true, false) => words::NO_ROOM.of(lang),
    };
    ALL.map(|field| match field {
        ChoiceColumn::Chosen => Cell::chosen(is_shown, theme, scene.glyphs),
        ChoiceColumn::Name => Cell::Text(words::name(column).of(lang).into(), style),
        ChoiceColumn::Description => Cell::Text(words::description(column).of(lang).into(), theme.quiet),
        ChoiceColumn::Note => Cell::Text(note.into(), theme.warning),
    })
    .to_vec()
}
