//! Past and expected remaining quota, column by column, for a chart.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::account::forecasts::ModelHistory,
    domain::{
        Quantity,
        forecast::{Expected, Seen},
    },
};

/// A chart goes back at most this far, if there is enough history.
const MAX_BACK: TimeDelta = TimeDelta::days(7);
const MIN_BACK: TimeDelta = TimeDelta::days(1);
/// Longer periods without readings are gaps.
const MIN_GAP: TimeDelta = TimeDelta::minutes(90);

/// The content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// No reading, or no forecast.
    Gap,
    /// The observed remaining quota.
    Seen(Quantity),
    /// The expected remaining quota.
    Expected {
        /// The 10th percentile.
        least: Quantity,
        /// The expected value.
        left: Quantity,
        /// The 90th percentile.
        most: Quantity,
    },
}

/// A chart's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistorySeries {
    pub slots: Vec<Slot>,
    /// When each column begins.
    pub begins: Vec<DateTime<Utc>>,
    /// The maximum over all columns.
    pub top: Quantity,
    /// The column in which the quota expires, if any.
    pub expires: Option<u16>,
}

/// Past and expected quota in `columns` columns; `None` if there is nothing to show.
pub fn history_series(
    history: &ModelHistory,
    expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    columns: u16,
) -> Option<HistorySeries> {
    let first = history.seen.first()?.from;
    let back = now.signed_duration_since(first).clamp(MIN_BACK, MAX_BACK);
    let ahead = ahead(&history.cone, expires_at, now, back).clamp(back.checked_div(8)?, MAX_BACK);
    let from = now.checked_sub_signed(back)?;
    let span = back.checked_add(&ahead)?.num_seconds();
    let begin = |column: u16| {
        let passed = span.checked_mul(column.into())?.checked_div(columns.into())?;
        from.checked_add_signed(TimeDelta::try_seconds(passed)?)
    };
    let mut series =
        HistorySeries { slots: Vec::new(), begins: Vec::new(), top: Quantity::ZERO, expires: None };
    for column in 0..columns {
        let (begins, ends) = (begin(column)?, begin(column.saturating_add(1))?);
        let slot = if begins < now {
            seen(&history.seen, begins, ends)
        } else {
            expected(&history.cone, begins, ends)
        };
        let has_expired = expires_at.is_some_and(|at| at <= begins);
        let slot = if has_expired && begins >= now { Slot::Gap } else { slot };
        if let Slot::Seen(most) | Slot::Expected { most, .. } = slot {
            series.top = series.top.max(most);
        }
        if expires_at.is_some_and(|at| (begins..ends).contains(&at)) {
            series.expires = Some(column);
        }
        series.slots.push(slot);
        series.begins.push(begins);
    }
    series.slots.iter().any(|slot| *slot != Slot::Gap).then_some(series)
}

/// How far ahead the chart goes: until the quota has run out for certain or expires, plus 10 %. Without a
/// forecast it only goes ahead to a near expiry.
fn ahead(
    cone: &[Expected],
    expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    back: TimeDelta,
) -> TimeDelta {
    let empty = cone.iter().find(|expected| !expected.most.is_positive()).or(cone.last());
    let is_near =
        |at: &DateTime<Utc>| *at > now && !(cone.is_empty() && at.signed_duration_since(now) > back);
    let ends = [empty.map(|expected| expected.at), expires_at.filter(is_near)];
    let end = ends.into_iter().flatten().min().unwrap_or(now);
    let ahead = end.signed_duration_since(now);
    ahead.checked_add(&ahead.checked_div(10).unwrap_or_default()).unwrap_or(ahead)
}

/// The last reading of a column.
fn seen(seen: &[Seen], begins: DateTime<Utc>, ends: DateTime<Utc>) -> Slot {
    let after = seen.partition_point(|seen| seen.from < ends);
    let last = after.checked_sub(1).and_then(|at| seen.get(at));
    let is_recent = |seen: &&Seen| begins.signed_duration_since(seen.until) < MIN_GAP;
    last.filter(is_recent).map_or(Slot::Gap, |seen| Slot::Seen(seen.remaining))
}

/// The first expected value of a column, or the one before it.
fn expected(cone: &[Expected], begins: DateTime<Utc>, ends: DateTime<Utc>) -> Slot {
    let next = cone.partition_point(|expected| expected.at < begins);
    let within = cone.get(next).filter(|expected| expected.at < ends);
    let before = next.checked_sub(1).filter(|_| next < cone.len()).and_then(|at| cone.get(at));
    // Once the quota has run out for certain, nothing is drawn.
    let expected = within.or(before).filter(|expected| expected.most.is_positive());
    expected.map_or(Slot::Gap, |Expected { least, left, most, .. }| Slot::Expected {
        least: *least,
        left: *left,
        most: *most,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        let now: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
        now + TimeDelta::hours(hours)
    }

    fn history(seen: &[(i64, i64, u64)], cone: &[(i64, u64)]) -> ModelHistory {
        let seen = seen.iter().map(|(from, until, left)| Seen {
            from: at(*from),
            until: at(*until),
            remaining: (*left).into(),
            total: None,
            expires_at: None,
        });
        let cone = cone.iter().map(|(hours, left)| Expected {
            at: at(*hours),
            left: (*left).into(),
            least: left.saturating_sub(5).into(),
            most: (left * 2).into(),
        });
        ModelHistory { model: "m".into(), seen: seen.collect(), cone: cone.collect(), price: None }
    }

    /// One character per column: the first digit of the reading, `-` for a gap, `~` for an expected value.
    fn signs(series: &HistorySeries) -> String {
        let sign = |slot: &Slot| match slot {
            Slot::Gap => '-',
            Slot::Seen(left) => left.to_string().chars().next().unwrap(),
            Slot::Expected { .. } => '~',
        };
        series.slots.iter().map(sign).collect()
    }

    #[test]
    fn missing_readings_are_a_gap() {
        let history = history(&[(-24, -18, 90), (-17, -13, 70), (-6, 0, 50)], &[(0, 50), (3, 45), (6, 40)]);
        let series = history_series(&history, None, at(0), 15).unwrap();
        assert_eq!(signs(&series), "9997777-5555~~~");
        assert_eq!((series.top, series.expires), (100.into(), None));
        assert_eq!(series.begins[0], at(-24));
    }

    #[test]
    fn nothing_is_expected_beyond_the_expiry() {
        let cone: Vec<(i64, u64)> = (0..100).map(|hours| (hours, 50)).collect();
        let series = history_series(&history(&[(-24, 0, 50)], &cone), Some(at(10)), at(0), 35).unwrap();
        assert_eq!(series.expires, Some(34));
        assert_eq!(signs(&series), format!("{}{}-", "5".repeat(24), "~".repeat(10)));
    }

    #[test]
    fn nothing_is_expected_after_the_quota_has_run_out() {
        let cone: Vec<(i64, u64)> = (0..30).map(|hours| (hours, if hours < 10 { 50 } else { 0 })).collect();
        let series = history_series(&history(&[(-24, 0, 50)], &cone), None, at(0), 35).unwrap();
        assert_eq!(signs(&series), format!("{}{}-", "5".repeat(24), "~".repeat(10)));
    }

    #[test]
    fn without_a_forecast_the_past_fills_the_chart() {
        for (expires, columns) in
            [(at(24 * 19), "5".repeat(24) + "---"), (at(12), "5".repeat(18) + &"-".repeat(9))]
        {
            let series = history_series(&history(&[(-24, 0, 50)], &[]), Some(expires), at(0), 27).unwrap();
            assert_eq!(signs(&series), columns, "{expires}");
        }
    }

    #[test]
    fn without_readings_or_room_there_is_no_chart() {
        assert_eq!(history_series(&history(&[], &[(0, 5)]), None, at(0), 30), None);
        assert_eq!(history_series(&history(&[(-24, 0, 5)], &[]), None, at(0), 0), None);
        assert_eq!(history_series(&history(&[(-900, -800, 5)], &[]), None, at(0), 30), None);
    }
}
