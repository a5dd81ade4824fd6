//! The ranges in which calls are counted.

use chrono::{DateTime, TimeDelta, Utc};
use enum_map::Enum;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// A stretch of time that ends when it is requested (contract, `calls --range`).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(const_into_str)]
pub enum CallRange {
    #[serde(rename = "1h")]
    #[strum(serialize = "1h")]
    Hour,
    #[default]
    #[serde(rename = "1d")]
    #[strum(serialize = "1d")]
    Day,
    #[serde(rename = "7d")]
    #[strum(serialize = "7d")]
    Week,
    #[serde(rename = "30d")]
    #[strum(serialize = "30d")]
    Month,
}

impl CallRange {
    pub const fn length(self) -> TimeDelta {
        match self {
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::hours(24),
            Self::Week => TimeDelta::days(7),
            Self::Month => TimeDelta::days(30),
        }
    }

    /// The length of a step of its series: a chart has some hundred of them.
    pub const fn step(self) -> TimeDelta {
        match self {
            Self::Hour => TimeDelta::minutes(1),
            Self::Day => TimeDelta::minutes(15),
            Self::Week => TimeDelta::hours(2),
            Self::Month => TimeDelta::hours(6),
        }
    }

    /// Its first instant if it ends at `to`.
    pub fn begin(self, to: DateTime<Utc>) -> DateTime<Utc> {
        to.checked_sub_signed(self.length()).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::fixture::at;

    #[test]
    fn a_range_has_a_word_a_begin_and_enough_steps_for_a_chart() {
        for range in CallRange::iter() {
            let word: &str = range.into();
            assert_eq!(word.parse(), Ok(range));
            let steps = range.length().num_seconds() / range.step().num_seconds();
            assert!((60..=120).contains(&steps), "{range:?}: {steps}");
        }
        assert_eq!(CallRange::Day.begin(at("2026-11-28T06:00:00Z")), at("2026-11-27T06:00:00Z"));
        assert_eq!(CallRange::Month.begin(DateTime::<Utc>::MIN_UTC), DateTime::<Utc>::MIN_UTC);
    }
}
