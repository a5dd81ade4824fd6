//! The results of a forecast.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Quantity, Quota};

/// An older figure is useless: it was already an hour behind when it was read.
pub const STALE_AFTER: TimeDelta = TimeDelta::hours(2);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    pub verdict: Verdict,
    /// Absent if unknown or unused.
    pub pace: Option<Pace>,
    /// The most that may be used within an hour, rounded up: the busiest hour of the last week or, if more,
    /// what the last and the coming hour do not exceed in nine of ten cases. Zero if no use was seen.
    pub hourly_use: Option<Quantity>,
    /// The time with known use. A gap counts little, however long.
    pub data: TimeDelta,
}

impl Forecast {
    /// The forecast without any history.
    pub const fn nothing_seen() -> Self {
        Self { verdict: Verdict::Estimating, pace: None, hourly_use: None, data: TimeDelta::zero() }
    }

    /// Makes it what would be forecast at `now` without newer figures than `quota`.
    pub fn age(&mut self, quota: &Quota, now: DateTime<Utc>) {
        let is_out = matches!(self.verdict, Verdict::AlreadyOut { .. });
        let verdict = match quota.expires_at.filter(|at| *at <= now) {
            Some(at) => Verdict::Expired { at },
            None if !is_out && now.signed_duration_since(quota.read_at) > STALE_AFTER => {
                Verdict::Stale { read_at: quota.read_at }
            }
            None => return,
        };
        (self.verdict, self.pace) = (verdict, None);
    }

    /// What is expected to lapse of `remaining`, the last figure of the history; absent if nothing is, or it
    /// is unknown.
    pub fn lapses(&self, remaining: Quantity) -> Option<Quantity> {
        let left = match self.verdict {
            Verdict::NotUsed { .. } => remaining,
            Verdict::Lapses(lapses) => lapses.left,
            _ => return None,
        };
        left.is_positive().then_some(left)
    }
}

/// How fast a model is used, in units per hour, over all hours of the day and the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The mean of the coming day, by recent use.
    pub per_hour: Quantity,
    /// One day in ten is slower.
    pub low: Quantity,
    /// One day in ten is faster.
    pub high: Quantity,
}

/// The fate of a free quota: the first that applies of expired, already out, stale, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Too little data; see [`Forecast::data`].
    Estimating,
    /// The last figure is too old.
    Stale {
        read_at: DateTime<Utc>,
    },
    Expired {
        at: DateTime<Utc>,
    },
    AlreadyOut {
        /// When it was last seen not used up, if ever; the same as `by` where the minute is known.
        after: Option<DateTime<Utc>>,
        /// First seen used up, or known to have been.
        by: DateTime<Utc>,
    },
    /// No use was seen: the grant is whole, or unused for a day or longer.
    NotUsed {
        /// Within [`super::MEMORY`].
        since: DateTime<Utc>,
    },
    /// Before it expires.
    RunsOut(RunsOut),
    /// Some will be left when it expires.
    Lapses(Lapses),
    /// It lasts beyond the horizon; the expiry is later or not stated.
    Lasts {
        /// The horizon.
        beyond: DateTime<Utc>,
        /// One case in ten runs out before.
        earliest: Option<DateTime<Utc>>,
    },
}

/// When a quota runs out. All instants are at or after the moment of the forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunsOut {
    /// The expected instant.
    pub at: DateTime<Utc>,
    /// One case in ten is earlier.
    pub earliest: DateTime<Utc>,
    /// One case in ten is later; absent if after the expiry or the horizon.
    pub latest: Option<DateTime<Utc>>,
    /// Absent without a stated expiry.
    pub before_expiry: Option<TimeDelta>,
}

/// What a quota leaves unused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapses {
    /// The expiry.
    pub at: DateTime<Utc>,
    /// The expected amount.
    pub left: Quantity,
    /// One case in ten leaves less; zero if it may run out before.
    pub least: Quantity,
    /// One case in ten leaves more.
    pub most: Quantity,
    /// One case in ten runs out before.
    pub earliest: Option<DateTime<Utc>>,
}

/// What is expected to be left at one instant of the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    pub at: DateTime<Utc>,
    pub left: Quantity,
    /// One case in ten leaves less.
    pub least: Quantity,
    /// One case in ten leaves more.
    pub most: Quantity,
}
