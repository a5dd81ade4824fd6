//! A store on a file of its own, and bills to keep in it.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::mpsc::{self, Receiver},
    time::Duration,
};

use chrono::{DateTime, NaiveDate, Utc};
use quotatop::domain::{
    Site, Storage,
    bill::{Cycle, SaveCounts, StoredCycle, Sums},
};

pub(crate) use std::{path::Path, sync::Arc};

pub(crate) use Origin::{Api, File};
pub(crate) use quotatop::{
    domain::{
        Dated,
        bill::{BillDay, BillLine, Charge, Figure, Figures, LinesQuery, Origin, Outstanding, Tally},
    },
    store::{AccountKey, SaveError, Store},
};

/// Far beyond what any step takes: only a hang reaches it.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
    pub(crate) notices: Receiver<Storage>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (store, notices) = open(&folder.path().join("quotatop.db"));
        Self { folder, store, notices }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("quotatop.db")
    }

    pub(crate) fn reopened(self) -> Self {
        assert!(self.store.close(PATIENCE));
        let (store, notices) = open(&self.folder.path().join("quotatop.db"));
        Self { folder: self.folder, store, notices }
    }

    pub(crate) fn keep(&self, days: Vec<BillDay>) -> Result<SaveCounts, SaveError> {
        keep(&self.store, &account("a"), days)
    }

    pub(crate) fn counts(&self, day: BillDay) -> [u64; 4] {
        let taken = self.keep(vec![day]).unwrap();
        [taken.new, taken.known, taken.outdated, taken.days]
    }

    pub(crate) fn cycle(&self, cycle: &str) -> StoredCycle {
        read_cycle(&self.store, &account("a"), cycle)
    }

    pub(crate) fn amounts(&self, of: &str) -> Vec<String> {
        let lines = all_lines(&self.store, &account("a"), &Cycle::of_day(day(of)).to_string(), Some(day(of)));
        lines.iter().map(|(_, line)| line.figures.get(Figure::Payable).unwrap().to_string()).collect()
    }

    pub(crate) fn outstanding(&self) -> BTreeMap<Cycle, Dated<Outstanding>> {
        self.cycle("2026-11").outstanding
    }

    pub(crate) fn cycles(&self) -> Vec<String> {
        self.cycle("2026-11").cycles.iter().map(Cycle::to_string).collect()
    }
}

/// A store on this file; its clock stands after all that is kept here.
pub(crate) fn open(file: &Path) -> (Store, Receiver<Storage>) {
    let (sender, notices) = mpsc::channel();
    let store = Store::start(file.to_owned(), Arc::new(|| at("2027-01-01T00:00:00Z")), move |notice| {
        let _ = sender.send(notice);
    });
    (store, notices)
}

pub(crate) fn keep(store: &Store, account: &AccountKey, days: Vec<BillDay>) -> Result<SaveCounts, SaveError> {
    store.save_bills(account, days).wait()
}

pub(crate) fn read_cycle(store: &Store, account: &AccountKey, cycle: &str) -> StoredCycle {
    store.read_cycle(account, cycle.parse().unwrap()).wait()
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
    let subjects = ledger.subjects().iter().map(|subject| subject.id).collect();
    let wanted = LinesQuery { cycle: ledger.cycle(), subjects, day, offset: 0, limit: u32::MAX };
    read_lines(store, account, &wanted)
}

/// The sums by day and charge, made from the lines themselves, must be those of the ledger.
pub(crate) fn sums_equal_the_lines(store: &Store, account: &AccountKey, cycle: &str) {
    let ledger = read_cycle(store, account, cycle).ledger;
    let mut by_lines: BTreeMap<(NaiveDate, String), Sums> = BTreeMap::new();
    for (day, line) in all_lines(store, account, cycle, None) {
        by_lines.entry((day, format!("{:?}", line.charge))).or_default().add(&line.figures);
    }
    let charge = |subject: u32| format!("{:?}", ledger.subjects()[subject as usize].charge);
    let by_ledger: BTreeMap<_, _> =
        ledger.rows().iter().map(|row| ((row.day, charge(row.subject)), row.sums)).collect();
    assert_eq!(by_ledger, by_lines);
}

pub(crate) fn account(profile: &str) -> AccountKey {
    AccountKey { profile: profile.to_owned(), site: Site::China, fingerprint: "pair".to_owned() }
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A line of a charge: what is to be paid, and its id where one stands before a colon.
pub(crate) fn line(charge: &str, text: &str) -> BillLine {
    let (id, payable) = text.split_once(':').map_or((None, text), |(id, rest)| (Some(id.to_owned()), rest));
    let mut figures = Figures::default();
    figures.set(Figure::Payable, Some(payable.parse().unwrap()));
    let charge = Charge { instance_id: charge.to_owned(), currency: "CNY".to_owned(), ..Charge::default() };
    BillLine { charge: Arc::new(charge), figures, row_id: id, extras: Vec::new() }
}

/// A day with lines of one charge, read at this time of the 21st of November 2026.
pub(crate) fn read(of: &str, origin: Origin, time: &str, lines: &[&str]) -> BillDay {
    let lines = lines.iter().map(|text| line("one", text)).collect();
    BillDay {
        owner: None,
        gap: None,
        day: day(of),
        origin,
        read_at: at(&format!("2026-11-21T{time}:00Z")),
        lines,
    }
}
