//! Keeping bills that come from files, without a loop around it.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use super::{
    Clock, Setup,
    identity::{find_logins, identity},
};
use crate::{
    domain::bill::{BillDay, Taken},
    store::{NotKept, Store},
    words::{self, Lang},
};

/// The store has this long to close the file: what was acknowledged is written by then.
const CLOSING_TIME: Duration = Duration::from_secs(5);

/// Not everything was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAllKept {
    /// There is no place to keep anything.
    NoStore,
    /// It stopped on the way: what was kept until then, and why it stopped, one line.
    Unfinished(Taken, String),
}

/// Keeps these days for the account of `setup`'s profile, one after the other.
pub fn keep_bills(setup: &Setup, days: Vec<BillDay>) -> Result<Taken, NotAllKept> {
    let file = setup.first.store.clone().ok_or(NotAllKept::NoStore)?;
    let account =
        identity(&setup.first.name, &find_logins(&setup.first.profile)).bills.ok_or(NotAllKept::NoStore)?;
    let store = Store::start_durable(file, Arc::new(Clock::utc), |_| {});
    let mut taken = Taken::default();
    let mut outcome = Ok(());
    for day in days {
        let (reply, answer) = mpsc::channel();
        store.keep_bills(&account, vec![day], move |kept| {
            let _ = reply.send(kept);
        });
        match answer.recv() {
            Ok(Ok(more)) => taken.add(more),
            Ok(Err(why)) => outcome = Err(NotAllKept::Unfinished(taken, detail(why))),
            Err(_ended) => outcome = Err(NotAllKept::Unfinished(taken, detail(NotKept::Refused))),
        }
        if outcome.is_err() {
            break;
        }
    }
    store.close(CLOSING_TIME);
    outcome.map(|()| taken)
}

/// Why bills were not kept, one line.
pub(super) fn detail(why: NotKept) -> String {
    match why {
        NotKept::Refused => "too much waits to be written".to_owned(),
        NotKept::Trouble(trouble) => words::store::why(Lang::English, &trouble.reason()),
    }
}
