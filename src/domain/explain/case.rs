//! The input of an explanation: one model in a bill, and the known quotas.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::{
    FeedState, Model, Region, Site, Status,
    bill::{Group, Ledger, Subject},
};

/// The known free quotas when a bill is explained.
#[derive(Debug, Clone, Copy)]
pub struct Quotas<'a> {
    pub models: &'a [Model],
    pub state: FeedState,
    /// The region whose quotas are read.
    pub region: Option<Region>,
    /// The account's site.
    pub site: Option<Site>,
}

#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// Its charges.
    pub subjects: Vec<Subject<'a>>,
    pub quotas: Quotas<'a>,
    /// When its free quota was first seen used up, by its history.
    pub ran_out_at: Option<DateTime<Utc>>,
}

impl<'a> Case<'a> {
    /// From a group of a bill that is grouped by model.
    pub fn from_group(
        ledger: &'a Ledger,
        group: &Group,
        quotas: Quotas<'a>,
        ran_out_at: Option<DateTime<Utc>>,
    ) -> Self {
        let subjects = group.subjects.iter().filter_map(|position| ledger.subject(*position)).collect();
        Self { subjects, quotas, ran_out_at }
    }
}

pub(super) struct RealTime<'a> {
    pub(super) name: &'a str,
    pub(super) model: Option<&'a Model>,
    pub(super) status: Status,
    /// The first and the last day on which they cost money.
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    pub(super) ran_out_at: Option<DateTime<Utc>>,
    pub(super) now: DateTime<Utc>,
}
