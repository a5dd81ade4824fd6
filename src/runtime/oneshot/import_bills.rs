//! Saves imported bills, for a command.

use std::{path::PathBuf, sync::Arc};

use crate::{
    domain::bill::{BillAccounts, BillDay, Import, SaveCounts},
    runtime::{
        clock::Clock,
        engine::{
            CLOSING_TIME,
            identity::{find_logins, identity},
            setup::Setup,
        },
    },
    store::{AccountKey, SaveError, Store},
    words::{self, Lang},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// There is no file to save them in.
    NoStore,
    /// The lines saved before the failure, and its reason, on one line.
    Unfinished(SaveCounts, String),
}

/// The accounts whose bills are stored for `setup`'s first profile.
pub fn bill_accounts(setup: &Setup) -> Result<BillAccounts, ImportError> {
    let (file, account) = location(setup)?;
    // Reading must not create a file.
    if !file.exists() {
        return Ok(BillAccounts::default());
    }
    let store = Store::start_durable(file, Arc::new(Clock::utc), |_| {});
    let read = store.read_bill_accounts(&account).wait();
    store.close(CLOSING_TIME);
    read.map_err(|error| ImportError::Unfinished(SaveCounts::default(), detail(error)))
}

/// Saves these days one by one for `setup`'s first profile: as its own account's, or apart.
pub fn save_bills(setup: &Setup, import: &Import, days: Vec<BillDay>) -> Result<SaveCounts, ImportError> {
    let (file, own) = location(setup)?;
    let account = match &import.account {
        Some(other) if !import.is_own => own.apart(other),
        _ => own,
    };
    let store = Store::start_durable(file, Arc::new(Clock::utc), |_| {});
    let mut counts = SaveCounts::default();
    let outcome = days.into_iter().try_for_each(|day| {
        counts.add(store.save_bills(&account, vec![day]).wait()?);
        Ok(())
    });
    store.close(CLOSING_TIME);
    outcome.map(|()| counts).map_err(|error| ImportError::Unfinished(counts, detail(error)))
}

fn location(setup: &Setup) -> Result<(PathBuf, AccountKey), ImportError> {
    let profile = &setup.first;
    let file = profile.store.clone().ok_or(ImportError::NoStore)?;
    let account = identity(profile, &find_logins(&profile.profile)).bills.ok_or(ImportError::NoStore)?;
    Ok((file, account))
}

/// Why bills were not saved, on one line.
pub(crate) fn detail(error: SaveError) -> String {
    match error {
        SaveError::Refused => "too much waits to be written".to_owned(),
        SaveError::Trouble(trouble) => words::facts::storage::why(Lang::English, &trouble.reason()),
    }
}
