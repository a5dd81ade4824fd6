//! The tests from the outside, by subject. One binary: it links SQLite and rustls once.
#![cfg(test)]
#![expect(clippy::unchecked_time_subtraction, reason = "in a test a panic is the report")]

mod contract;
mod faults;
mod forecast;
mod program;
mod reducer;
mod screens;
mod scripted_day;
mod source;
mod store;
mod support;
mod themes;
mod wall;
