//! The database file: how it is found, opened, migrated, checked and set aside.

pub(super) mod check;
pub(super) mod damaged;
pub(super) mod database;
pub(super) mod instant;
pub(super) mod read_only;
pub(super) mod regular;
pub(super) mod schema;
pub(super) mod trouble;
