//! The status of the quota.

use super::spec::{ColumnSpec, Content, ON_REQUEST};
use crate::{
    ui::widgets::cell::Cell,
    words::{number, pages::models::column_choice as words},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[words::STATUS],
    is_right: false,
    sort: None,
    wishes: &ON_REQUEST,
    content: Content::Data(|entry| {
        Cell::Text(number::status(entry.lang, entry.status()).into(), entry.theme.quiet)
    }),
};
