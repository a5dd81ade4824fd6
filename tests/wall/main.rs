//! The wallboard over thirty days, driven by the test: faults, sleeps of the machine, clocks that are set, alerts.
//!
//! No real time passes: the program is woken when it wants to be, and its feeds answer at once.

#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]
#![expect(
    clippy::indexing_slicing,
    clippy::unchecked_time_subtraction,
    reason = "in a test a panic is the report"
)]

#[path = "../alerts/mod.rs"]
mod alerts;
mod keys;
mod machine;
mod month;
mod night;
mod profiles;
