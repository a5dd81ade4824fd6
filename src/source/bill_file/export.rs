//! Days of the lines that were read, one at a time.
//!
//! A large export is split into several files, and a day can be split with it, so lines of one day from all
//! files of an export are one day. Files whose names say that they were exported at another time are another
//! export: where both have a day, it comes twice, the older first, for only a whole day replaces a day.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    io,
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    file::Gaps,
    parts::{self, Part},
    spool::Spool,
};
use crate::domain::bill::{
    BillOwner, ChargeBook, FileReading, FileRefusal, Gap, Import, Origin, Owners, PackedDay, PackedLine,
    PackedLines, SkipReason, owner_of, packed::Place,
};

/// What was read of the files of one call. The lines wait on the disk if they are many.
#[derive(Debug)]
pub struct Export {
    /// What reading each file gave, in the order of the files. Lines that an earlier file has too are known as
    /// such once all days were read.
    pub files: Vec<FileReading>,
    spool: Spool,
    book: Arc<ChargeBook>,
    exports: Vec<SplitExport>,
}

/// The files of one export.
#[derive(Debug)]
struct SplitExport {
    parts: Vec<Part>,
    gaps: Gaps,
    /// The owner of each charge by the number of its rest; absent if the lines do not state it.
    owners: HashMap<u32, Option<BillOwner>>,
}

impl Export {
    pub(super) fn new(files: Vec<FileReading>, spool: Spool, book: ChargeBook, parts: Vec<Part>) -> Self {
        let exports =
            parts::together(parts).into_iter().map(|parts| SplitExport::new(parts, &book)).collect();
        Self { files, spool, book: Arc::new(book), exports }
    }

    /// Whether no file was refused that could have lines of the days that were read.
    pub fn is_whole(&self) -> bool {
        self.files.iter().all(|file| file.outcome.as_ref().err().is_none_or(FileRefusal::is_harmless))
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.exports.iter().flat_map(|export| &export.parts).all(|part| part.rows.counts.is_empty())
    }

    /// How many lines belong to each account; lines that several files have may count more than once.
    pub fn owners(&self) -> Owners {
        let mut owners = Owners::new();
        for export in &self.exports {
            for ((_, rest), lines) in export.parts.iter().flat_map(|part| &part.rows.counts) {
                count(&mut owners, export.owner(*rest), *lines);
            }
        }
        owners
    }

    /// How many lines belong to each account, exactly: reads every line.
    pub fn exact_owners(&mut self) -> io::Result<Owners> {
        let mut owners = Owners::new();
        for day in self.days(None) {
            let day = day?;
            count(&mut owners, day.owner.as_ref(), u64::try_from(day.lines.len()).unwrap_or(u64::MAX));
        }
        Ok(owners)
    }

    /// The days of the account that is imported, or of all accounts apart, ordered by when they were exported,
    /// then by day. A day comes more than once where files of several exports have it: the last is the freshest.
    ///
    /// Rows that name no account in a file of several are left out, and their days lack them.
    pub fn days(&mut self, import: Option<&Import>) -> Days<'_> {
        let waiting =
            self.in_order().map(|(export, day)| (export.parts.first().map_or(0, |part| part.file), day));
        let waiting = waiting.collect();
        for file in &mut self.files {
            if let Ok(facts) = &mut file.outcome {
                facts.lines = facts.lines.saturating_add(facts.repeated);
                facts.repeated = 0;
            }
        }
        let unnamed = import.map(|import| self.unnamed(import)).unwrap_or_default();
        Days { export: self, import: import.cloned(), waiting, ready: VecDeque::new(), unnamed }
    }

    /// The exports and their days in the order in which they are saved.
    fn in_order(&self) -> impl Iterator<Item = (&SplitExport, NaiveDate)> {
        let mut all: Vec<(DateTime<Utc>, &SplitExport, NaiveDate)> = Vec::new();
        for export in &self.exports {
            for (day, parts) in parts::by_day(&export.parts) {
                let read_at = parts.iter().map(|part| part.exported_at).min().unwrap_or_default();
                all.push((read_at, export, day));
            }
        }
        all.sort_by_key(|(read_at, _, _)| *read_at);
        all.into_iter().map(|(_, export, day)| (export, day))
    }

    /// The rows that name no account by day, if they are not imported.
    fn unnamed(&self, import: &Import) -> BTreeMap<NaiveDate, u64> {
        let mut unnamed = BTreeMap::new();
        if import.includes(None) {
            return unnamed;
        }
        for export in &self.exports {
            for ((day, rest), lines) in export.parts.iter().flat_map(|part| &part.rows.counts) {
                if export.owner(*rest).is_none() {
                    let count: &mut u64 = unnamed.entry(*day).or_default();
                    *count = count.saturating_add(*lines);
                }
            }
        }
        unnamed
    }
}

impl SplitExport {
    fn new(mut parts: Vec<Part>, book: &ChargeBook) -> Self {
        let mut gaps = Gaps::default();
        let mut owners: HashMap<u32, Option<BillOwner>> = HashMap::new();
        for part in &mut parts {
            gaps.merge(std::mem::take(&mut part.gaps));
            for ((_, rest), _) in &part.rows.counts {
                owners.entry(*rest).or_insert_with(|| book.rest_at(*rest).and_then(|rest| owner_of(rest)));
            }
        }
        // In an export of one account, a row without its ID is that account's too.
        let mut named: Vec<BillOwner> = owners.values().flatten().cloned().collect();
        named.sort_unstable();
        named.dedup();
        if let [only] = named.as_slice() {
            owners = owners.into_keys().map(|rest| (rest, Some(only.clone()))).collect();
        }
        Self { parts, gaps, owners }
    }

    fn owner(&self, rest: u32) -> Option<&BillOwner> {
        self.owners.get(&rest)?.as_ref()
    }
}

fn count(owners: &mut Owners, owner: Option<&BillOwner>, lines: u64) {
    match owners.iter_mut().find(|(known, _)| known.as_ref() == owner) {
        Some((_, count)) => *count = count.saturating_add(lines),
        None => owners.push((owner.cloned(), lines)),
    }
}

/// Reads days, one after the other.
#[derive(Debug)]
pub struct Days<'a> {
    export: &'a mut Export,
    import: Option<Import>,
    /// The first file of the export, and the day.
    waiting: VecDeque<(usize, NaiveDate)>,
    /// The last day that was read, for each account.
    ready: VecDeque<PackedDay>,
    unnamed: BTreeMap<NaiveDate, u64>,
}

impl Days<'_> {
    /// How many days there are left, at most.
    pub fn left(&self) -> usize {
        self.waiting.len().saturating_add(self.ready.len())
    }
}

impl Iterator for Days<'_> {
    type Item = io::Result<PackedDay>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mut day) = self.ready.pop_front() {
                if let Some(rows) = self.unnamed.get(&day.day) {
                    day.gap =
                        Some(day.gap.unwrap_or(Gap { reason: SkipReason::NoAccount, rows: 0 }).and(*rows));
                }
                return Some(Ok(day));
            }
            let (first, day) = self.waiting.pop_front()?;
            match self.read(first, day) {
                Ok(days) => self.ready = days,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Days<'_> {
    /// The lines of a day, those of each account apart. A day is as fresh as the oldest file that has lines of
    /// it, and lacks the rows of the export that could not be read and may belong to it.
    fn read(&mut self, first: usize, day: NaiveDate) -> io::Result<VecDeque<PackedDay>> {
        let Export { files, spool, book, exports } = &mut *self.export;
        let is_here = |export: &&SplitExport| export.parts.first().is_some_and(|part| part.file == first);
        let Some(export) = exports.iter().find(is_here) else { return Ok(VecDeque::new()) };
        let mut lines = PackedLines::default();
        // The part of each line.
        let mut parts: Vec<(usize, &Part)> = Vec::new();
        for part in &export.parts {
            spool.read(part.file, day, &mut lines)?;
            parts.push((lines.len(), part));
        }
        let mut accounts: Vec<(Option<&BillOwner>, DateTime<Utc>, Vec<Place>)> = Vec::new();
        let mut seen = Seen::default();
        let mut places = lines.places.iter();
        for (at, (end, part)) in parts.iter().enumerate() {
            let earlier = export.parts.get(..at).unwrap_or_default();
            let start = at.checked_sub(1).and_then(|at| parts.get(at)).map_or(0, |(end, _)| *end);
            seen.begin_file();
            for place in places.by_ref().take(end.saturating_sub(start)) {
                if seen.is_repeated(earlier, place, lines.line(place)) {
                    if let Some(Ok(facts)) = files.get_mut(part.file).map(|file| file.outcome.as_mut()) {
                        facts.lines = facts.lines.saturating_sub(1);
                        facts.repeated = facts.repeated.saturating_add(1);
                    }
                    continue;
                }
                let owner = book.rest_of(place.charge).and_then(|rest| export.owner(rest));
                let known = accounts.iter().position(|(known, ..)| *known == owner);
                let known = known.unwrap_or_else(|| {
                    accounts.push((owner, part.exported_at, Vec::new()));
                    accounts.len().saturating_sub(1)
                });
                if let Some((_, read_at, places)) = accounts.get_mut(known) {
                    *read_at = part.exported_at.min(*read_at);
                    places.push(*place);
                }
            }
        }
        let mut days = VecDeque::new();
        if let Some(import) = &self.import {
            accounts.retain(|(owner, ..)| import.includes(*owner));
        }
        let last = accounts.len().saturating_sub(1);
        for (at, (owner, read_at, places)) in accounts.into_iter().enumerate() {
            let owner = match &self.import {
                Some(import) => import.account.clone().map(BillOwner::Account),
                None => owner.cloned(),
            };
            let bytes = if at == last { std::mem::take(&mut lines.bytes) } else { lines.bytes.clone() };
            days.push_back(PackedDay {
                day,
                owner,
                origin: Origin::File,
                read_at,
                gap: export.gaps.of(day),
                book: Arc::clone(book),
                lines: PackedLines { bytes, places },
            });
        }
        Ok(days)
    }
}

/// The lines of a day that came before, by their ids. In another file the same id means the same line; within
/// a file only if the lines are equal, so that no money is dropped if ids are not unique.
#[derive(Default)]
struct Seen<'a>(HashMap<&'a str, (u32, Option<u32>, PackedLine<'a>)>);

impl<'a> Seen<'a> {
    fn begin_file(&mut self) {
        self.0.clear();
    }

    fn is_repeated(&mut self, earlier: &[Part], place: &Place, line: PackedLine<'a>) -> bool {
        let Some(id) = line.row_id() else { return false };
        if earlier.iter().any(|part| part.rows.has(id)) {
            return true;
        }
        let this = (place.charge, place.names, line);
        match self.0.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => *known.get() == this,
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(this);
                false
            }
        }
    }
}
