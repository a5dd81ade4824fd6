//! Bills in the store.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use quotatop::domain::{
    Site,
    bill::{Cycle, LedgerDetail, SaveCounts, StoredCycle, Sums},
};

pub(crate) use std::{path::Path, sync::Arc};

pub(crate) use Origin::{Api, File};
pub(crate) use quotatop::{
    domain::{
        Dated,
        bill::{BillDay, BillLine, Charge, Figure, Figures, LinesQuery, Origin, Outstanding, Subject, Tally},
    },
    store::{AccountKey, SaveError, Store},
};

pub(crate) use crate::{
    store::fixture::{Desk, Instance, PATIENCE},
    support::{at, day},
};

impl Desk {
    pub(crate) fn save(&self, days: Vec<BillDay>) -> Result<SaveCounts, SaveError> {
        save(&self.store, &account("a"), days)
    }

    pub(crate) fn counts(&self, day: BillDay) -> [u64; 4] {
        let taken = self.save(vec![day]).unwrap();
        [taken.new, taken.known, taken.outdated, taken.days]
    }

    pub(crate) fn cycle(&self, cycle: &str) -> StoredCycle {
        read_cycle(&self.store, &account("a"), cycle)
    }

    pub(crate) fn amounts(&self, of: &str) -> Vec<String> {
        let lines = all_lines(&self.store, &account("a"), &Cycle::of_day(day(of)).to_string(), Some(day(of)));
        lines.iter().map(|(_, line)| payable(line)).collect()
    }

    pub(crate) fn check_sums(&self, cycle: &str) {
        check_sums(&self.store, cycle);
    }

    pub(crate) fn outstanding(&self) -> BTreeMap<Cycle, Dated<Outstanding>> {
        self.cycle("2026-11").outstanding
    }

    pub(crate) fn cycles(&self) -> Vec<String> {
        self.cycle("2026-11").cycles.iter().map(Cycle::to_string).collect()
    }
}

pub(crate) fn new_year() -> DateTime<Utc> {
    at("2027-01-01T00:00:00Z")
}

/// A store on this file, with a clock after everything that is saved.
pub(crate) fn open(file: &Path) -> Instance {
    Instance::start(file.to_owned(), new_year)
}

pub(crate) fn save(store: &Store, account: &AccountKey, days: Vec<BillDay>) -> Result<SaveCounts, SaveError> {
    store.save_bills(account, days).wait()
}

pub(crate) fn read_cycle(store: &Store, account: &AccountKey, cycle: &str) -> StoredCycle {
    store.read_cycle(account, cycle.parse().unwrap(), LedgerDetail::Days).wait()
}

pub(crate) fn read_lines(
    store: &Store,
    account: &AccountKey,
    wanted: &LinesQuery,
) -> Vec<(NaiveDate, BillLine)> {
    let page = store.read_lines(account, wanted.clone()).wait();
    assert_eq!(page.query, *wanted);
    page.lines
}

pub(crate) fn all_lines(
    store: &Store,
    account: &AccountKey,
    cycle: &str,
    day: Option<NaiveDate>,
) -> Vec<(NaiveDate, BillLine)> {
    let ledger = read_cycle(store, account, cycle).ledger;
    let subjects = ledger.subjects().map(Subject::id).collect();
    let wanted = LinesQuery { cycle: ledger.cycle(), subjects, day, offset: 0, limit: u32::MAX };
    read_lines(store, account, &wanted)
}

/// The sums by day and charge must be those of the lines.
pub(crate) fn check_sums(store: &Store, cycle: &str) {
    let account = &account("a");
    let ledger = read_cycle(store, account, cycle).ledger;
    let mut by_lines: BTreeMap<(NaiveDate, String), Sums> = BTreeMap::new();
    for (day, line) in all_lines(store, account, cycle, None) {
        by_lines.entry((day, format!("{:?}", line.charge))).or_default().add(&line.figures);
    }
    let charge = |subject: u32| format!("{:?}", ledger.subject(subject).unwrap().whole_charge());
    let by_ledger: BTreeMap<_, _> =
        ledger.rows().map(|row| ((row.day, charge(row.subject)), row.sums)).collect();
    assert_eq!(by_ledger, by_lines);
}

pub(crate) fn account(profile: &str) -> AccountKey {
    AccountKey { profile: profile.to_owned(), site: Site::China, fingerprint: "pair".to_owned() }
}

/// A line of a charge: the payable amount, after an id and a colon if it has one.
pub(crate) fn line(charge: &str, text: &str) -> BillLine {
    let (id, payable) = text.split_once(':').map_or((None, text), |(id, rest)| (Some(id.to_owned()), rest));
    let mut figures = Figures::default();
    figures.set(Figure::Payable, Some(payable.parse().unwrap()));
    let charge = Charge { instance_id: charge.to_owned(), currency: "CNY".to_owned(), ..Charge::default() };
    BillLine { charge: Arc::new(charge), figures, row_id: id, extras: Vec::new() }
}

pub(crate) fn payable(line: &BillLine) -> String {
    line.figures.get(Figure::Payable).unwrap().to_string()
}

pub(crate) fn bill_day(
    day: NaiveDate,
    origin: Origin,
    read_at: DateTime<Utc>,
    lines: Vec<BillLine>,
) -> BillDay {
    BillDay { owner: None, gap: None, day, origin, read_at, lines }
}

/// A day with lines of one charge, read at this time of the 21st of November 2026.
pub(crate) fn read(of: &str, origin: Origin, time: &str, lines: &[&str]) -> BillDay {
    let lines = lines.iter().map(|text| line("one", text)).collect();
    bill_day(day(of), origin, at(&format!("2026-11-21T{time}:00Z")), lines)
}
