//! Keeping bills that come from files, without a loop around it.

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    time::Duration,
};

use crate::{
    domain::bill::{Accounts, BillDay, Import, Taken},
    runtime::{
        Clock, Setup,
        engine::identity::{find_logins, identity},
    },
    store::{AccountKey, NotKept, Store},
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

/// Whose bills are kept in `setup`'s profile.
pub fn bill_accounts(setup: &Setup) -> Result<Accounts, NotAllKept> {
    let (file, account) = place(setup)?;
    // Looking for something must not begin a file.
    if !file.exists() {
        return Ok(Accounts::default());
    }
    let store = Store::start_durable(file, Arc::new(Clock::utc), |_| {});
    let (reply, answer) = mpsc::channel();
    store.read_owners(&account, move |read| {
        let _ = reply.send(read);
    });
    let read = answer.recv().unwrap_or(Err(NotKept::Refused));
    store.close(CLOSING_TIME);
    read.map_err(|why| NotAllKept::Unfinished(Taken::default(), detail(why)))
}

/// Keeps these days, one after the other, in `setup`'s profile: under its own account's identity, or apart from it.
pub fn keep_bills(setup: &Setup, import: &Import, days: Vec<BillDay>) -> Result<Taken, NotAllKept> {
    let (file, own) = place(setup)?;
    let account = match &import.account {
        Some(other) if !import.is_own => own.apart(other),
        _ => own,
    };
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

/// Where the bills of `setup`'s profile are kept, and under which identity.
fn place(setup: &Setup) -> Result<(PathBuf, AccountKey), NotAllKept> {
    let opened = &setup.first;
    let file = opened.store.clone().ok_or(NotAllKept::NoStore)?;
    let account = identity(opened, &find_logins(&opened.profile)).bills.ok_or(NotAllKept::NoStore)?;
    Ok((file, account))
}

/// Why bills were not kept, one line.
pub(crate) fn detail(why: NotKept) -> String {
    match why {
        NotKept::Refused => "too much waits to be written".to_owned(),
        NotKept::Trouble(trouble) => words::facts::storage::why(Lang::English, &trouble.reason()),
    }
}
