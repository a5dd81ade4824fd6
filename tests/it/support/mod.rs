//! What several subjects need: servers, home folders, terminals, and data in the store's shape.

use std::{ffi::OsString, path::Path};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

pub(crate) mod account;
pub(crate) mod certificates;
pub(crate) mod dashboard;
pub(crate) mod export_columns;
pub(crate) mod exposition;
pub(crate) mod prometheus;
pub(crate) mod proxy_server;
pub(crate) mod random;
pub(crate) mod receiver;
pub(crate) mod regions;
pub(crate) mod retired;
pub(crate) mod shown;
#[cfg(target_os = "linux")]
pub(crate) mod small_disk;
pub(crate) mod standin;
pub(crate) mod state;
pub(crate) mod terminal;
#[cfg(unix)]
pub(crate) mod unprivileged;
pub(crate) mod waiting;
pub(crate) mod wire;

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Today by the vendor's clock, and the same whenever a test calls this: the next day may begin between its bills and
/// what it expects of them.
pub(crate) fn today() -> NaiveDate {
    thread_local! {
        static TODAY: NaiveDate = (Utc::now() + TimeDelta::hours(8)).date_naive();
    }
    TODAY.with(|today| *today)
}

/// The environment of a program without an account: of the machine's, only `PATH`.
pub(crate) fn environment(home: &Path) -> [(&'static str, OsString); 3] {
    let path = std::env::var_os("PATH").unwrap_or_default();
    [("HOME", home.into()), ("PATH", path), ("TERM", "xterm-256color".into())]
}
