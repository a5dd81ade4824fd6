//! When a free quota runs out: told from the figures that were seen, as a point and a range.
//!
//! Pure statistics: `now`, the zone and the history are passed in, and nothing is drawn by chance. Floats stay
//! inside; what is stated is an exact quantity again. It does not decide what a call costs
//! ([`super::next_call`] does), and says nothing that the data cannot carry.
//!
//! How: drops become use per hour ([`hours`]), hours a pattern of day and week (`pattern`), the recent past a
//! level on it (`level`); these give the use that is expected from the last count on, and how far it may stray
//! (`outlook`).

mod calendar;
mod forecaster;
pub mod hours;
mod level;
mod number;
mod outlook;
mod peak;
mod seen;
mod verdict;
mod weekly_pattern;

pub use self::{
    forecaster::{Forecaster, HORIZON, MEMORY, STALE_AFTER},
    seen::Seen,
    verdict::{Expected, Forecast, Lapses, Pace, RunsOut, Verdict},
};

#[cfg(test)]
mod tests;
