//! Measures the cells of all rows of the list.

use super::{
    catalog::{all, spec},
    entry::Entry,
    fit::{Shown, wanted},
    spec::{Content, Measure},
};
use crate::{
    app::{
        State,
        pages::models::widths::{CellWidth, ColumnId, ListWidths},
    },
    domain::ListColumn,
    ui::Theme,
    words::Lang,
};

/// The maximum cell widths of each column, in one pass over the rows.
pub(crate) fn measure(state: &State, lang: Lang) -> ListWidths {
    // The share may be shown even if it is not chosen, and the gauge depends on it.
    let is_measured = |column: &ColumnId| match column {
        ColumnId::Optional(column) => *column == ListColumn::Percent || state.view.columns.shows(*column),
        _ => true,
    };
    let start = |column: ColumnId| {
        let content = &spec(column).content;
        let width = match content {
            Content::Measured(_, Measure::List(width)) | Content::Drawn(_, Measure::List(width)) => {
                width(state, lang)
            }
            _ => CellWidth::default(),
        };
        (column, content, width)
    };
    let mut columns: Vec<(ColumnId, &Content, CellWidth)> = all().filter(is_measured).map(start).collect();
    for listed in state.rows() {
        let entry = Entry { lang, theme: &Theme::MONO, has_bar: false, listed };
        for (_, content, width) in &mut columns {
            match content {
                Content::Data(cell) => width.widen(&cell(&entry)),
                Content::Measured(_, Measure::Rows(measure)) | Content::Drawn(_, Measure::Rows(measure)) => {
                    measure(&entry, width);
                }
                _ => {}
            }
        }
    }
    let columns = columns.into_iter().map(|(column, _, width)| (column, width)).collect();
    let mut widths = ListWidths { columns, ..ListWidths::default() };
    let shown = Shown { lang, columns: &state.view.columns, keeps_share: false, is_beside_detail: false };
    (widths.wanted, widths.wanted_beside_detail) =
        (wanted(&shown, &widths), wanted(&Shown { is_beside_detail: true, ..shown }, &widths));
    widths
}
