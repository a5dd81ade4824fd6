//! Forecasts of the models, and the history of one of them.

use quotatop::domain::{ModelName, forecast::Pace};

use super::fixture::*;

/// A forecast that is based on this many hours of data.
pub(crate) fn forecast(verdict: Verdict, pace: Option<(u64, u64, u64)>, hours: i64) -> Forecast {
    let pace = pace.map(|(low, per_hour, high)| Pace {
        per_hour: per_hour.into(),
        low: low.into(),
        high: high.into(),
    });
    Forecast { verdict, pace, hourly_use: None, data: TimeDelta::hours(hours) }
}

/// The quota runs out at the second instant, and with a probability of 80 % between the others.
pub(crate) fn runs_out([earliest, point, latest]: [&str; 3], days: i64) -> Verdict {
    Verdict::RunsOut(RunsOut {
        at: at(point),
        earliest: at(earliest),
        latest: Some(at(latest)),
        before_expiry: Some(TimeDelta::days(days)),
    })
}

pub(crate) fn lapses(instant: &str, [least, left, most]: [u64; 3]) -> Verdict {
    let [least, left, most] = [least, left, most].map(u64::into);
    Verdict::Lapses(Lapses { at: at(instant), left, least, most, earliest: None })
}

/// Every kind of forecast, among the usual models.
pub(crate) fn usual() -> HashMap<ModelName, Forecast> {
    let today = ["2026-11-22T10:05:00Z", "2026-11-22T12:10:00Z", "2026-11-22T15:40:00Z"];
    let soon = ["2026-11-22T22:00:00Z", "2026-11-23T01:00:00Z", "2026-11-24T02:00:00Z"];
    let out = Verdict::AlreadyOut { after: Some(at("2026-11-20T03:20:00Z")), by: at("2026-11-20T03:40:00Z") };
    let unseen = Verdict::AlreadyOut { after: None, by: at("2026-11-20T03:40:00Z") };
    let not_used = Verdict::NotUsed { since: at("2026-11-12T01:00:00Z") };
    let lasts = Verdict::Lasts { beyond: at("2027-05-21T06:00:00Z"), earliest: None };
    let stale = Verdict::Stale { read_at: at("2026-11-22T03:10:00Z") };
    let [turbo, omni] = [("2026-11-23T02:12:07Z", [520, 610, 630]), ("2027-01-19T14:12:07Z", [0, 950, 990])]
        .map(|(instant, thousands)| lapses(instant, thousands.map(|count| 1000 * count)));
    let mut of: HashMap<ModelName, Forecast> = [
        ("qwen3-coder-plus", forecast(Verdict::Estimating, None, 3)),
        ("qwen-max", forecast(runs_out(today, 12), Some((3400, 3870, 4300)), 26)),
        ("qwen-plus", forecast(out, None, 60)),
        ("qwen-turbo", forecast(turbo, Some((900, 1500, 6000)), 190)),
        ("wan2.7-t2v", forecast(not_used, None, 250)),
        ("qwen-image-2.0-pro", forecast(lasts, Some((0, 1, 2)), 500)),
        ("qwen3-235b-a22b-thinking", forecast(runs_out(soon, 36), Some((30_000, 48_000, 60_000)), 90)),
        ("qwen3-omni-flash", forecast(omni, Some((20, 35, 700)), 120)),
        ("qwen3-asr-flash", forecast(unseen, None, 60)),
        ("qwen-long", forecast(stale, None, 60)),
    ]
    .into_iter()
    .map(|(name, forecast)| (name.into(), forecast))
    .collect();
    let untouched = (1..=33).map(|number| format!("qwen2.5-{number}b-instruct"));
    of.extend(untouched.map(|name| (name.as_str().into(), forecast(not_used, None, 250))));
    of
}

/// The history of this model: used by day since the 16th, not read one night, and declining.
pub(crate) fn history(model: &str) -> ModelHistory {
    let left = |hours: i64| u64::try_from(24_098 + (3_870 * hours).min(600_000)).unwrap();
    let hour = |hours: i64| now().utc + TimeDelta::hours(hours);
    let seen = (0..=150_i64).rev().filter(|hours| !(60..72).contains(hours)).map(|hours| Seen {
        from: hour(-hours) - TimeDelta::minutes(59),
        until: hour(-hours),
        remaining: left(hours).into(),
        total: Some(1_000_000.into()),
        expires_at: Some(at("2026-12-04T10:12:07Z")),
    });
    let expected = |(hours, step): (i64, u64)| Expected {
        at: hour(hours),
        left: 24_098_u64.saturating_sub(3_870 * step).into(),
        least: 24_098_u64.saturating_sub(4_800 * step).into(),
        most: 24_098_u64.saturating_sub(2_500 * step).into(),
    };
    let price = list_price(model, Some(Site::International));
    ModelHistory {
        model: model.into(),
        seen: seen.collect(),
        cone: (0..169).zip(0..).map(expected).collect(),
        price,
    }
}

pub(crate) fn recall(state: &mut State, history: ModelHistory) {
    let tag = state.profile().tag(state.current());
    let _ = update(state, Message::HistoryRead(tag, Box::new(history)), now());
}

pub(crate) fn take_forecasts(state: &mut State, of: HashMap<ModelName, Forecast>) {
    state.profile_mut(state.current()).unwrap().take_forecasts(of, now().monotonic);
    state.rearrange(now(), false);
    measure(state, quotatop::words::Lang::English);
}
