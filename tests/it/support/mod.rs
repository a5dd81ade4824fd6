//! What several subjects need: servers, home folders, terminals, and data in the store's shape.

use chrono::{DateTime, NaiveDate, Utc};

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
pub(crate) mod wire;

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
