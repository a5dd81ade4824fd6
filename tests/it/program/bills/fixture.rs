//! Bills in a home folder, and what is asked of the program about them.

pub(crate) use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    thread,
};

pub(crate) use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
pub(crate) use serde_json::Value;

pub(crate) use crate::{
    program::bills::{
        export::{file, name},
        sums::{GROUPINGS, Tax, assert_kept, expected, printed},
    },
    support::{
        account::{Account, run::Ran},
        export_columns::OLD,
        standin::{BillAccount, BillFacts, Exact, Facts, Fault, ONE, On, PRODUCTS, RowFact, exact},
    },
};

pub(crate) fn today() -> NaiveDate {
    (Utc::now() + TimeDelta::hours(8)).date_naive()
}

/// Three small cycles; the running one ends today.
pub(crate) fn small_bills() -> BillAccount {
    BillAccount::generate(today(), 400, &["CNY"])
}

impl Account {
    pub(crate) fn billed(bills: &BillAccount) -> Self {
        Self::new(Facts { bills: bills.facts(), ..Facts::default() })
    }

    /// The same without an AccessKey: what there is comes from files.
    pub(crate) fn unasked(bills: &BillAccount) -> Self {
        let account = Self::billed(bills);
        account.remove_pair();
        account
    }

    /// `quotatop bills` as JSON, of a cycle.
    pub(crate) fn bills(&self, cycle: &str, more: &[&str]) -> Ran {
        self.run(&[&["bills", "-o", "json", "--cycle", cycle], more].concat())
    }

    /// The days that were asked for, from the request `first` on.
    pub(crate) fn days_asked(&self, first: usize) -> BTreeSet<NaiveDate> {
        self.days_in_order(first).into_iter().collect()
    }

    pub(crate) fn days_in_order(&self, first: usize) -> Vec<NaiveDate> {
        let requests = self.standin.requests().into_iter().filter(|seen| seen.on == On::Bills).skip(first);
        let firsts = requests.filter(|seen| !seen.query.contains_key("NextToken"));
        firsts.map(|seen| seen.query["BillingDate"].parse().unwrap()).collect()
    }
}
