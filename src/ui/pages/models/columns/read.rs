//! When the quota was read.

use super::spec::{ColumnSpec, Content, Measure, ON_REQUEST};
use crate::{
    ui::{canvas::columns, widgets::cell::Cell},
    words::{pages::models::column_choice as words, time},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[words::READ],
    is_right: false,
    sort: None,
    wishes: &ON_REQUEST,
    content: Content::Measured(
        |entry, scene| {
            entry.quota().map_or(Cell::Nothing, |quota| {
                let ago = time::ago(entry.lang, quota.read_at, scene.now.utc);
                Cell::Text(ago.into(), entry.theme.quiet)
            })
        },
        Measure::Rows(|entry, width| {
            if width.is_empty() && entry.quota().is_some() {
                width.text = columns(time::WIDEST_AGO.of(entry.lang));
            }
        }),
    ),
};
