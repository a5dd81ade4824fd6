//! A folder for each page; no page knows another.

pub mod alerts;
pub mod bills;
pub mod models;
pub mod open;
pub mod wall;
