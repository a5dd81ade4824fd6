//! What every run of the program shares: setting up, asking the sources, and carrying out effects.

pub(super) mod catch_panic;
pub(super) mod effects;
pub(super) mod fetch_task;
pub(super) mod identity;
pub(super) mod profile;
pub(super) mod setup;
pub(super) mod sources;
pub(super) mod storage_reports;
pub(super) mod watch_config;
pub(super) mod watch_file;
