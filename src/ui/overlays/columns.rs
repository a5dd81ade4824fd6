//! The columns of the list to choose from.

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
            table::{Heading, Table, first_in_sight, scrolled, select},
            wrap::wrap,
        },
    },
    words::pages::models::column_choice as words,
};

/// What a column of this very table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Chosen,
    Name,
    Means,
}

const ALL: [What; 3] = [What::Chosen, What::Name, What::Means];
const LAYOUTS: [&[What]; 2] = [&ALL, &[What::Chosen, What::Name]];
/// What is said of a column is cut rather than left out, down to this.
const SHORTEST_SENTENCE: u16 = 20;

/// Draws the columns, the one at `cursor` in sight, and how to keep the choice.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, cursor: usize) {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    page::title(canvas, area, (words::COLUMNS.of(lang), ""), theme, glyphs);
    let body = area.below(1);
    let keep = wrap(&words::keep(lang, scene.state.view.columns.iter()), body.within(1, 1).width);
    let kept = u16::try_from(keep.len()).unwrap_or(u16::MAX);
    let rows = Area { height: body.height.saturating_sub(kept).saturating_sub(1), ..body };
    let first = first_in_sight(cursor, ListColumn::iter().len(), rows.height);
    let shown = ListColumn::iter().skip(first).take(rows.height.into());
    let heading = |_| Heading { name: "", is_right: false, order: None };
    let table = Table::new(&ALL, heading, shown.map(|column| row(scene, column)).collect());
    if let Some(at) = cursor.checked_sub(first).and_then(|at| u16::try_from(at).ok()) {
        select(canvas, rows.row(at), true, theme, glyphs);
    }
    let rules = Rules { layouts: &LAYOUTS, grow: &[], give: &[(What::Means, SHORTEST_SENTENCE)] };
    let columns = fit(&rules, |what| table.width_of(what), rows.width);
    table.draw(canvas, (Area::default(), rows), &columns, theme, glyphs);
    for (at, column) in (0..rows.height).zip(ListColumn::iter().skip(first)) {
        canvas.target(rows.row(at), (0, rows.width), || Command::Column(column));
    }
    scrolled(canvas, rows, (first, ListColumn::iter().len()), theme, glyphs);
    for (row, line) in (rows.height.saturating_add(1)..body.height).zip(&keep) {
        canvas.put(body.row(row).within(1, 1), 0, line, theme.quiet);
    }
}

fn row(scene: &Scene<'_>, column: ListColumn) -> Vec<Cell<'static>> {
    let (theme, lang) = (scene.theme, scene.lang);
    let is_shown = scene.state.view.columns.shows(column);
    let style = if is_shown { theme.accent } else { theme.text };
    ALL.map(|what| match what {
        // A blank keeps the column there, whatever is chosen.
        What::Chosen => Cell::Text(if is_shown { scene.glyphs.chosen } else { " " }.into(), theme.accent),
        What::Name => Cell::Text(words::name(column).of(lang).into(), style),
        What::Means => Cell::Text(words::means(column).of(lang).into(), theme.quiet),
    })
    .to_vec()
}
