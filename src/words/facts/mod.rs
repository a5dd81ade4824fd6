//! Facts in words, wherever they are shown: accounts, alerts, bills, failures, forecasts, prices.

pub mod account;
pub mod alert;
pub mod bill;
pub mod delivery;
pub mod failure;
pub mod forecast;
pub mod price;
pub mod reason;
pub mod storage;
pub mod usage;
