//! The used part of the grant.

use super::spec::{ColumnSpec, Content, ON_REQUEST};
use crate::{
    domain::Quota,
    ui::widgets::cell::{Amount, Cell},
    words::{number, pages::models::column_choice as words},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[words::USED],
    is_right: true,
    sort: None,
    wishes: &ON_REQUEST,
    content: Content::Data(|entry| {
        entry.quota().and_then(Quota::used).map_or(Cell::Nothing, |used| {
            Cell::Amount(Amount::round(number::grouped(used), ""), entry.theme.text)
        })
    }),
};
