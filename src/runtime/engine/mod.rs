//! The event loop, its start, fetching, and carrying out effects.

mod alarm;
pub(super) mod catch_panic;
pub(super) mod demo_history;
pub(super) mod effects;
mod fetch_task;
pub(super) mod identity;
pub(super) mod profile;
pub(super) mod request_counts;
pub(super) mod run;
pub(super) mod setup;
pub(super) mod sources;
mod start;
pub(super) mod storage_reports;
mod turns;
pub(super) mod watch_config;
pub(super) mod watch_files;

use std::time::Duration;

/// How long the store may take to write and close its file, if no user waits for the prompt.
pub(super) const CLOSING_TIME: Duration = Duration::from_secs(5);
