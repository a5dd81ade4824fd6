//! The kind of model.

use super::spec::{ColumnSpec, Content, Wish};
use crate::{
    domain::sort::SortKey,
    ui::widgets::cell::Cell,
    words::{number, pages::models::table},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::KIND],
    is_right: false,
    sort: Some(SortKey::Kind),
    wishes: &[Wish { rank: 180, width: |column| column.whole() }],
    content: Content::Data(|entry| {
        Cell::Text(number::kind(entry.lang, entry.listed.model.kind).into(), entry.theme.quiet)
    }),
};
