//! The wallboard over thirty days, driven by the test: faults, sleeps of the machine, clocks that are set, alerts.
//!
//! No real time passes: the program is woken when it wants to be, and its feeds answer at once.

mod keys;
mod machine;
mod profiles;
mod quiet_hours;
mod thirty_days;
