//! The data of each account, and when they are refreshed.

pub mod alerts;
pub mod attempts;
pub mod bills;
pub mod calls;
pub mod fleet;
pub mod forecasting;
pub mod forecasts;
pub mod histories;
pub mod id;
pub mod ingest;
pub mod model_list;
pub mod plans;
pub mod profile;
pub mod requests;
pub mod rows;
pub mod schedule;
