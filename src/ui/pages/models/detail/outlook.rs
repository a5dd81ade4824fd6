//! The forecast of a quota, the price beyond it, and free alternatives.

use super::fitting::Rank;
use crate::{
    app::account::rows::Row,
    domain::{Model, NextCall, Status, alternatives, forecast::Verdict},
    ui::{Scene, widgets::page::Fact},
    words::facts::{forecast as words, price},
};

/// The pace and the forecast.
pub(crate) fn forecast<'a>(scene: &Scene<'_>, model: &Model, row: &Row) -> Vec<(Rank, Fact<'a>)> {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    let is_out = row.status == Status::Exhausted;
    let forecast = scene.state.profile().forecasts.get(&model.name);
    // A forecast made before the quota ran out, or before it was renewed, does not apply.
    let forecast = forecast.filter(|forecast| match forecast.verdict {
        Verdict::AlreadyOut { .. } => is_out,
        _ => row.status.has_left(),
    });
    let Some(forecast) = forecast else { return Vec::new() };
    let style = if words::is_urgent(forecast, now) { theme.warning } else { theme.text };
    let pace = forecast.pace.filter(|_| !is_out).map(|pace| {
        let text = words::pace(scene.lang, pace, model.unit, forecast.data);
        (Rank::Pace, Fact::new(words::PACE.of(scene.lang), text, theme.text))
    });
    let verdict = words::verdict::verdict(scene.lang, forecast, model.unit, now, zone)
        .map(|(label, text)| (Rank::Verdict, Fact::new(label, text, style)));
    pace.into_iter().chain(verdict).collect()
}

/// The list price beyond the free quota, and the cost per day at the current pace.
pub(crate) fn price<'a>(scene: &Scene<'_>, model: &Model, row: &Row) -> Option<Fact<'a>> {
    let profile = scene.state.profile();
    let price = profile.price(&model.name)?;
    let pace = profile.forecasts.get(&model.name).and_then(|forecast| forecast.pace);
    let per_day = pace.and_then(|pace| price.charge.per_day(pace.per_hour, model.unit));
    let label = if row.status.has_left() { words::THEN } else { words::PRICE };
    let text = price::price(scene.lang, &price, per_day, (scene.now.utc, scene.zone));
    Some(Fact::new(label.of(scene.lang), text, scene.theme.text))
}

/// Free alternatives, if the quota is running out.
pub(crate) fn alternatives<'a>(scene: &Scene<'_>, model: &Model, row: &Row) -> Vec<Fact<'a>> {
    let profile = scene.state.profile();
    let forecast = profile.forecasts.get(&model.name);
    let runs_out = forecast.is_some_and(|forecast| matches!(forecast.verdict, Verdict::RunsOut(_)));
    let is_ending = matches!(row.status, Status::Low | Status::Exhausted | Status::Expired);
    // If calls are refused anyway, no model is an alternative.
    if !(is_ending || row.status.has_left() && runs_out) || row.next_call == NextCall::Refused {
        return Vec::new();
    }
    let rows = profile.snapshot.models.iter().zip(&*profile.rows.rows);
    let others =
        alternatives::alternatives(model, rows.map(|(other, row)| (other, row.status, row.next_call)));
    let label = |position| if position == 0 { words::SWITCH_TO.of(scene.lang) } else { "" };
    let text = others.iter().map(|other| words::alternative(scene.lang, other, scene.now.utc));
    text.enumerate().map(|(at, text)| Fact::new(label(at), text, scene.theme.text)).collect()
}
