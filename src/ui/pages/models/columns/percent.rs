//! The remaining share.

use super::spec::{ColumnSpec, Content, Measure, Wish};
use crate::{
    domain::sort::SortKey,
    ui::widgets::cell::Cell,
    words::{Text, number, pages::models::table, widths},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::PERCENT_LEFT, Text::new("%", "%")],
    is_right: true,
    sort: Some(SortKey::Percent),
    wishes: &[
        Wish { rank: 70, width: |column| if column.keeps_share { column.cells.text } else { 0 } },
        Wish { rank: 160, width: |column| column.cells.text },
    ],
    content: Content::Measured(
        |entry, _| {
            let percent = entry.numbers().and_then(|(left, total)| left.percent_of(total));
            Cell::Words(percent.map(number::percent).unwrap_or_default().into(), entry.tone())
        },
        Measure::Rows(|entry, width| {
            let wide = entry.numbers().map_or(0, |(left, total)| widths::percent(left, total));
            width.text = width.text.max(wide);
        }),
    ),
};
