//! The forecast of the program, as plain numbers.

use chrono::{DateTime, FixedOffset, Utc};
use quotatop::domain::{
    Zone,
    forecast::{Forecaster, Seen, Verdict},
};

/// A forecast with instants in seconds, absent where they are not before the expiry (or the horizon).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Guess {
    pub(crate) earliest: Option<i64>,
    pub(crate) at: Option<i64>,
    pub(crate) latest: Option<i64>,
    pub(crate) has_range: bool,
}

impl Guess {
    /// It was not used: no end, and no range.
    pub(crate) const NOT_USED: Self = Self { earliest: None, at: None, latest: None, has_range: false };
}

/// Absent where the program makes no forecast.
pub(crate) fn guess(history: &[Seen], now: i64, offset: i32) -> Option<Guess> {
    let verdict =
        Forecaster::at(crate::forecast::meter::instant(now), zone(offset)).forecast(history).verdict;
    let seconds = |at: DateTime<Utc>| at.timestamp();
    match verdict {
        Verdict::RunsOut(out) => Some(Guess {
            earliest: Some(seconds(out.earliest)),
            at: Some(seconds(out.at)),
            latest: out.latest.map(seconds),
            has_range: true,
        }),
        Verdict::Lapses(lapses) => {
            Some(Guess { earliest: lapses.earliest.map(seconds), at: None, latest: None, has_range: true })
        }
        Verdict::Lasts { earliest, .. } => {
            Some(Guess { earliest: earliest.map(seconds), at: None, latest: None, has_range: true })
        }
        Verdict::NotUsed { .. } => Some(Guess::NOT_USED),
        Verdict::Estimating
        | Verdict::Stale { .. }
        | Verdict::Expired { .. }
        | Verdict::AlreadyOut { .. } => None,
    }
}

/// The zone of an account: one function for each offset, since a zone is a plain function.
pub(crate) fn zone(offset: i32) -> Zone {
    fn east<const SECONDS: i32>(_: DateTime<Utc>) -> FixedOffset {
        FixedOffset::east_opt(SECONDS).unwrap()
    }
    Zone(match offset {
        -28800 => east::<-28800>,
        -18000 => east::<-18000>,
        3600 => east::<3600>,
        19800 => east::<19800>,
        28800 => east::<28800>,
        32400 => east::<32400>,
        _ => east::<0>,
    })
}
