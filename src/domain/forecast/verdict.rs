//! What a forecast says.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::Quantity;

/// What is foreseen for one model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// What becomes of the quota.
    pub verdict: Verdict,
    /// How fast it is used; absent where that is not known, or nothing was used.
    pub pace: Option<Pace>,
    /// What may be used within an hour, in units, rounded up: the most of any hour of the last week that
    /// was read, or what the last and the coming hour stay below in nine cases of ten, whichever is more. Zero
    /// where no use was seen; absent where there is nothing to tell it by.
    pub hourly_use: Option<Quantity>,
    /// Of how long the use is known. A gap counts little, however long.
    pub data: TimeDelta,
}

impl Forecast {
    /// The forecast without any history.
    pub(super) const fn nothing_seen() -> Self {
        Self { verdict: Verdict::Estimating, pace: None, hourly_use: None, data: TimeDelta::zero() }
    }

    /// Whether `remaining` may be gone within the hour by which the vendor's figures lag.
    pub fn may_be_gone(&self, remaining: Quantity) -> bool {
        self.hourly_use.is_some_and(|most| most >= remaining)
    }

    /// What is expected to lapse of `remaining`, which is the figure that the history ends with; absent where
    /// nothing will, or nobody knows.
    pub fn lapses(&self, remaining: Quantity) -> Option<Quantity> {
        match self.verdict {
            Verdict::NotUsed { .. } => Some(remaining),
            Verdict::Lapses(lapses) => Some(lapses.left),
            _ => None,
        }
    }
}

/// How fast a model is used, in units per hour, over all hours of the day and the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The mean of the coming day, as recent activity tells it.
    pub per_hour: Quantity,
    /// One day in ten is slower.
    pub low: Quantity,
    /// One day in ten is faster.
    pub high: Quantity,
}

/// What becomes of a free quota. The first that holds of: expired, already out, stale, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Too little data to say anything; [`Forecast::data`] tells how much there is.
    Estimating,
    /// The last figure is too old to say anything.
    Stale {
        /// When it was last read.
        read_at: DateTime<Utc>,
    },
    /// It expired.
    Expired {
        /// When.
        at: DateTime<Utc>,
    },
    /// Nothing is left.
    AlreadyOut {
        /// Some was left when last seen before; absent where it never was.
        after: Option<DateTime<Utc>>,
        /// When it was first seen used up.
        by: DateTime<Utc>,
    },
    /// No use was seen: of a grant that is whole, or for a day or longer.
    NotUsed {
        /// Since when that was seen; what [`super::MEMORY`] no longer reaches is not looked at.
        since: DateTime<Utc>,
    },
    /// It is used up before it expires.
    RunsOut(RunsOut),
    /// Something is left when it expires.
    Lapses(Lapses),
    /// It lasts beyond what can be foreseen: no expiry is stated, or one further away.
    Lasts {
        /// How far was looked.
        beyond: DateTime<Utc>,
        /// It may be used up already then (one case in ten is earlier).
        earliest: Option<DateTime<Utc>>,
    },
}

/// When a quota runs out. All instants are at or after the moment of the forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunsOut {
    /// When as much is expected to be used as is left.
    pub at: DateTime<Utc>,
    /// One case in ten is earlier.
    pub earliest: DateTime<Utc>,
    /// One case in ten is later; absent where that is after the expiry, or beyond what can be foreseen.
    pub latest: Option<DateTime<Utc>>,
    /// How long before the expiry; absent where none is stated.
    pub before_expiry: Option<TimeDelta>,
}

/// What a quota leaves unused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapses {
    /// When it expires.
    pub at: DateTime<Utc>,
    /// What is expected to be left then.
    pub left: Quantity,
    /// One case in ten leaves less; zero where it may run out before.
    pub least: Quantity,
    /// One case in ten leaves more.
    pub most: Quantity,
    /// When it may have run out in spite of that (one case in ten is earlier).
    pub earliest: Option<DateTime<Utc>>,
}

/// What is expected to be left at one instant of the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// When.
    pub at: DateTime<Utc>,
    /// What is expected.
    pub left: Quantity,
    /// One case in ten leaves less.
    pub least: Quantity,
    /// One case in ten leaves more.
    pub most: Quantity,
}
