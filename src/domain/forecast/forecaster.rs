//! From a history to a verdict.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Expected, Forecast, Lapses, Pace, RunsOut, STALE_AFTER, Seen, Verdict,
    calendar::{Calendar, HOUR},
    hours::Hours,
    number::{after, at_most, count, estimate, length, seconds, units},
    outlook::{Outlook, TENTH},
    peak, seen,
};
use crate::domain::Zone;

/// How much history is used. Older figures are ignored.
pub const MEMORY: TimeDelta = TimeDelta::days(28);

/// The end of forecasts without an earlier expiry.
pub const HORIZON: TimeDelta = TimeDelta::days(180);

/// The next hour may be as busy as the busiest one of this period: a week has every kind of day.
const BUSY_WITHIN: TimeDelta = TimeDelta::days(7);

/// Hours of data for a verdict: a full day, since nights differ from days ...
const ENOUGH: f64 = 24.0;

/// ... or these, if it runs out within as many hours as were seen.
const LEAST: f64 = 3.0;

/// Hours from the last count, which may be some behind, through a whole day.
const DAY: usize = 30;

/// A quota does not count as lasting if it would be used up within these hours at the rate of the last day.
/// More than the promised twelve, since the figure is behind.
const GUARD: f64 = 15.0;

/// Makes forecasts at one moment, in one zone, for any number of models. Creating it is costly: it determines
/// the kind of every hour of some months.
#[derive(Debug)]
pub struct Forecaster {
    now: DateTime<Utc>,
    horizon: DateTime<Utc>,
    calendar: Calendar,
}

struct Evidence<'a> {
    last: &'a Seen,
    hours: &'a Hours,
    outlook: &'a Outlook,
}

impl Forecaster {
    pub fn at(now: DateTime<Utc>, zone: Zone) -> Self {
        let horizon = now.checked_add_signed(HORIZON).unwrap_or(now);
        let hour = |instant: DateTime<Utc>| instant.timestamp().div_euclid(HOUR);
        let first = hour(earlier(now, MEMORY)).saturating_sub(2);
        Self { now, horizon, calendar: Calendar::over(zone, first, hour(horizon).saturating_add(2)) }
    }

    /// The history is of one model, oldest first.
    pub fn forecast(&self, history: &[Seen]) -> Forecast {
        let mut figures = self.figures(history);
        let mut forecast = Forecast::nothing_seen();
        let Some(last) = figures.last().copied() else { return forecast };
        let since = figures.first().map_or(last.from, |first| first.from);
        let settled = self.without_forecast(&figures);
        let hours = self.hours(&mut figures);
        let data = hours.data();
        let busiest = peak::busiest(&hours.ramps, earlier(last.until, BUSY_WITHIN).timestamp());
        forecast.hourly_use = (data > 0.0).then(|| at_most(busiest));
        forecast.data = length(data);
        if let Some(verdict) = settled {
            forecast.verdict = verdict;
        } else if hours.ramps.is_empty() {
            // An unused grant needs no full day of data.
            if last.is_untouched() || data >= ENOUGH {
                forecast.verdict = Verdict::NotUsed { since };
            }
        } else {
            let outlook = self.outlook(&hours, &last);
            let coming = self.behind(&hours) + 1.0;
            let hourly = [coming - 1.0, coming].map(|hours| outlook.used_in_hour(hours, TENTH));
            forecast.hourly_use = Some(at_most(hourly.into_iter().fold(busiest, f64::max)));
            let evidence = Evidence { last: &last, hours: &hours, outlook: &outlook };
            if is_enough(&evidence, data) {
                forecast.pace = Some(self.pace(&evidence));
                forecast.verdict = self.verdict(&evidence);
            }
        }
        forecast
    }

    /// What is expected to be left at `steps` instants, evenly from now to `until`, for a chart. Empty
    /// without a forecast. It ends at the expiry, and at [`HORIZON`].
    pub fn cone(&self, history: &[Seen], until: DateTime<Utc>, steps: usize) -> Vec<Expected> {
        let mut figures = self.figures(history);
        let Some(last) = figures.last().copied().filter(|_| self.forecast(history).pace.is_some()) else {
            return Vec::new();
        };
        let hours = self.hours(&mut figures);
        let outlook = self.outlook(&hours, &last);
        let end = until.min(self.limit(&last));
        let behind = self.behind(&hours);
        let span = end.signed_duration_since(self.now).as_seconds_f64().max(0.0) / 3600.0;
        let left = |hours: f64, z: f64| last.remaining.minus_to_zero(estimate(outlook.used_within(hours, z)));
        (0..steps)
            .filter_map(|step| {
                let ahead = span * count(step) / count(steps.saturating_sub(1).max(1));
                let hours = behind + ahead;
                Some(Expected {
                    at: after(self.now.timestamp(), ahead)?,
                    left: left(hours, 0.0),
                    least: left(hours, TENTH),
                    most: left(hours, -TENTH),
                })
            })
            .collect()
    }

    fn figures(&self, history: &[Seen]) -> Vec<Seen> {
        seen::in_order(history, earlier(self.now, MEMORY), self.now)
    }

    /// Within [`MEMORY`].
    fn hours(&self, figures: &mut [Seen]) -> Hours {
        if let Some(first) = figures.first_mut() {
            first.from = first.from.max(earlier(self.now, MEMORY));
        }
        Hours::new(figures)
    }

    /// Verdicts without an outlook.
    fn without_forecast(&self, figures: &[Seen]) -> Option<Verdict> {
        let last = figures.last()?;
        if let Some(at) = last.expires_at.filter(|at| *at <= self.now) {
            return Some(Verdict::Expired { at });
        }
        if !last.remaining.is_positive() {
            let gone = figures.iter().rev().take_while(|seen| !seen.remaining.is_positive());
            let by = gone.last().map_or(last.from, |seen| seen.from);
            let before = figures.iter().rev().find(|seen| seen.remaining.is_positive());
            return Some(Verdict::AlreadyOut { after: before.map(|seen| seen.until), by });
        }
        let age = self.now.signed_duration_since(last.until);
        (age > STALE_AFTER).then_some(Verdict::Stale { read_at: last.until })
    }

    fn outlook(&self, hours: &Hours, last: &Seen) -> Outlook {
        let ahead = self.limit(last).timestamp().saturating_sub(hours.counted_to).max(0) / HOUR;
        // To the end of the last hour; for the pace, through the coming day even if it expires before.
        let length = usize::try_from(ahead).unwrap_or(0).saturating_add(2).max(DAY);
        Outlook::new(hours, &self.calendar, length)
    }

    fn verdict(&self, evidence: &Evidence<'_>) -> Verdict {
        let Evidence { last, hours, outlook } = evidence;
        let amount = units(last.remaining);
        let limit = self.limit(last);
        // The count is behind, so it may be used up already: then the instant is now.
        let instant = |ahead: Option<f64>| {
            Some(after(hours.counted_to, ahead?)?.max(self.now)).filter(|at| *at < limit)
        };
        let earliest = instant(outlook.until_used(amount, TENTH));
        let at = instant(outlook.until_used(amount, 0.0)).or_else(|| instant(at_todays_pace(hours, amount)));
        if let Some(at) = at {
            return Verdict::RunsOut(RunsOut {
                at,
                earliest: earliest.map_or(at, |earliest| earliest.min(at)),
                latest: instant(outlook.until_used(amount, -TENTH)),
                before_expiry: last.expires_at.map(|expires| expires.signed_duration_since(at)),
            });
        }
        match last.expires_at.filter(|expires| *expires <= self.horizon) {
            Some(at) => {
                let ahead = seconds(at.timestamp().saturating_sub(hours.counted_to)) / seconds(HOUR);
                let left = |z| last.remaining.minus_to_zero(estimate(outlook.used_within(ahead, z)));
                Verdict::Lapses(Lapses {
                    at,
                    left: left(0.0),
                    least: left(TENTH),
                    most: left(-TENTH),
                    earliest,
                })
            }
            None => Verdict::Lasts { beyond: self.horizon, earliest },
        }
    }

    fn pace(&self, evidence: &Evidence<'_>) -> Pace {
        // From the last count through the coming day, so that nights and days are weighted properly.
        let hours = self.behind(evidence.hours) + 24.0;
        let per_hour = |z| estimate(evidence.outlook.used_within(hours, z) / hours);
        Pace { per_hour: per_hour(0.0), low: per_hour(-TENTH), high: per_hour(TENTH) }
    }

    /// Hours since the last count.
    fn behind(&self, hours: &Hours) -> f64 {
        seconds(self.now.timestamp().saturating_sub(hours.counted_to)).max(0.0) / seconds(HOUR)
    }

    /// The expiry or the horizon.
    fn limit(&self, last: &Seen) -> DateTime<Utc> {
        last.expires_at.map_or(self.horizon, |expires| expires.min(self.horizon))
    }
}

fn is_enough(evidence: &Evidence<'_>, data: f64) -> bool {
    let soon = || evidence.outlook.until_used(units(evidence.last.remaining), 0.0);
    data >= ENOUGH || data >= LEAST && soon().is_some_and(|hours| hours <= data)
}

/// The hours from the last count until `amount` is used at the rate of the day before it, if that is soon.
fn at_todays_pace(hours: &Hours, amount: f64) -> Option<f64> {
    let today = hours.used_since(hours.counted_to.saturating_sub(24 * HOUR)) / 24.0;
    (amount <= GUARD * today).then(|| amount / today)
}

fn earlier(instant: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    instant.checked_sub_signed(by).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
