//! Whether the next call is free, billed or refused.

use super::spec::{ColumnSpec, Content, Wish};
use crate::{
    domain::sort::SortKey,
    ui::widgets::{cell::Cell, styles::next_call_style},
    words::{number, pages::models::table},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::NEXT_CALL],
    is_right: false,
    sort: Some(SortKey::NextCall),
    wishes: &[Wish { rank: 10, width: |column| column.cells.with_heading(column.heading) }],
    content: Content::Data(|entry| {
        let next_call = entry.listed.row.next_call;
        let style = next_call_style(next_call, entry.counts(), entry.theme);
        Cell::Text(number::next_call(entry.lang, next_call).into(), style)
    }),
};
