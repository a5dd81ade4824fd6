//! The chart of a model: what was left, what is expected, when it runs out or expires.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    app::{
        Area,
        account::histories::{ModelHistory, SHOWN},
        pages::models::history_series::{Columns, Slot, Window},
    },
    domain::{
        Model, Quantity,
        forecast::{Forecast, Verdict},
        time::full_minute,
    },
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::write,
            chart::{
                self, Line,
                axes::{Axes, Day},
            },
        },
    },
    words::{facts::chart as words, number, time},
};

/// A grant of more than this many times of what is shown would make the line flat: it is named instead.
const MAX_GRANT: u32 = 4;

/// Draws the chart with a caption.
pub(crate) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (model, history): (&Model, &ModelHistory),
) {
    if plot(scene, canvas, area.below(1), (model, history)) {
        let caption = caption(scene, (model, history));
        write(canvas, area.row(0), false, (&caption, scene.theme.quiet), scene.glyphs);
    }
}

/// Whether a model with this forecast probably has a chart, before its history is read.
pub(crate) fn is_expected(forecast: &Forecast, now: DateTime<Utc>) -> bool {
    match forecast.verdict {
        Verdict::AlreadyOut { by, .. } => now.signed_duration_since(by) < SHOWN,
        _ => true,
    }
}

/// Whether there is anything to show in a chart.
pub(crate) fn has_content(scene: &Scene<'_>, model: &Model, history: &ModelHistory) -> bool {
    window(scene, model, history).is_some()
}

fn window<'h>(scene: &Scene<'_>, model: &Model, history: &'h ModelHistory) -> Option<Window<'h>> {
    let expires_at = model.quota.as_ref().and_then(|quota| quota.expires_at);
    Window::new(history, expires_at, full_minute(scene.now.utc))
}

/// The grant, and whether it is in sight.
fn grant(model: &Model, window: &Window<'_>) -> Option<(Quantity, bool)> {
    let grant = model.quota.as_ref()?.total.filter(|total| total.is_positive())?;
    let top = window.top().decimal().saturating_mul(MAX_GRANT.into());
    Some((grant, grant.decimal() <= top))
}

fn caption(scene: &Scene<'_>, (model, history): (&Model, &ModelHistory)) -> String {
    let grant = window(scene, model, history).and_then(|window| grant(model, &window));
    let hidden = grant.filter(|(_, is_shown)| !is_shown).map(|(grant, _)| grant);
    words::caption(scene.lang, model.unit, hidden)
}

/// Draws the axes and the line between them; returns `false` if there is nothing to show.
fn plot(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (model, history): (&Model, &ModelHistory),
) -> bool {
    let (lang, glyphs, now) = (scene.lang, scene.glyphs, full_minute(scene.now.utc));
    let Some(window) = window(scene, model, history) else { return false };
    let grant = grant(model, &window).filter(|(_, is_shown)| *is_shown).map(|(grant, _)| grant);
    let top = grant.map_or(window.top(), |grant| grant.max(window.top()));
    let range = (Quantity::ZERO.decimal(), top.decimal());
    let Some(axes) = Axes::new(area, range, |tick| number::tick(lang, tick)) else { return false };
    let dots = window.columns(chart::dots(axes.plot.width, glyphs));
    let slots: Vec<Slot> = window.slots(dots);
    let expires_at = model.quota.as_ref().and_then(|quota| quota.expires_at);
    let expires = expires_at.and_then(|at| {
        let words = words::expires(lang, at, now, scene.zone);
        Some((dots.at(at)?, words.into()))
    });
    let forecast = scene.state.profile().forecasts.get(&model.name);
    let runs_out = forecast.and_then(|forecast| match forecast.verdict {
        Verdict::RunsOut(runs_out) => {
            Some((dots.at(runs_out.at)?, words::runs_out(lang, runs_out.at, now, scene.zone).into()))
        }
        Verdict::AlreadyOut { after: Some(_), by } => {
            Some((dots.at(by)?, words::ran_out(lang, by, now, scene.zone).into()))
        }
        _ => None,
    });
    let line = Line {
        slots: &slots,
        grant: grant.map(|grant| (grant, words::GRANT.of(lang))),
        now: dots.at(now).map(|at| (at, words::NOW.of(lang))),
        runs_out,
        expires,
        days: days(scene, dots, axes.plot.width),
    };
    chart::draw(canvas, &axes, &line, scene.theme, glyphs);
    true
}

/// The midnights within the chart.
fn days(scene: &Scene<'_>, dots: Columns, width: u16) -> Vec<Day> {
    let begins = (0..width).filter_map(|cell| dots.begins(chart::dots(cell, scene.glyphs)));
    let dates: Vec<_> = begins.map(|begins| scene.zone.at(begins).date_naive()).collect();
    let day = |(at, days): (u16, &[NaiveDate])| match days {
        [before, day] if before != day => {
            let with_month = time::day(scene.lang, *day);
            Some(Day { at, with_month, number: time::day_of_month(scene.lang, *day) })
        }
        _ => None,
    };
    (1..).zip(dates.windows(2)).filter_map(day).collect()
}
