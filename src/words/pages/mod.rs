//! The words of each page.

pub mod alerts;
pub mod bills;
pub mod models;
pub mod wall;
