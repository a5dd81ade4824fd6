//! Whether calls fail or are billed after the quota is used up.

use super::spec::{ColumnSpec, Content, ON_REQUEST};
use crate::{ui::widgets::cell::Cell, words::pages::models::column_choice as words};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[words::FREE_QUOTA_ONLY],
    is_right: false,
    sort: None,
    wishes: &ON_REQUEST,
    content: Content::Data(|entry| {
        let is_on = entry.listed.model.free_quota_only;
        Cell::Text(words::at_zero(entry.lang, is_on).into(), entry.theme.quiet)
    }),
};
