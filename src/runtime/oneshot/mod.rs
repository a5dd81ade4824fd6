//! Commands that run once and exit.

pub(super) mod history;
pub(super) mod import_bills;
pub(super) mod import_watch;
pub(super) mod note;
pub(super) mod once;
pub(super) mod read_events;
pub(super) mod saved;
pub(super) mod session;
pub(super) mod waits;
