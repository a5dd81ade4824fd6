//! What was read of each file besides its lines, and which files are one export.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::file::Gaps;

/// The files of a split export are written within this time.
const WRITTEN_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// One file of an export.
#[derive(Debug)]
pub(super) struct Part {
    /// Its index among the files of the call.
    pub(super) file: usize,
    /// When it was exported, if its name says so.
    pub(super) named_at: Option<DateTime<Utc>>,
    /// When it was exported, by its name, or an estimate.
    pub(super) exported_at: DateTime<Utc>,
    pub(super) gaps: Gaps,
    pub(super) rows: Rows,
}

/// What the lines of a file say together.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The number of lines by day and by what their charges have besides an Instance ID, in the order of their
    /// first occurrence.
    pub(super) counts: Vec<((NaiveDate, u32), u64)>,
    places: HashMap<(NaiveDate, u32), usize>,
    /// The ids of its lines, if there are other files, in which the same id means the same line.
    ids: Option<Vec<u128>>,
}

impl Rows {
    pub(super) fn new(has_others: bool) -> Self {
        Self { ids: has_others.then(Vec::new), ..Self::default() }
    }

    pub(super) fn add(&mut self, day: NaiveDate, rest: u32, row_id: Option<&str>) {
        let counts = &mut self.counts;
        let place = *self.places.entry((day, rest)).or_insert_with(|| {
            counts.push(((day, rest), 0));
            counts.len().saturating_sub(1)
        });
        if let Some((_, count)) = counts.get_mut(place) {
            *count = count.saturating_add(1);
        }
        if let (Some(ids), Some(id)) = (&mut self.ids, row_id) {
            ids.push(number(id));
        }
    }

    /// No more lines come.
    pub(super) fn finish(&mut self) {
        self.places = HashMap::new();
        if let Some(ids) = &mut self.ids {
            ids.sort_unstable();
            ids.dedup();
            ids.shrink_to_fit();
        }
    }

    /// Whether a line has this id.
    pub(super) fn has(&self, row_id: &str) -> bool {
        self.ids.as_ref().is_some_and(|ids| ids.binary_search(&number(row_id)).is_ok())
    }

    pub(super) fn range(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = self.counts.iter().map(|((day, _), _)| *day);
        Some((days.clone().min()?, days.max()?))
    }
}

/// A number for an id: of 128 bits, so that no two of some millions have the same by chance.
fn number(row_id: &str) -> u128 {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, row_id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << u64::BITS | half(1)
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

/// The days of an export with its parts that have lines of them.
pub(super) fn by_day(parts: &[Part]) -> BTreeMap<NaiveDate, Vec<&Part>> {
    let mut days: BTreeMap<NaiveDate, Vec<&Part>> = BTreeMap::new();
    for part in parts {
        for ((day, _), _) in &part.rows.counts {
            let of_day = days.entry(*day).or_default();
            if of_day.last().is_none_or(|last| last.file != part.file) {
                of_day.push(part);
            }
        }
    }
    days
}
