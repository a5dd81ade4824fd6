//! How fast the quota is used.

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, ON_REQUEST},
};
use crate::{
    ui::widgets::cell::{Amount, Cell},
    words::{number, pages::models::column_choice as words},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[words::PACE],
    is_right: true,
    sort: None,
    wishes: &ON_REQUEST,
    content: Content::Data(cell),
};

fn cell<'a>(entry: &Entry<'a>) -> Cell<'a> {
    let model = entry.listed.model;
    let forecast = entry.listed.profile.forecasts.get(&model.name).filter(|_| entry.status().has_left());
    forecast.and_then(|forecast| forecast.pace.as_ref()).map_or(Cell::Nothing, |pace| {
        let unit = format!("{}/h", number::unit(entry.lang, model.unit));
        Cell::Amount(Amount::round(number::short(entry.lang, pace.per_hour), &unit), entry.theme.text)
    })
}
