//! Requests to a source, and its responses.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Balance, Catalogued, Cause, FeedName, Kind, ModelName, Quota, Snapshot, Unit,
    alert::Firing,
    bill::{BillDay, Cycle, Outstanding},
    calls::{CallRange, Calls},
    fleet::{AccountName, AccountRow},
    forecast::Seen,
    login::LoginUse,
    plan::{Plan, PlanKind},
};

/// A request to a source. A source of snapshots serves only [`Request::Snapshot`], the live source all
/// others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The model list (saved for a day).
    Catalogue,
    Quotas(Vec<ModelName>),
    FreeQuotaOnly(Vec<ModelName>),
    Account,
    Bills(Vec<NaiveDate>),
    /// Of a closed cycle.
    Outstanding(Cycle),
    /// Of a range that ends now.
    Calls(CallRange),
    /// Token Plan and Coding Plan.
    Plans,
    Snapshot,
    /// Every account of a fleet, one row each.
    Fleet,
    /// One account of a fleet.
    FleetAccount(AccountName),
}

impl Request {
    /// The feed for which it is sent.
    pub const fn feed(&self) -> FeedName {
        match self {
            Self::Catalogue
            | Self::Quotas(_)
            | Self::FreeQuotaOnly(_)
            | Self::Plans
            | Self::Snapshot
            | Self::Fleet
            | Self::FleetAccount(_) => FeedName::Quotas,
            Self::Account => FeedName::Account,
            Self::Bills(_) | Self::Outstanding(_) => FeedName::Bills,
            Self::Calls(_) => FeedName::Calls,
        }
    }
}

/// The response to a [`Request`], of the same name.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    Catalogue(Catalogue),
    /// The server's rows, parsed one by one; perhaps of further models. The known quota of a requested model
    /// without a row is retained.
    Quotas(Rows<QuotaReading>),
    /// `None` if the server does not state it. The known state of a requested model without a row, whose
    /// batch failed, is retained.
    FreeQuotaOnly(Rows<Option<bool>>),
    Account(Balance),
    /// Complete days.
    Bills(BillDays),
    Outstanding(Outstanding),
    Calls(CallsReading),
    Plans(PlansReading),
    Snapshot(Box<Snapshot>),
    Fleet(FleetReading),
    FleetAccount(Box<AccountReading>),
    /// No change since the last response (of a file), or nothing to tell.
    Unchanged,
}

impl Response {
    /// The response of a source that does not support `request`.
    pub fn empty(request: &Request) -> Self {
        match request {
            Request::Catalogue => Self::Catalogue(Catalogue::default()),
            Request::Quotas(_) => Self::Quotas(Rows::default()),
            Request::FreeQuotaOnly(_) => Self::FreeQuotaOnly(Rows::default()),
            Request::Account => Self::Account(Balance::default()),
            Request::Bills(_) => Self::Bills(BillDays::default()),
            Request::Outstanding(_) => Self::Outstanding(Outstanding::default()),
            Request::Plans => Self::Plans(PlansReading::default()),
            Request::Calls(_) | Request::Snapshot | Request::Fleet | Request::FleetAccount(_) => {
                Self::Unchanged
            }
        }
    }

    /// Why it is incomplete; absent if it is not.
    pub const fn failed(&self) -> Option<&Cause> {
        match self {
            Self::Catalogue(list) => list.failed.as_ref(),
            Self::Quotas(rows) => rows.failed.as_ref(),
            Self::FreeQuotaOnly(rows) => rows.failed.as_ref(),
            Self::Bills(days) => days.failed.as_ref(),
            Self::Calls(reading) => reading.failed.as_ref(),
            Self::Account(_)
            | Self::Outstanding(_)
            | Self::Plans(_)
            | Self::Snapshot(_)
            | Self::Fleet(_)
            | Self::FleetAccount(_)
            | Self::Unchanged => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    /// The first ones if it was not read to its end.
    pub models: Vec<Catalogued>,
    /// Why it was not read to its end.
    pub failed: Option<Cause>,
}

impl From<Vec<Catalogued>> for Catalogue {
    fn from(models: Vec<Catalogued>) -> Self {
        Self { models, failed: None }
    }
}

/// A free quota as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaReading {
    pub quota: Quota,
    /// The Free Quota Only state at the same instant (`freeTierOnly`); absent if the answer does not state it.
    pub free_quota_only: Option<bool>,
    /// What the answer says of the model, should it be in no model list.
    pub category: Option<(Kind, Unit)>,
}

impl From<Quota> for QuotaReading {
    fn from(quota: Quota) -> Self {
        Self { quota, free_quota_only: None, category: None }
    }
}

/// Rows fetched in batches.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows<T> {
    pub rows: Vec<(ModelName, T)>,
    /// The number of rows that could not be parsed.
    pub odd: usize,
    /// Of the first failed batch, or that rows were odd or missing.
    pub failed: Option<Cause>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), odd: 0, failed: None }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillDays {
    /// The complete days.
    pub days: Vec<BillDay>,
    /// The number of figures that could not be parsed; they are in the extras of their lines.
    pub odd: usize,
    /// Of the first incomplete day.
    pub failed: Option<Cause>,
}

/// The accounts of a fleet, in no particular order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FleetReading {
    pub accounts: Vec<AccountRow>,
    /// Whether the server records the rules that sum accounts up; without them each reading costs it much more.
    pub has_rules: bool,
}

/// One account of a fleet.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountReading {
    pub name: AccountName,
    pub snapshot: Snapshot,
    /// What was left of each model in the last days, oldest first.
    pub histories: Vec<(ModelName, Vec<Seen>)>,
    /// The alerts of this account that the server's rules raise.
    pub firing: Vec<Firing>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CallsReading {
    pub calls: Calls,
    /// Why something is missing from it.
    pub failed: Option<Cause>,
}

/// The kinds of plans that were read, each with its plans (most accounts have none). What is known of a kind that
/// could not be read is retained.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlansReading(pub Vec<(PlanKind, Vec<Plan>)>);

#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    pub answer: Result<Response, Cause>,
    /// The name of the credential that was used, never its value.
    pub credential: Option<String>,
    /// The server accepts no further requests before.
    pub wait_until: Option<DateTime<Utc>>,
    /// The console tokens that were used, in their order.
    pub logins: Vec<LoginUse>,
}

impl Fetched {
    /// The same, read with this credential, and with the wait that the server requested.
    #[must_use]
    pub fn with(self, credential: Option<String>, wait_until: Option<DateTime<Utc>>) -> Self {
        Self { credential, wait_until, ..self }
    }
}

impl From<Result<Response, Cause>> for Fetched {
    fn from(answer: Result<Response, Cause>) -> Self {
        Self { answer, credential: None, wait_until: None, logins: Vec::new() }
    }
}
