//! The owners of stored bills: the account of a profile, and accounts stored apart from it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{charges::Charges, day, free_use, lines, rollup};
use crate::{
    domain::bill::{AccountId, BillOwner, Origin, PackedDay, owner_of},
    store::{file::trouble::Result, identity::AccountKey},
};

/// Prefix of the fingerprint of bills stored apart from those of the profile's own account.
const APART: &str = "account/";

/// Days saved by a version that did not store the account name it in their lines: in one of this many first
/// charges.
const CHARGES_TO_READ: usize = 200;

impl AccountKey {
    /// The identity under which the bills of another account are stored in the same profile.
    #[must_use]
    pub fn apart(&self, account: &AccountId) -> Self {
        Self { fingerprint: format!("{APART}{account}"), ..self.clone() }
    }
}

/// The account stated by a day.
pub(super) fn of_day(day: &PackedDay) -> Option<AccountId> {
    let of_lines = || {
        let mut known = BTreeSet::new();
        let rests = day.lines.places.iter().filter_map(|place| day.book.rest_of(place.charge));
        let mut rests = rests.filter(|rest| known.insert(*rest));
        rests.find_map(|rest| owner_of(day.book.rest_at(rest)?))
    };
    match day.owner.clone().or_else(of_lines)? {
        BillOwner::Account(account) => Some(account),
        BillOwner::Rounded(_) => None,
    }
}

/// The account whose bills are stored under `key`, if known. The API's statement takes precedence.
pub(super) fn own(file: &Connection, key: &AccountKey) -> Result<Option<AccountId>> {
    let mut statement = file.prepare(
        "SELECT account FROM bill_day
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND account IS NOT NULL
         ORDER BY origin = 'api' DESC, read_at DESC LIMIT 1",
    )?;
    let values = params![key.profile, key.site.into_str(), key.fingerprint];
    let stored: Option<String> = statement.query_row(values, |row| row.get(0)).optional()?;
    match stored.as_deref().and_then(AccountId::parse) {
        Some(account) => Ok(Some(account)),
        None => named_in_lines(file, key),
    }
}

fn named_in_lines(file: &Connection, key: &AccountKey) -> Result<Option<AccountId>> {
    let mut charges = Charges::new(file)?;
    let mut rests = BTreeSet::new();
    let mut left = CHARGES_TO_READ;
    let mut days = day::list(file, key, (NaiveDate::MIN, NaiveDate::MAX))?;
    // The API's statement takes precedence here, too.
    days.sort_by_key(|(_, stored)| stored.origin != Origin::Api);
    for (id, _) in days {
        for (charge, _) in rollup::of_day(file, id)?.into_iter().take(left) {
            left = left.saturating_sub(1);
            let Some((rest, _)) = charges.parts(charge)? else { continue };
            if !rests.insert(rest) {
                continue;
            }
            if let Some(BillOwner::Account(account)) = owner_of(charges.rest(rest)?) {
                return Ok(Some(account));
            }
        }
    }
    Ok(None)
}

/// The accounts whose bills are stored apart in this profile.
pub(super) fn apart(file: &Connection, key: &AccountKey) -> Result<Vec<AccountId>> {
    let mut statement = file.prepare(
        "SELECT DISTINCT fingerprint FROM bill_day WHERE profile = ?1 AND site = ?2 ORDER BY fingerprint",
    )?;
    let rows = statement.query_map(params![key.profile, key.site.into_str()], |row| row.get(0))?;
    let fingerprints: Vec<String> = rows.collect::<Result<_, _>>()?;
    Ok(fingerprints.iter().filter_map(|text| AccountId::parse(text.strip_prefix(APART)?)).collect())
}

/// The API has stated the account of `key`. Imported days of another account, saved while that was unknown,
/// are moved apart.
pub(super) fn set_apart_all_but(file: &Connection, key: &AccountKey, account: &AccountId) -> Result<()> {
    let mut foreign = file.prepare(
        "SELECT id, account FROM bill_day
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND origin = 'file' AND account <> ?4",
    )?;
    let values = params![key.profile, key.site.into_str(), key.fingerprint, account.as_str()];
    let foreign = foreign.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let foreign: Vec<(i64, String)> = foreign.collect::<Result<_, _>>()?;
    for (day, other) in foreign {
        // The account's own ID, rounded by a spreadsheet, is not another account.
        let Some(other) = AccountId::parse(&other).filter(|other| !other.may_be_cut_from(account)) else {
            continue;
        };
        free_use::set_apart(file, key, day, &key.apart(&other).fingerprint)?;
        // If that account has the day already, that one stays.
        let moved = file.execute(
            "UPDATE OR IGNORE bill_day SET fingerprint = ?2 WHERE id = ?1",
            params![day, key.apart(&other).fingerprint],
        )?;
        if moved == 0 {
            lines::delete(file, day)?;
            file.execute("DELETE FROM bill_day WHERE id = ?1", [day])?;
        }
    }
    Ok(())
}
