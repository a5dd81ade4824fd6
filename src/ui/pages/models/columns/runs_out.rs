//! When the quota runs out, or how much of it lapses or has lapsed.

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, Measure, Wish},
};
use crate::{
    app::pages::models::widths::CellWidth,
    domain::{Status, forecast::Verdict, sort::SortKey},
    ui::{Scene, canvas::columns, widgets::cell::Cell},
    words::{facts::forecast, pages::models::table},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::RUNS_OUT],
    is_right: false,
    sort: Some(SortKey::RunsOut),
    wishes: &[Wish { rank: 100, width: |column| column.whole() }],
    content: Content::Measured(
        cell,
        Measure::List(|state, lang| {
            let is_forecast = state.shown().any(|(_, profile)| profile.forecasts.have_verdicts());
            let text = if is_forecast { columns(forecast::WIDEST_CELL.of(lang)) } else { 0 };
            CellWidth { text, ..CellWidth::default() }
        }),
    ),
};

fn cell<'a>(entry: &Entry<'a>, scene: &Scene<'_>) -> Cell<'a> {
    let (theme, now, model) = (entry.theme, scene.now.utc, entry.listed.model);
    let forecasts = &entry.listed.profile.forecasts;
    if let Some(lapsed) = forecast::lapsed(entry.lang, model, entry.status()) {
        return Cell::Text(lapsed.into(), theme.quiet);
    }
    let is_out = entry.status() == Status::Exhausted;
    // A forecast only applies while there is quota left, or since it has run out.
    let current = forecasts.get(&model.name).filter(|_| is_out || entry.status().has_left());
    let Some(current) = current else { return Cell::Nothing };
    let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
    let lapses = remaining.and_then(|remaining| forecasts.lapses(&model.name, remaining));
    let text = forecast::cell(entry.lang, current, (lapses, model.unit), is_out, now, scene.zone);
    let style = match current.verdict {
        Verdict::RunsOut(_) if forecast::is_urgent(current, now) => theme.warning,
        Verdict::RunsOut(_) | Verdict::Lapses(_) => theme.text,
        _ => theme.quiet,
    };
    Cell::Text(text.into(), style)
}
