//! Reads a page of lines: newest day first, in the vendor's order within a day.
//!
//! A day's sums state how many lines it has of each charge, so days before the page are skipped unread; of
//! the others only blocks that may have lines of the requested charges are read.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    charges::Charges,
    day,
    intern::Texts,
    lines::{self, LineRow},
    rollup,
};
use crate::{
    domain::bill::{BillLine, Charge, LinesQuery},
    store::{file::trouble::Result, identity::AccountKey},
};

/// The lines of a page.
pub(super) fn read(
    file: &Connection,
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
    let mut names = Names::new(file)?;
    let mut charges = KnownCharges { charges: Charges::new(file)?, known: HashMap::new() };
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
        let range = here.first().zip(here.last()).map_or((0, 0), |((first, _), (last, _))| (*first, *last));
        let mut lines = lines::some_of_day(file, id, range, |charge| subjects.contains(&charge))?;
        lines.rows.sort_unstable_by_key(|row| row.position);
        let left = limit.saturating_sub(page.len());
        for row in lines.views().skip(skip).take(left) {
            page.push((stored.day, names.line(row, charges.charge(row.charge)?)?));
        }
        skip = 0;
    }
    Ok(page)
}

/// The requested charges of a day in the order of their ids, with the number of their lines.
fn charges_of_day(file: &Connection, day: i64, subjects: &HashSet<i64>) -> Result<Vec<(i64, usize)>> {
    let wanted = rollup::of_day(file, day)?.into_iter().filter(|(charge, _)| subjects.contains(charge));
    Ok(wanted.map(|(charge, sums)| (charge, usize::try_from(sums.lines).unwrap_or(usize::MAX))).collect())
}

/// The names of further fields by id.
struct Names<'file> {
    texts: Texts<'file>,
    known: HashMap<i64, Vec<String>>,
}

impl<'file> Names<'file> {
    fn new(file: &'file Connection) -> Result<Self> {
        Ok(Self { texts: Texts::new(file)?, known: HashMap::new() })
    }

    /// A line in full. Further fields whose names cannot be read are left out.
    fn line(&mut self, row: LineRow<'_>, charge: Arc<Charge>) -> Result<BillLine> {
        let mut extras = Vec::new();
        if let Some(names) = row.names {
            if !self.known.contains_key(&names) {
                self.known.insert(names, self.texts.read(names)?.unwrap_or_default());
            }
            let names = self.known.get(&names).map_or(&[][..], Vec::as_slice);
            extras = names.iter().cloned().zip(row.line.values().map(str::to_owned)).collect();
        }
        let (figures, row_id) = (row.line.figures(), row.line.row_id().map(str::to_owned));
        Ok(BillLine { charge, figures, row_id, extras })
    }
}

/// The charges of a page by id.
struct KnownCharges<'file> {
    charges: Charges<'file>,
    known: HashMap<i64, Arc<Charge>>,
}

impl KnownCharges<'_> {
    /// A charge that cannot be read is empty: its figures still count.
    fn charge(&mut self, id: i64) -> Result<Arc<Charge>> {
        if let Some(charge) = self.known.get(&id) {
            return Ok(Arc::clone(charge));
        }
        let charge = Arc::new(self.charges.read(id)?.unwrap_or_default());
        self.known.insert(id, Arc::clone(&charge));
        Ok(charge)
    }
}
