//! Whether the next call is free, billed or refused.

use super::spec::{ColumnSpec, Content, Wish};
use crate::{
    domain::sort::SortKey,
    ui::widgets::cell::Cell,
    words::{facts::from_bill, number, pages::models::table},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::NEXT_CALL],
    is_right: false,
    sort: Some(SortKey::NextCall),
    wishes: &[Wish { rank: 10, width: |column| column.cells.with_heading(column.heading) }],
    content: Content::Data(|entry| {
        let next_call = entry.listed.row.next_call;
        let style = entry.theme.of_urgency(entry.listed.row.urgency());
        let outcome = number::next_call(entry.lang, next_call);
        match entry.listed.model.from_bill {
            Some(_) => Cell::Text(from_bill::next_call(entry.lang, outcome).into(), style),
            None => Cell::Text(outcome.into(), style),
        }
    }),
};
