//! Accounts with bills, and the commands that print them.

pub(crate) use std::{
    collections::{BTreeMap, BTreeSet},
    thread,
};

pub(crate) use chrono::{DateTime, Datelike as _, Months, NaiveDate, TimeDelta, Utc};
pub(crate) use serde_json::Value;

pub(crate) use crate::{
    program::bills::{
        export::{file, name},
        sums::{GROUPINGS, Tax, assert_stored, expected, printed},
    },
    support::{
        account::{Account, run::Ran},
        export_columns::OLD,
        standin::{BillAccount, Exact, Facts, Fault, ONE, On, RowFact, cycle_of, exact},
        today,
    },
};

/// A day of last month's bill.
pub(crate) fn last_month(day: u32) -> NaiveDate {
    (today() - Months::new(1)).with_day(day).unwrap()
}

/// Three small cycles; the current one ends today.
pub(crate) fn small_bills() -> BillAccount {
    BillAccount::generate(today(), 400, &["CNY"])
}

impl Account {
    pub(crate) fn billed(bills: &BillAccount) -> Self {
        Self::new(Facts::with_bills(bills.facts()))
    }

    /// Without an AccessKey: all bills come from files.
    pub(crate) fn without_key(bills: &BillAccount) -> Self {
        let account = Self::billed(bills);
        account.remove_pair();
        account
    }

    /// `quotatop bills` for a cycle, as JSON.
    pub(crate) fn bills(&self, cycle: &str, more: &[&str]) -> Ran {
        self.run(&[&["bills", "-o", "json", "--cycle", cycle], more].concat())
    }

    /// The days that were requested, from the request `first` on.
    pub(crate) fn requested_days(&self, first: usize) -> BTreeSet<NaiveDate> {
        self.requested_days_in_order(first).into_iter().collect()
    }

    pub(crate) fn requested_days_in_order(&self, first: usize) -> Vec<NaiveDate> {
        let requests = self.standin.requests().into_iter().filter(|seen| seen.on == On::Bills).skip(first);
        let firsts = requests.filter(|seen| !seen.query.contains_key("NextToken"));
        firsts.map(|seen| seen.query["BillingDate"].parse().unwrap()).collect()
    }
}
