//! Texts of the commands.

pub mod bill_file;
pub(crate) mod bill_owner;
pub(crate) mod calendar;
pub(crate) mod calls;
pub(crate) mod check;
pub(crate) mod doctor;
pub mod explain;
pub(crate) mod free_quota_only;
pub(crate) mod guard;
pub(crate) mod history;
pub mod import_progress;
pub(crate) mod keys;
pub(crate) mod metrics;
pub(crate) mod printed;
pub(crate) mod recording;
pub(crate) mod status;
