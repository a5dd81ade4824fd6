//! How fast the quota is used. The unit is that of what is left.

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, Measure, SPARE, Wish},
};
use crate::{
    app::pages::models::list::Listed, domain::forecast::Pace, ui::widgets::cell::Cell,
    words::pages::models::column_choice as words,
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[words::PACE],
    is_right: true,
    sort: None,
    wishes: &[Wish { rank: SPARE, width: |column| column.whole() }],
    content: Content::Measured(
        |entry, _| {
            pace(entry).map_or(Cell::Nothing, |pace| {
                Cell::Words(words::pace(entry.lang, pace.per_hour).into(), entry.theme.text)
            })
        },
        Measure::Rows(|entry, width| {
            let wide = pace(entry).map_or(0, |pace| words::pace_width(entry.lang, pace.per_hour));
            width.text = width.text.max(u16::try_from(wide).unwrap_or(u16::MAX));
        }),
    ),
};

/// Absent if nothing is left that could be used.
fn pace<'a>(entry: &Entry<'a>) -> Option<&'a Pace> {
    let Listed { profile, model, .. } = entry.listed;
    profile.forecasts.get(&model.name).filter(|_| entry.status().has_left())?.pace.as_ref()
}
