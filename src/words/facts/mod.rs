//! Texts of facts, wherever they are shown: accounts, alerts, bills, failures, forecasts, prices.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod alert;
pub(crate) mod amounts;
pub(crate) mod bill;
pub(crate) mod call_error;
pub(crate) mod calls;
pub(crate) mod change;
pub(crate) mod chart;
pub(crate) mod covered;
pub(crate) mod delivery;
pub(crate) mod delivery_state;
pub(crate) mod failure;
pub(crate) mod forecast;
pub(crate) mod from_bill;
pub(crate) mod login;
pub(crate) mod model;
pub(crate) mod plan;
pub(crate) mod price;
pub(crate) mod reason;
pub(crate) mod storage;
pub(crate) mod usage;
