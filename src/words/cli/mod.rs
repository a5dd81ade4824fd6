//! Texts of the commands.

pub mod bill_file;
pub(crate) mod bill_owner;
pub(crate) mod check;
pub(crate) mod doctor;
pub(crate) mod history;
pub(crate) mod printed;
