//! The words of each page.

pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod models;
pub(crate) mod wall;
