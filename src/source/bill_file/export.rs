//! Groups files into exports, and their lines by day.
//!
//! A large export is split into several files, and a day can be split with it, so lines of one day from all
//! files of an export are one day. Files whose names say that they were exported at another time are another
//! export: where both have a day, it comes twice, the older first, for only a whole day replaces a day.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::file::Gaps;
use crate::domain::bill::{BillDay, BillLine, BillOwner, Charge, Origin, owner_of};

/// The files of a split export are written within this time.
const WRITTEN_WITHIN: TimeDelta = TimeDelta::minutes(10);

#[derive(Debug)]
pub(super) struct Part {
    /// Its index among the files of the call.
    pub(super) file: usize,
    /// When it was exported, if its name says so.
    pub(super) named_at: Option<DateTime<Utc>>,
    /// When it was exported, by its name, or an estimate.
    pub(super) exported_at: DateTime<Utc>,
    pub(super) lines: Vec<(NaiveDate, BillLine)>,
    pub(super) gaps: Gaps,
}

/// Groups the parts of each export, the oldest first. Files with other names are one export, before the
/// others.
pub(super) fn together(mut parts: Vec<Part>) -> Vec<Vec<Part>> {
    parts.sort_by_key(|part| part.named_at);
    let mut exports: Vec<Vec<Part>> = Vec::new();
    for part in parts {
        let belongs = |export: &&mut Vec<Part>| match (
            export.first().and_then(|first| first.named_at),
            part.named_at,
        ) {
            (Some(first), Some(this)) => this.signed_duration_since(first) <= WRITTEN_WITHIN,
            (first, this) => first == this,
        };
        match exports.last_mut().filter(belongs) {
            Some(export) => export.push(part),
            None => exports.push(vec![part]),
        }
    }
    for export in &mut exports {
        export.sort_by_key(|part| part.file);
    }
    exports
}

/// The days of one export, those of each account apart. A day is as fresh as the oldest file that has lines
/// of it, and lacks the rows of the export that could not be read and may belong to it. `repeated` is called
/// with the file of each line whose id occurred before, in an earlier file or in the same one.
pub(super) fn days(parts: Vec<Part>, mut repeated: impl FnMut(usize)) -> Vec<BillDay> {
    let counts = first_of_each(&parts);
    let mut counts = counts.into_iter();
    let mut owners = LineOwners::of(&parts);
    let mut days: BTreeMap<(NaiveDate, usize), BillDay> = BTreeMap::new();
    let mut gaps = Gaps::default();
    for part in parts {
        gaps.merge(part.gaps);
        for (day, line) in part.lines {
            if counts.next() == Some(false) {
                repeated(part.file);
                continue;
            }
            let read_at = part.exported_at;
            let owner = owners.place_of(&line.charge);
            let of_day = days.entry((day, owner)).or_insert_with(|| BillDay {
                day,
                owner: owners.get(owner),
                origin: Origin::File,
                read_at,
                gap: None,
                lines: Vec::new(),
            });
            of_day.read_at = of_day.read_at.min(read_at);
            of_day.lines.push(line);
        }
    }
    for day in days.values_mut() {
        day.gap = gaps.of(day.day);
    }
    days.into_values().collect()
}

/// The owners of an export's lines; each charge is examined once.
struct LineOwners {
    owners: Vec<Option<BillOwner>>,
    places: HashMap<*const Charge, usize>,
}

impl LineOwners {
    fn of(parts: &[Part]) -> Self {
        let mut found = Self { owners: Vec::new(), places: HashMap::new() };
        for (_, line) in parts.iter().flat_map(|part| &part.lines) {
            found.place_of(&line.charge);
        }
        // In an export of one account, a row without its ID is that account's too.
        let mut named = found.owners.iter().flatten();
        if let (Some(only), None) = (named.next().cloned(), named.next()) {
            found.owners.fill(Some(only));
            found.places.values_mut().for_each(|place| *place = 0);
        }
        found
    }

    fn place_of(&mut self, charge: &Arc<Charge>) -> usize {
        let owners = &mut self.owners;
        *self.places.entry(Arc::as_ptr(charge)).or_insert_with(|| {
            let owner = owner_of(charge);
            owners.iter().position(|known| *known == owner).unwrap_or_else(|| {
                owners.push(owner);
                owners.len().saturating_sub(1)
            })
        })
    }

    fn get(&self, place: usize) -> Option<BillOwner> {
        self.owners.get(place).cloned().flatten()
    }
}

/// Whether each line, in order, counts. In another file the same id means the same line; within a file only
/// if the lines are equal, so that no money is dropped if ids are not unique.
fn first_of_each(parts: &[Part]) -> Vec<bool> {
    let mut first: HashMap<&str, (usize, &NaiveDate, &BillLine)> = HashMap::new();
    let lines = parts.iter().flat_map(|part| part.lines.iter().map(|(day, line)| (part.file, day, line)));
    lines
        .map(|this| {
            let Some(id) = this.2.row_id.as_deref() else { return true };
            let known = *first.entry(id).or_insert(this);
            let is_itself = std::ptr::eq(known.2, this.2);
            is_itself || (known.0 == this.0 && (known.1, known.2) != (this.1, this.2))
        })
        .collect()
}
