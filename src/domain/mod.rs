//! The terms of the field: quotas, statuses, the next call, the account, feeds, bills, alerts, forecasts.
//!
//! Pure: no I/O, no clock, no async, no sentences. `now` is always passed in.

pub mod account;
pub mod action;
pub mod alert;
pub mod alternatives;
pub mod amount;
pub mod api_key;
pub mod attention;
pub mod bill;
pub mod call_error;
pub mod calls;
pub mod check;
pub mod clock;
pub mod explain;
pub mod failure;
pub mod feed;
pub mod filter;
pub mod fleet;
pub mod forecast;
pub mod freshness;
pub mod from_bill;
pub mod grant;
pub mod history;
pub mod json;
pub mod key;
pub mod kind;
pub mod last_known;
pub mod list_column;
pub mod login;
pub mod model;
pub mod next_call;
pub mod paint;
pub mod plan;
pub mod price;
pub mod quantity;
pub mod quiet_hours;
pub mod quota;
pub mod remedy;
pub mod request;
pub mod site;
pub mod snapshot;
pub mod sort;
pub mod speed_limit;
pub mod status;
pub mod storage;
pub mod time;
pub mod totals;
pub mod unit;
pub mod write;

#[cfg(test)]
mod fixture;

pub use account::{AccountSeen, AccountState, Balance};
pub use action::Action;
pub use clock::ClockState;
pub use failure::{Cause, Distrust, Failure, FailureKind, Limit, Workspace};
pub use feed::{CredentialKind, Feed, FeedName, FeedState};
pub use from_bill::{BillsEnd, FromBill, take_bill_grants};
pub use grant::KnownGrant;
pub use kind::Kind;
pub use last_known::{Dated, LastKnown, SaveData};
pub use list_column::{ListColumn, ListColumns};
pub use model::{Catalogued, Model, ModelName};
pub use next_call::NextCall;
pub use quantity::Quantity;
pub use quiet_hours::QuietHours;
pub use quota::Quota;
pub use request::{Fetched, Request, Response};
pub use site::{Region, Site};
pub use snapshot::{Snapshot, SourceKind};
pub use speed_limit::SpeedLimit;
pub use status::{Status, Thresholds};
pub use storage::{Storage, StoreReason, StoreTrouble};
pub use time::{Moment, Now, Zone};
pub use unit::Unit;
