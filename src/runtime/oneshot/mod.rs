//! The commands that run once and end.

pub(super) mod history;
pub(super) mod import_bills;
pub(super) mod once;
pub(super) mod read_events;
