//! Reads a page of lines: newest day first, in the vendor's order within a day.
//!
//! A day's sums state how many lines it has of each charge, so days before the page are skipped unread; of
//! the others only lines of the requested charges are touched.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use rusqlite::{Connection, Statement, params};

use super::{charge_cache::ChargeCache, day, line::Lines, rollup};
use crate::{
    domain::bill::{BillLine, Charge, LinesQuery},
    store::{file::trouble::Result, identity::AccountKey},
};

/// The lines of a page.
pub(super) fn read(
    file: &Connection,
    charges: &mut ChargeCache,
    key: &AccountKey,
    wanted: &LinesQuery,
) -> Result<Vec<(NaiveDate, BillLine)>> {
    let cycle = wanted.cycle;
    let days = match wanted.day {
        Some(day) if cycle.contains(day) => day::list(file, key, (day, day))?,
        Some(_) => Vec::new(),
        None => day::list(file, key, (cycle.first_day(), cycle.last_day()))?,
    };
    let subjects: HashSet<i64> = wanted.subjects.iter().copied().collect();
    let mut positions =
        file.prepare("SELECT position FROM bill_line WHERE day = ?1 AND charge = ?2 ORDER BY position")?;
    let mut lines = Lines::new(file)?;
    let mut skip = usize::try_from(wanted.offset).unwrap_or(usize::MAX);
    let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let mut page = Vec::new();
    for (id, stored) in days.into_iter().rev() {
        if page.len() >= limit {
            break;
        }
        let here = charges_of_day(file, id, &subjects)?;
        let count = here.iter().map(|(_, lines)| *lines).fold(0, usize::saturating_add);
        if count <= skip {
            skip = skip.saturating_sub(count);
            continue;
        }
        let ordered = in_order(&mut positions, id, &here)?;
        let left = limit.saturating_sub(page.len());
        let here: Vec<(i64, i64)> = ordered.into_iter().skip(skip).take(left).collect();
        skip = 0;
        let by_id = charges_by_id(file, charges, &here)?;
        for (position, charge_id) in here {
            if let Some(charge) = by_id.get(&charge_id) {
                page.push((stored.day, lines.read(id, (charge_id, charge), position)?));
            }
        }
    }
    Ok(page)
}

/// The requested charges of a day, with the number of their lines.
fn charges_of_day(file: &Connection, day: i64, subjects: &HashSet<i64>) -> Result<Vec<(i64, usize)>> {
    let sums = match rollup::read(file, day)? {
        Some(sums) => sums,
        None => rollup::from_lines(file, day)?,
    };
    let wanted = sums.into_iter().filter(|(charge, _)| subjects.contains(charge));
    Ok(wanted.map(|(charge, sums)| (charge, usize::try_from(sums.lines).unwrap_or(usize::MAX))).collect())
}

/// The position and charge of each requested line of a day, in the vendor's order.
fn in_order(positions: &mut Statement<'_>, day: i64, charges: &[(i64, usize)]) -> Result<Vec<(i64, i64)>> {
    let mut ordered = Vec::new();
    for (charge, _) in charges {
        let mut rows = positions.query(params![day, charge])?;
        while let Some(row) = rows.next()? {
            ordered.push((row.get(0)?, *charge));
        }
    }
    ordered.sort_unstable();
    Ok(ordered)
}

fn charges_by_id(
    file: &Connection,
    charges: &mut ChargeCache,
    lines: &[(i64, i64)],
) -> Result<HashMap<i64, Arc<Charge>>> {
    let distinct: HashSet<i64> = lines.iter().map(|(_, charge)| *charge).collect();
    let distinct: Vec<i64> = distinct.into_iter().collect();
    Ok(charges.read(file, &distinct)?.into_iter().collect())
}
