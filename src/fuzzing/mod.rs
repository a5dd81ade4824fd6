//! One function for each group of parsers of what comes from elsewhere: servers, files, a terminal, a user. They survive
//! any bytes; what can be asserted of the result is asserted here.
//!
//! `tests/fuzz` runs them under a fuzzer, the tests below with its seeds and what is made of those. Compiled for both only.

mod answers;
mod files;
mod typed;

#[cfg(test)]
mod tests;

pub use answers::{bills, console, prometheus, signed, statistics};
pub use files::{bill_csv, config, logins, recording, redaction, snapshot};
pub use typed::{http, terminal, typed};

use crate::store;

/// What quotatop has stored, after it was damaged.
pub fn stored(bytes: &[u8]) {
    store::fuzzing::lines(bytes);
    if let Ok(text) = str::from_utf8(bytes) {
        store::fuzzing::text(text);
    }
}

/// Reads bytes, and asserts.
pub type Entry = fn(&[u8]);

/// All of them, by name.
pub const ALL: [(&str, Entry); 15] = [
    ("bill_csv", bill_csv),
    ("bills", bills),
    ("config", config),
    ("console", console),
    ("http", http),
    ("logins", logins),
    ("prometheus", prometheus),
    ("recording", recording),
    ("redaction", redaction),
    ("signed", signed),
    ("snapshot", snapshot),
    ("statistics", statistics),
    ("stored", stored),
    ("terminal", terminal),
    ("typed", typed),
];
