//! Reading a page of lines: newest day first, in the vendor's order within a day.
//!
//! The sums tell how many lines a day has of each charge, so that days before the page are stepped over unread; of
//! the others only lines of wanted charges are touched.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use rusqlite::{Connection, Statement, params};

use super::{Charges, day, line::Lines, rollup};
use crate::{
    domain::bill::{BillLine, LinesWanted},
    store::{AccountKey, Trouble},
};

/// The lines of a page.
pub(super) fn read(
    file: &Connection,
    charges: &mut Charges,
    key: &AccountKey,
    wanted: &LinesWanted,
) -> Result<Vec<(NaiveDate, BillLine)>, Trouble> {
    let cycle = wanted.cycle;
    let days = match wanted.day {
        Some(day) if cycle.holds(day) => day::list(file, key, (day, day))?,
        Some(_) => Vec::new(),
        None => day::list(file, key, (cycle.first_day(), cycle.last_day()))?,
    };
    let subjects: HashSet<i64> = wanted.subjects.iter().copied().collect();
    let mut places =
        file.prepare("SELECT position FROM bill_line WHERE day = ?1 AND charge = ?2 ORDER BY position")?;
    let mut lines = Lines::new(file)?;
    let mut skip = usize::try_from(wanted.offset).unwrap_or(usize::MAX);
    let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let mut page = Vec::new();
    for (id, kept) in days.into_iter().rev() {
        if page.len() >= limit {
            break;
        }
        let here = charges_of(file, id, &subjects)?;
        let count = here.iter().map(|(_, lines)| *lines).fold(0, usize::saturating_add);
        if count <= skip {
            skip = skip.saturating_sub(count);
            continue;
        }
        let ordered = ordered(&mut places, id, &here)?;
        let left = limit.saturating_sub(page.len());
        let here: Vec<(i64, i64)> = ordered.into_iter().skip(skip).take(left).collect();
        skip = 0;
        let told = told(file, charges, &here)?;
        for (position, id_of_charge) in here {
            if let Some(charge) = told.get(&id_of_charge) {
                page.push((kept.day, lines.read(id, (id_of_charge, charge), position)?));
            }
        }
    }
    Ok(page)
}

/// The wanted charges of a day, with the number of their lines.
fn charges_of(file: &Connection, day: i64, subjects: &HashSet<i64>) -> Result<Vec<(i64, usize)>, Trouble> {
    let sums = match rollup::read(file, day)? {
        Some(sums) => sums,
        None => rollup::of_lines(file, day)?,
    };
    let wanted = sums.into_iter().filter(|(charge, _)| subjects.contains(charge));
    Ok(wanted.map(|(charge, sums)| (charge, usize::try_from(sums.lines).unwrap_or(usize::MAX))).collect())
}

/// The places of a day's wanted lines, position before charge, in the vendor's order.
fn ordered(
    places: &mut Statement<'_>,
    day: i64,
    charges: &[(i64, usize)],
) -> Result<Vec<(i64, i64)>, Trouble> {
    let mut ordered = Vec::new();
    for (charge, _) in charges {
        let mut rows = places.query(params![day, charge])?;
        while let Some(row) = rows.next()? {
            ordered.push((row.get(0)?, *charge));
        }
    }
    ordered.sort_unstable();
    Ok(ordered)
}

fn told(
    file: &Connection,
    charges: &mut Charges,
    places: &[(i64, i64)],
) -> Result<HashMap<i64, Arc<crate::domain::bill::Charge>>, Trouble> {
    let distinct: HashSet<i64> = places.iter().map(|(_, charge)| *charge).collect();
    let distinct: Vec<i64> = distinct.into_iter().collect();
    Ok(charges.of(file, &distinct)?.into_iter().collect())
}
