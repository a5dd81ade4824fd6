//! How fast the quota is used. The unit is that of what is left.

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, SPARE, Wish},
};
use crate::{ui::widgets::cell::Cell, words::pages::models::column_choice as words};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[words::PACE],
    is_right: true,
    sort: None,
    wishes: &[Wish { rank: SPARE, width: |column| column.whole() }],
    content: Content::Data(cell),
};

fn cell<'a>(entry: &Entry<'a>) -> Cell<'a> {
    let model = entry.listed.model;
    let forecast = entry.listed.profile.forecasts.get(&model.name).filter(|_| entry.status().has_left());
    forecast.and_then(|forecast| forecast.pace.as_ref()).map_or(Cell::Nothing, |pace| {
        Cell::Words(words::pace(entry.lang, pace.per_hour).into(), entry.theme.text)
    })
}
