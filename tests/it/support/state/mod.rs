//! Models, bills and alerts in the shape in which sources and the store return them.

pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod models;
