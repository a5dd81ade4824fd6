//! Maps each column of the list to its specification.

use super::{
    cost, expires, free_quota_only, gauge, history, kind, left, model, next_call, pace, percent, profile,
    read, runs_out, spec::ColumnSpec, status, used,
};
use crate::{app::pages::models::widths::ColumnId, domain::ListColumn};
use strum::IntoEnumIterator as _;

pub(crate) const fn spec(column: ColumnId) -> &'static ColumnSpec {
    match column {
        ColumnId::Model => &model::COLUMN,
        ColumnId::Profile => &profile::COLUMN,
        ColumnId::Left => &left::COLUMN,
        ColumnId::NextCall => &next_call::COLUMN,
        ColumnId::Optional(column) => match column {
            ListColumn::Kind => &kind::COLUMN,
            ListColumn::Gauge => &gauge::COLUMN,
            ListColumn::Percent => &percent::COLUMN,
            ListColumn::History => &history::COLUMN,
            ListColumn::Expires => &expires::COLUMN,
            ListColumn::RunsOut => &runs_out::COLUMN,
            ListColumn::Cost => &cost::COLUMN,
            ListColumn::Pace => &pace::COLUMN,
            ListColumn::Used => &used::COLUMN,
            ListColumn::FreeQuotaOnly => &free_quota_only::COLUMN,
            ListColumn::Status => &status::COLUMN,
            ListColumn::Read => &read::COLUMN,
        },
    }
}

/// All columns, in their default order.
pub(crate) fn all() -> impl Iterator<Item = ColumnId> {
    ordered(ListColumn::iter())
}

/// All columns, with the optional ones in this order.
pub(crate) fn ordered(optional: impl Iterator<Item = ListColumn>) -> impl Iterator<Item = ColumnId> {
    let optional = optional.flat_map(|column| {
        // The remaining quota is next to its gauge.
        let before = (column == ListColumn::Gauge).then_some(ColumnId::Left);
        before.into_iter().chain([ColumnId::Optional(column)])
    });
    [ColumnId::Model, ColumnId::Profile].into_iter().chain(optional).chain([ColumnId::NextCall])
}
