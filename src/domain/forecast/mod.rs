//! When a free quota runs out, as a point and a range, derived from its history.
//!
//! Pure statistics: `now`, the zone and the history are passed in, and nothing is random. Floats stay inside;
//! the results are exact quantities again. It does not decide what a call costs ([`super::next_call`] does),
//! and makes no claim that the data do not support.
//!
//! Drops of the figures become use per hour ([`hours`]), from which a daily and weekly pattern is fitted
//! (`weekly_pattern`), and the current level on it (`level`). These give the expected use after the last
//! count, and its variance (`outlook`).

mod calendar;
mod forecaster;
pub mod hours;
mod level;
mod number;
mod outlook;
mod outlooks;
mod peak;
mod seen;
mod trend;
mod verdict;
mod weekly_pattern;

pub use self::{
    forecaster::{Forecaster, HORIZON, MEMORY},
    outlooks::Outlooks,
    seen::Seen,
    trend::Trend,
    verdict::{Expected, Forecast, Lapses, Pace, RunsOut, STALE_AFTER, Verdict},
};

#[cfg(test)]
mod tests;
