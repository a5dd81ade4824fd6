//! Forecasts measured on simulated accounts, whose future is known.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a simulation counts in floats"
)]

mod early;
mod margin;
mod meter;
mod method;
mod random;
mod simulated;
mod stability;
mod trial;

use trial::trial;

/// The share of cases in which the range should be right, in percent, and the tolerance.
const GOAL: (f64, f64) = (80.0, 7.0);

#[test]
fn the_range_is_right_and_the_end_is_not_missed() {
    let outcome = trial(0..350);
    let percent = outcome.coverage.percent();
    assert!((percent - GOAL.0).abs() <= GOAL.1, "the range is right in {percent:.1} %");
    assert_eq!(outcome.wrong_at_pace, 0, "said to last within 12 h of its end, of {}", outcome.cases_at_pace);
    assert!(outcome.cases_at_pace > 50, "{} cases show nothing", outcome.cases_at_pace);
    assert!(outcome.median_error() < 9.0, "{} h off a day before", outcome.median_error());
}
