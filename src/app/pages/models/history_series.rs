//! Past and expected remaining quota, column by column, for a chart.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::account::histories::{ModelHistory, SHOWN},
    domain::{
        Quantity,
        forecast::{Expected, Seen},
    },
};

/// A chart goes back at least this far.
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

/// The period that a chart shows: the past as far as it is known, and what is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window<'h> {
    history: &'h ModelHistory,
    expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    begins: DateTime<Utc>,
    seconds: i64,
}

/// A window divided into columns. They begin at multiples of their length, so that nothing moves until a
/// whole column has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    begins: i64,
    seconds: i64,
    count: u16,
}

impl<'h> Window<'h> {
    /// `None` if there is nothing to show: nothing was read, or nothing was ever left.
    pub fn new(
        history: &'h ModelHistory,
        expires_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let first = history.seen.first()?.from;
        let back = now.signed_duration_since(first).clamp(MIN_BACK, SHOWN);
        // One of few shares of the past, so that the present keeps its place from model to model.
        let wanted = ahead(&history.cone, expires_at, now, back);
        let shares = [8, 4, 2, 1].into_iter().filter_map(|share| back.checked_div(share));
        let ahead = shares.filter(|ahead| *ahead >= wanted).min().unwrap_or(back);
        let begins = now.checked_sub_signed(back)?;
        let seconds = back.checked_add(&ahead)?.num_seconds();
        let window = Self { history, expires_at, now, begins, seconds };
        window.top().is_positive().then_some(window)
    }

    /// The most that was left in this period.
    pub fn top(&self) -> Quantity {
        let seen = self.history.seen.iter().filter(|seen| seen.until >= self.begins);
        seen.map(|seen| seen.remaining).max().unwrap_or_default()
    }

    pub fn columns(&self, count: u16) -> Columns {
        let seconds = self.seconds.checked_div(count.into()).unwrap_or(1).max(1);
        let begins = self.begins.timestamp().div_euclid(seconds).saturating_mul(seconds);
        Columns { begins, seconds, count }
    }

    /// The content of each column.
    pub fn slots(&self, columns: Columns) -> Vec<Slot> {
        let slot = |column: u16| {
            let (Some(begins), Some(ends)) =
                (columns.begins(column), columns.begins(column.saturating_add(1)))
            else {
                return Slot::Gap;
            };
            if begins < self.now {
                seen(&self.history.seen, begins, ends.min(self.now))
            } else if self.expires_at.is_some_and(|at| at <= begins) {
                Slot::Gap
            } else {
                expected(&self.history.cone, begins, ends)
            }
        };
        (0..columns.count).map(slot).collect()
    }
}

impl Columns {
    /// The column of an instant; `None` outside the window.
    pub fn at(self, instant: DateTime<Utc>) -> Option<u16> {
        let passed = instant.timestamp().checked_sub(self.begins).filter(|passed| *passed >= 0)?;
        u16::try_from(passed.checked_div(self.seconds)?).ok().filter(|column| *column < self.count)
    }

    /// When a column begins.
    pub fn begins(self, column: u16) -> Option<DateTime<Utc>> {
        let passed = self.seconds.checked_mul(column.into())?;
        DateTime::from_timestamp(self.begins.checked_add(passed)?, 0)
    }

    /// When the last column ends.
    pub fn ends(self) -> Option<DateTime<Utc>> {
        self.begins(self.count)
    }
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
    fn signs(history: &ModelHistory, expires_at: Option<DateTime<Utc>>, count: u16) -> String {
        let window = Window::new(history, expires_at, at(0)).unwrap();
        let sign = |slot: &Slot| match slot {
            Slot::Gap => '-',
            Slot::Seen(left) => left.to_string().chars().next().unwrap(),
            Slot::Expected { .. } => '~',
        };
        window.slots(window.columns(count)).iter().map(sign).collect()
    }

    #[test]
    fn missing_readings_are_a_gap() {
        let history = history(&[(-24, -18, 90), (-17, -13, 70), (-6, 0, 50)], &[(0, 50), (3, 45), (6, 40)]);
        assert_eq!(signs(&history, None, 18), "9997777--555~~~~--");
        let window = Window::new(&history, None, at(0)).unwrap();
        assert_eq!((window.top(), window.columns(18).begins(0)), (90.into(), Some(at(-24))));
    }

    #[test]
    fn nothing_is_expected_beyond_the_expiry() {
        let cone: Vec<(i64, u64)> = (0..100).map(|hours| (hours, 50)).collect();
        let history = history(&[(-24, 0, 50)], &cone);
        let columns = Window::new(&history, Some(at(10)), at(0)).unwrap().columns(36);
        assert_eq!(
            (columns.at(at(0)), columns.at(at(10)), columns.at(at(11))),
            (Some(24), Some(34), Some(35))
        );
        assert_eq!(signs(&history, Some(at(10)), 36), format!("{}{}--", "5".repeat(24), "~".repeat(10)));
    }

    #[test]
    fn nothing_is_expected_after_the_quota_has_run_out() {
        let cone: Vec<(i64, u64)> = (0..30).map(|hours| (hours, if hours < 10 { 50 } else { 0 })).collect();
        let signs = signs(&history(&[(-24, 0, 50)], &cone), None, 36);
        assert_eq!(signs, format!("{}{}--", "5".repeat(24), "~".repeat(10)));
    }

    #[test]
    fn without_a_forecast_the_past_fills_the_chart() {
        let history = history(&[(-24, 0, 50)], &[]);
        for (expires, count, columns) in [
            (at(24 * 19), 27, "5".repeat(24) + "---"),
            (at(5), 30, "5".repeat(24) + &"-".repeat(6)),
            (at(12), 24, "5".repeat(12) + &"-".repeat(12)),
        ] {
            assert_eq!(signs(&history, Some(expires), count), columns, "{expires}");
        }
    }

    #[test]
    fn nothing_moves_until_a_column_has_passed() {
        let history = history(&[(-200, -2, 50), (-1, 0, 40)], &[]);
        let columns = |minutes: i64| {
            let now = at(0) + TimeDelta::minutes(minutes);
            Window::new(&history, None, now).unwrap().columns(54)
        };
        // 189 hours in 54 columns.
        let step = columns(0).begins(1).unwrap() - columns(0).begins(0).unwrap();
        assert_eq!(step, TimeDelta::minutes(210));
        let begins: Vec<_> = (0..210).map(|minute| columns(minute).begins(0)).collect();
        assert!(begins.is_sorted() && begins.iter().collect::<std::collections::BTreeSet<_>>().len() == 2);
    }

    #[test]
    fn without_readings_or_anything_left_there_is_no_chart() {
        assert_eq!(Window::new(&history(&[], &[(0, 5)]), None, at(0)), None);
        assert_eq!(Window::new(&history(&[(-24, 0, 0)], &[]), None, at(0)), None);
        assert_eq!(Window::new(&history(&[(-900, -800, 5)], &[]), None, at(0)), None);
        assert_eq!(Window::new(&history(&[(-900, -300, 5), (-300, 0, 0)], &[]), None, at(0)), None);
        let history = history(&[(-24, 0, 5)], &[]);
        let window = Window::new(&history, None, at(0)).unwrap();
        assert_eq!(window.slots(window.columns(0)), []);
    }
}
