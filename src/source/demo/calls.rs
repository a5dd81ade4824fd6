//! The demo account's calls, derived from the use of its quotas: who called, what failed, how long it took.
//!
//! Steps of the past follow the readings before the demo started, those since then the present figures.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{facts, pace};
use crate::domain::{
    Model, Quantity, Unit,
    calls::{
        CallFailure, CallPoint, CallRange, CallRow, CallSeries, CallStats, Caller, Calls, CallsSource, Usage,
        UsageKind, recent::FREE_TIER_ONLY,
    },
    forecast::Seen,
    request::CallsReading,
};

/// Who calls: API key (−1 is the console), workspace, and the share of all calls in percent.
const CALLERS: [(&str, &str, u64); 3] =
    [("1200417", "llm-9f2c4demo01", 68), ("1200588", "llm-71ab3demo02", 27), ("-1", "llm-9f2c4demo01", 5)];

/// What one call uses, by unit.
const fn per_call(unit: Unit) -> u64 {
    match unit {
        Unit::Tokens => 1_900,
        Unit::Seconds => 5,
        Unit::Characters => 180,
        Unit::Images | Unit::Units => 1,
    }
}

/// The calls of `range` at `now`, in a demo that started at `started`.
pub(super) fn at(started: DateTime<Utc>, now: DateTime<Utc>, elapsed: i64, range: CallRange) -> CallsReading {
    let from = range.begin(now);
    let rows = facts::all()
        .iter()
        .filter_map(|fact| {
            let model = fact.at(started, now, elapsed);
            let (_, seen) = fact.past(started)?;
            Some(rows(&model, &seen, (from, now, range.step()), started))
        })
        .flatten()
        .collect();
    let source = CallsSource::Console;
    let calls = Calls {
        source,
        range,
        from,
        to: now,
        is_complete: true,
        workspace: None,
        rows,
        by_model: Vec::new(),
    };
    CallsReading { calls, failed: None }
}

fn rows(
    model: &Model,
    seen: &[Seen],
    (from, to, step): (DateTime<Utc>, DateTime<Utc>, TimeDelta),
    started: DateTime<Utc>,
) -> Vec<CallRow> {
    let chance = pace::seed_of(model.name.as_str());
    let mut used = CallSeries::silent(from, to, step);
    let begins: Vec<DateTime<Utc>> = used.iter().map(|(begin, _)| begin).collect();
    for begin in begins {
        let end = begin.checked_add_signed(step).unwrap_or(to).min(to);
        let amount = left(model, seen, begin, started).minus_to_zero(left(model, seen, end, started));
        used.add(begin, CallPoint { used: amount, ..CallPoint::default() });
    }
    let is_refused = model.free_quota_only == Some(true)
        && model.quota.as_ref().and_then(|quota| quota.remaining) == Some(Quantity::ZERO);
    let caller = |(key, workspace, share): (&str, &str, u64)| {
        let series = of_caller(&used, model.unit, share, (chance, is_refused && key == "1200417"));
        let stats = stats(&series, model, chance);
        (stats.calls > Some(0)).then(|| CallRow {
            model: model.name.clone(),
            caller: Caller::of(key),
            workspace: Some(workspace.into()),
            stats,
            series: Some(series),
        })
    };
    CALLERS.into_iter().filter_map(caller).collect()
}

/// What was left at `instant`: as last read before it; between the start of the demo and now, on a straight line.
fn left(model: &Model, seen: &[Seen], instant: DateTime<Utc>, started: DateTime<Utc>) -> Quantity {
    let Some((quota, now)) = model.quota.as_ref().and_then(|quota| Some((quota.remaining?, quota.read_at)))
    else {
        return Quantity::ZERO;
    };
    let at_start = seen.last().map_or(quota, |seen| seen.remaining);
    if instant <= started {
        let before = seen.iter().rev().find(|seen| seen.from <= instant).or(seen.first());
        return before.map_or(at_start, |seen| seen.remaining);
    }
    let share = |span: TimeDelta| Decimal::from(span.num_seconds().max(0));
    let passed = share(instant.signed_duration_since(started));
    let whole = share(now.signed_duration_since(started)).max(Decimal::ONE);
    let used = at_start.minus_to_zero(quota).decimal();
    let by_then = used.saturating_mul(passed).checked_div(whole).unwrap_or_default().round();
    at_start.minus_to_zero(by_then.into())
}

/// The part of one caller. Refused calls use nothing.
fn of_caller(all: &CallSeries, unit: Unit, share: u64, (seed, is_refused): (u64, bool)) -> CallSeries {
    let end = all.begin_of(all.points().len());
    let mut own = CallSeries::silent(all.begin, end, all.step());
    let last = all.points().len().saturating_sub(1);
    for (at, (begin, point)) in all.iter().enumerate() {
        let part = point.used.decimal().saturating_mul(share.into()).checked_div(Decimal::ONE_HUNDRED);
        let used = part.unwrap_or_default().round();
        let calls = used.checked_div(per_call(unit).into()).and_then(|calls| calls.ceil().to_u32());
        let mut calls = calls.unwrap_or_default();
        let mut failed = 0;
        if is_refused && last.saturating_sub(at) < 3 {
            failed = 4;
            calls = calls.saturating_add(failed);
        } else if calls > 20 && pace::noise(seed, begin.timestamp()).is_multiple_of(9) {
            failed = calls / 20;
        }
        own.add(begin, CallPoint { calls, failed, used: used.into() });
    }
    own
}

fn stats(series: &CallSeries, model: &Model, seed: u64) -> CallStats {
    let (mut calls, mut failed, mut used) = (0_u64, 0_u64, Quantity::ZERO);
    for point in series.points() {
        calls = calls.saturating_add(point.calls.into());
        failed = failed.saturating_add(point.failed.into());
        used = used.plus(point.used);
    }
    let is_refusing = model.free_quota_only == Some(true) && failed > 0;
    let failure = if is_refusing {
        CallFailure { status: Some(403), code: FREE_TIER_ONLY.into(), calls: failed }
    } else {
        CallFailure { status: Some(429), code: "limit_requests".into(), calls: failed }
    };
    let spread = Decimal::from(seed.checked_rem(900).unwrap_or_default());
    let duration = Decimal::from(600).saturating_add(spread);
    let streams = model.unit == Unit::Tokens;
    CallStats {
        calls: Some(calls),
        failed: Some(failed),
        failures: if failed > 0 { vec![failure] } else { Vec::new() },
        usage: usage(model.unit, used),
        duration_ms: Some(duration),
        p99_duration_ms: duration.checked_mul(Decimal::new(52, 1)).map(|slowest| slowest.round()),
        first_token_ms: duration.checked_div(3.into()).map(|first| first.round()).filter(|_| streams),
        last_call_at: series.last_call_at(),
        ..CallStats::default()
    }
    .completed()
}

fn usage(unit: Unit, used: Quantity) -> Usage {
    let part = |percent: u64| {
        let part = used.decimal().saturating_mul(percent.into()).checked_div(Decimal::ONE_HUNDRED);
        Quantity::from(part.unwrap_or_default().round())
    };
    match unit {
        Unit::Tokens => [
            (UsageKind::TotalTokens, used),
            (UsageKind::InputTokens, part(71)),
            (UsageKind::OutputTokens, used.minus_to_zero(part(71))),
            (UsageKind::CachedTokens, part(18)),
        ]
        .into_iter()
        .collect(),
        Unit::Images => [(UsageKind::Images, used)].into_iter().collect(),
        Unit::Seconds => [(UsageKind::Seconds, used)].into_iter().collect(),
        Unit::Characters => [(UsageKind::Characters, used)].into_iter().collect(),
        Unit::Units => Usage::default(),
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::{ModelName, calls::CallGrouping};

    fn time(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_calls_use_what_the_quotas_lose() {
        let started = time("2026-11-22T06:12:07Z");
        let now = time("2026-11-22T06:40:00Z");
        let elapsed = now.signed_duration_since(started).num_seconds();
        let calls = at(started, now, elapsed, CallRange::Hour).calls;
        let fact = facts::all().into_iter().next().unwrap();
        let (before, after) = (fact.at(started, started, 0), fact.at(started, now, elapsed));
        let left = |model: &Model| model.quota.as_ref().unwrap().remaining.unwrap();
        let lost = left(&before).minus_to_zero(left(&after)).decimal().to_i64().unwrap();
        let used = calls.series_of(&before.name).unwrap().used_since(started).unwrap();
        let used = used.decimal().to_i64().unwrap();
        assert!((used - lost).abs() < lost / 10, "{used} of {lost}");
    }

    #[test]
    fn every_range_has_callers_failures_and_durations() {
        let started = time("2026-11-22T06:12:07Z");
        for range in CallRange::iter() {
            let calls = at(started, started, 0, range).calls;
            assert_eq!((calls.from, calls.to), (range.begin(started), started));
            let groups = calls.groups(CallGrouping::ApiKey, |_| true);
            assert!(groups.len() == CALLERS.len() || range < CallRange::Week, "{range:?}: {}", groups.len());
            assert!(groups.iter().all(|group| group.stats.duration_ms.is_some()));
        }
        let week = at(started, started, 0, CallRange::Week).calls;
        assert!(week.rows.iter().any(|row| row.stats.failed > Some(0)));
        assert!(week.callers_of(&ModelName::from("qwen-max")).len() == CALLERS.len());
    }
}
