//! What can be asked of a source, and what it answers.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Balance, Catalogued, Cause, FeedName, ModelName, Quota, Snapshot,
    bill::{BillDay, Cycle, Outstanding},
};

/// One thing to request of a source. A source of whole snapshots answers only [`Request::Snapshot`], and the live
/// source everything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The model list (kept for a day).
    Catalogue,
    /// The free quotas of these models.
    Quotas(Vec<ModelName>),
    /// The Free Quota Only states of these models.
    FreeQuotaOnly(Vec<ModelName>),
    /// The account's balance.
    Account,
    /// The bill lines of these days.
    Bills(Vec<NaiveDate>),
    /// What this closed cycle still owes.
    Outstanding(Cycle),
    /// Everything at once.
    Snapshot,
}

impl Request {
    /// The feed to which the answer belongs. A snapshot is asked on behalf of the quotas.
    pub const fn feed(&self) -> FeedName {
        match self {
            Self::Account => FeedName::Account,
            Self::Bills(_) | Self::Outstanding(_) => FeedName::Bills,
            Self::Catalogue | Self::Quotas(_) | Self::FreeQuotaOnly(_) | Self::Snapshot => FeedName::Quotas,
        }
    }
}

/// The answer to a [`Request`], of the same name.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// The models of the catalogue.
    Catalogue(Catalogue),
    /// The rows the server gave, each read by itself. A model that was asked for but is missing here was
    /// not answered: what is known of it stays.
    Quotas(Rows<Quota>),
    /// The states the server gave: absent where it says nothing of a model that was asked for. A model that
    /// is missing here belongs to a batch that failed: what is known of it stays.
    FreeQuotaOnly(Rows<Option<bool>>),
    /// The balance.
    Account(Balance),
    /// Whole days, each as the server told it.
    Bills(BillDays),
    /// What the cycle owes.
    Outstanding(Outstanding),
    /// Everything at once.
    Snapshot(Box<Snapshot>),
    /// Nothing has changed since the last answer (a file).
    Unchanged,
}

impl Response {
    /// The answer of a source that has no notion of `request`.
    pub fn empty(request: &Request) -> Self {
        match request {
            Request::Catalogue => Self::Catalogue(Catalogue::default()),
            Request::Quotas(_) => Self::Quotas(Rows::default()),
            Request::FreeQuotaOnly(_) => Self::FreeQuotaOnly(Rows::default()),
            Request::Account => Self::Account(Balance::default()),
            Request::Bills(_) => Self::Bills(BillDays::default()),
            Request::Outstanding(_) => Self::Outstanding(Outstanding::default()),
            Request::Snapshot => Self::Unchanged,
        }
    }
}

/// The model list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    /// Its models: all of them, or where it was not read to its end, the first.
    pub models: Vec<Catalogued>,
    /// Why it was not read to its end; absent where it was.
    pub failed: Option<Cause>,
}

impl From<Vec<Catalogued>> for Catalogue {
    fn from(models: Vec<Catalogued>) -> Self {
        Self { models, failed: None }
    }
}

/// Rows read in batches: what came, and what became of the batches that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows<T> {
    /// The rows that could be read.
    pub rows: Vec<(ModelName, T)>,
    /// How many rows were there but could not be understood.
    pub odd: usize,
    /// Why the first of the failed batches failed, or that rows were odd or none came; absent where all went
    /// well.
    pub failed: Option<Cause>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), odd: 0, failed: None }
    }
}

/// Days of the bill: those that could be read whole, and what became of the others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillDays {
    /// The days that were read to their end.
    pub days: Vec<BillDay>,
    /// Figures that were there but could not be understood; they stand among the extras of their lines.
    pub odd: usize,
    /// Why the first of the other days failed; absent where all were read.
    pub failed: Option<Cause>,
}

/// What came back from a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// The answer, or why there is none.
    pub answer: Result<Response, Cause>,
    /// The name of the credential that was used (never its value), where one was.
    pub credential: Option<String>,
    /// Until when the server asked not to be asked again, whatever it answered.
    pub wait_until: Option<DateTime<Utc>>,
}

impl From<Result<Response, Cause>> for Fetched {
    fn from(answer: Result<Response, Cause>) -> Self {
        Self { answer, credential: None, wait_until: None }
    }
}
