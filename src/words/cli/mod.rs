//! What only the commands print.

pub mod bill_file;
pub mod bill_owner;
pub mod check;
pub mod doctor;
pub mod history;
pub mod printed;
