//! The forecast of a quota, the cost of calls after it, and free alternatives.

use super::fitting::Rank;
use crate::{
    app::account::rows::Row,
    domain::{Model, NextCall, Status, alternatives::alternatives, forecast::Verdict},
    ui::{Scene, widgets::page::Fact},
    words::facts::{forecast as words, price},
};

/// The pace, and the forecast.
pub(crate) fn forecast<'a>(scene: &Scene<'_>, model: &Model, row: &Row) -> Vec<(Rank, Fact<'a>)> {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    let is_out = row.status == Status::Exhausted;
    let forecast = scene.state.profile().forecasts.of(&model.name);
    // An outdated forecast is not shown.
    let forecast = forecast.filter(|forecast| match forecast.verdict {
        Verdict::AlreadyOut { .. } => is_out,
        _ => row.status.has_left(),
    });
    let Some(forecast) = forecast else { return Vec::new() };
    let style = if words::presses(forecast, now) { theme.warning } else { theme.text };
    let pace = forecast.pace.filter(|_| !is_out).map(|pace| {
        let said = words::pace(scene.lang, pace, model.unit, forecast.data);
        (Rank::Pace, Fact::new(words::PACE.of(scene.lang), said, theme.text))
    });
    let verdict = words::verdict::verdict(scene.lang, forecast, model.unit, now, zone)
        .map(|(label, said)| (Rank::Empty, Fact::new(label, said, style)));
    pace.into_iter().chain(verdict).collect()
}

/// The list price of what comes after the free quota, and the cost of a day at this pace.
pub(crate) fn price<'a>(scene: &Scene<'_>, model: &Model, row: &Row) -> Option<Fact<'a>> {
    let profile = scene.state.profile();
    let price = profile.price(&model.name)?;
    let pace = profile.forecasts.of(&model.name).and_then(|forecast| forecast.pace);
    let per_day = pace.and_then(|pace| price.charge.per_day(pace.per_hour, model.unit));
    let label = if row.status.has_left() { words::THEN } else { words::PRICE };
    let said = price::price(scene.lang, &price, per_day, (scene.now.utc, scene.zone));
    Some(Fact::new(label.of(scene.lang), said, scene.theme.text))
}

/// Free alternatives, where the quota is coming to its end.
pub(crate) fn switch<'a>(scene: &Scene<'_>, model: &Model, row: &Row) -> Vec<Fact<'a>> {
    let profile = scene.state.profile();
    let forecast = profile.forecasts.of(&model.name);
    let runs_out = forecast.is_some_and(|forecast| matches!(forecast.verdict, Verdict::RunsOut(_)));
    let comes_to_its_end = matches!(row.status, Status::Low | Status::Exhausted | Status::Expired);
    // While every call is refused, no model is an alternative.
    if !(comes_to_its_end || row.status.has_left() && runs_out) || row.next_call == NextCall::Refused {
        return Vec::new();
    }
    let rows = profile.snapshot.models.iter().zip(&profile.rows.rows);
    let others = alternatives(model, rows.map(|(other, row)| (other, row.status, row.next_call)));
    let label = |position| if position == 0 { words::SWITCH_TO.of(scene.lang) } else { "" };
    let said = others.iter().map(|other| words::alternative(scene.lang, other, scene.now.utc));
    said.enumerate().map(|(at, said)| Fact::new(label(at), said, scene.theme.text)).collect()
}
