//! Saves imported bills, for a command.

use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

use crate::{
    app::account::bills::Bills,
    domain::{
        Dated, SaveData,
        bill::{BillAccounts, BillGrant, Cycle, Import, LedgerDetail, PackedDay, SaveCounts},
    },
    runtime::{
        clock::Clock,
        engine::{
            CLOSING_TIME,
            identity::{find_logins, identity},
            setup::Setup,
        },
    },
    source::bill_file::Export,
    store::{AccountKey, Identity, SaveError, Store},
    words::{self, Lang},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// There is no file to save them in.
    NoStore,
    /// The lines saved before the failure, and its reason, on one line.
    Unfinished(SaveCounts, String),
    /// The lines saved before it was interrupted, and the days that are left.
    Interrupted(SaveCounts, usize),
}

/// The outcome of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub counts: SaveCounts,
    /// The free quotas that the account's exports tell, those imported before included.
    pub grants: Vec<BillGrant>,
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

/// Saves the days of an export one by one for `setup`'s first profile: as its own account's, or apart. `watch`
/// is called with the number of days that are left before each one, and may stop it.
pub fn save_bills(
    setup: &Setup,
    import: &Import,
    export: &mut Export,
    watch: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<Imported, ImportError> {
    let (file, own) = location(setup)?;
    let account = match &import.account {
        Some(other) if !import.is_own => own.apart(other),
        _ => own,
    };
    let store = Store::start_durable(file, Arc::new(Clock::utc), |_| {});
    let mut counts = SaveCounts::default();
    let ranges: Vec<_> = export.files.iter().filter_map(|file| file.outcome.as_ref().ok()?.days).collect();
    let outcome = save_days(&store, &account, &mut export.days(Some(import)), &mut counts, watch);
    let outcome = outcome.and_then(|()| {
        let unfinished = |error| ImportError::Unfinished(counts, detail(error));
        for days in ranges {
            store.save_export(&account, days).wait().map_err(unfinished)?;
        }
        let grants = store.renew_bill_grants(&account).wait();
        sum_up(&store, account);
        Ok(Imported { counts, grants })
    });
    store.close(CLOSING_TIME);
    outcome
}

/// Saves what the bills come to now, so that the dashboard shows it at once.
fn sum_up(store: &Store, account: AccountKey) {
    let now = Clock::utc();
    let running = Cycle::at(now);
    let mut bills = Bills::default();
    for cycle in [running.previous(), running] {
        bills.take(store.read_cycle(&account, cycle, LedgerDetail::Days).wait(), running, now);
    }
    if let Some(value) = bills.take_summary(now) {
        let identity = Identity { bills: Some(account), ..Identity::default() };
        store.save(&identity, SaveData::Bills(Dated { value, fetched_at: now }));
    }
}

fn save_days(
    store: &Store,
    account: &AccountKey,
    days: &mut crate::source::bill_file::Days<'_>,
    counts: &mut SaveCounts,
    watch: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    while days.left() > 0 {
        if watch(days.left()).is_break() {
            return Err(ImportError::Interrupted(*counts, days.left()));
        }
        let Some(day) = days.next() else { break };
        let unfinished = |why: String| ImportError::Unfinished(*counts, why);
        let day: PackedDay = day.map_err(|error| unfinished(error.to_string()))?;
        let saved = store.save_packed_bills(account, vec![day]).wait();
        counts.add(saved.map_err(|error| unfinished(detail(error)))?);
    }
    Ok(())
}

/// The folder in which lines wait for their day: that of the store.
pub fn import_folder(setup: &Setup) -> Result<PathBuf, ImportError> {
    let file = setup.first.store.as_ref().ok_or(ImportError::NoStore)?;
    Ok(file.parent().map(PathBuf::from).unwrap_or_default())
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
        SaveError::Refused => "too much data waiting to be written".to_owned(),
        SaveError::Trouble(trouble) => words::facts::storage::why(Lang::English, &trouble.reason()),
    }
}
