//! Free quotas from exported bills: what the lines of a day say is stored when they are saved, and grants are
//! computed from all days.

use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    sync::{Arc, Weak},
};

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{
    charges::Charges,
    day,
    intern::Texts,
    lines::{self, Lines},
};
use crate::{
    domain::{
        ModelName,
        bill::{
            BillGrant, ChargeBook, DayUse, Origin, PackedDay, PackedLine,
            free_use::{DayLines, FieldPlaces, LineSubject, grants, points},
        },
        forecast::Seen,
    },
    store::{
        file::trouble::{Result, Trouble},
        identity::AccountKey,
    },
};

/// What the charges of a book mean here, by their numbers: an import saves many days of one.
#[derive(Default)]
pub(super) struct Subjects {
    book: Weak<ChargeBook>,
    by_number: HashMap<u32, Option<LineSubject>>,
}

/// Saves what the lines of an exported day say, which are exactly those that are stored for it.
pub(super) fn save_coming(
    file: &Connection,
    subjects: &mut Subjects,
    key: &AccountKey,
    coming: &PackedDay,
) -> Result<()> {
    if !std::ptr::eq(subjects.book.as_ptr(), Arc::as_ptr(&coming.book)) {
        *subjects = Subjects { book: Arc::downgrade(&coming.book), by_number: HashMap::new() };
    }
    let mut places: HashMap<u32, FieldPlaces> = HashMap::new();
    let mut sum = DayLines::default();
    for (place, line) in coming.lines.iter() {
        let subject = subjects
            .by_number
            .entry(place.charge)
            .or_insert_with(|| LineSubject::new(&coming.book.charge(place.charge)));
        let (Some(subject), Some(names)) = (subject.as_ref(), place.names) else { continue };
        let places = *places.entry(names).or_insert_with(|| FieldPlaces::new(coming.book.names(names)));
        add(&mut sum, coming.day, subject, places, line);
    }
    save(file, key, coming.day, &sum.finish())
}

/// Saves what these lines say, whose ids are those of the file: those of a day that was put together from several
/// files.
pub(super) fn save_stored(file: &Connection, key: &AccountKey, day: NaiveDate, lines: &Lines) -> Result<()> {
    StoredSubjects::new(file)?.save(key, day, lines)
}

/// More charges than this are not remembered from day to day.
const MANY: usize = 50_000;

/// What the charges of the file mean here, by their ids: many days have the same.
struct StoredSubjects<'file> {
    file: &'file Connection,
    charges: Charges<'file>,
    texts: Texts<'file>,
    subjects: HashMap<i64, Option<LineSubject>>,
    places: HashMap<i64, FieldPlaces>,
}

impl<'file> StoredSubjects<'file> {
    fn new(file: &'file Connection) -> Result<Self> {
        let (charges, texts) = (Charges::new(file)?, Texts::new(file)?);
        Ok(Self { file, charges, texts, subjects: HashMap::new(), places: HashMap::new() })
    }

    fn save(&mut self, key: &AccountKey, day: NaiveDate, lines: &Lines) -> Result<()> {
        if self.subjects.len() > MANY {
            self.subjects.clear();
        }
        let mut sum = DayLines::default();
        for row in lines.views() {
            let subject = match self.subjects.entry(row.charge) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let charge = self.charges.read(row.charge)?;
                    new.insert(charge.and_then(|charge| LineSubject::new(&charge)))
                }
            };
            let (Some(subject), Some(names)) = (subject.as_ref(), row.names) else { continue };
            let places = match self.places.entry(names) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    let names = self.texts.read::<Vec<String>>(names)?.unwrap_or_default();
                    *new.insert(FieldPlaces::new(&names))
                }
            };
            add(&mut sum, day, subject, places, row.line);
        }
        save(self.file, key, day, &sum.finish())
    }
}

fn add(sum: &mut DayLines, day: NaiveDate, subject: &LineSubject, places: FieldPlaces, line: PackedLine<'_>) {
    let (mut time, mut detail) = (None, None);
    for (at, value) in line.values().enumerate() {
        if places.time == Some(at) {
            time = Some(value);
        } else if places.detail == Some(at) {
            detail = Some(value);
        }
    }
    sum.add(day, subject, &line.figures(), (time, detail));
}

fn save(file: &Connection, key: &AccountKey, day: NaiveDate, day_use: &DayUse) -> Result<()> {
    let json = serde_json::to_string(day_use).map_err(|error| Trouble::unusable(&error))?;
    let mut statement = file.prepare("INSERT OR REPLACE INTO bill_free_use VALUES (?1, ?2, ?3, ?4, ?5)")?;
    statement.execute(params![key.profile, key.site.into_str(), key.fingerprint, day::number(day), json])?;
    Ok(())
}

/// Notes that a file was imported, whose lines are of these days.
pub(super) fn save_export(
    file: &Connection,
    key: &AccountKey,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<()> {
    let values =
        params![key.profile, key.site.into_str(), key.fingerprint, day::number(first), day::number(last)];
    file.execute("INSERT OR IGNORE INTO bill_export VALUES (?1, ?2, ?3, ?4, ?5)", values)?;
    Ok(())
}

/// Computes what versions before schema 11 did not: what the exported days that are stored say.
pub(super) fn complete(file: &Connection, key: &AccountKey) -> Result<()> {
    let known = days(file, key)?;
    let mut subjects = StoredSubjects::new(file)?;
    for (id, stored) in day::list(file, key, (NaiveDate::MIN, NaiveDate::MAX))? {
        if stored.origin == Origin::File && !known.contains_key(&stored.day) {
            subjects.save(key, stored.day, &lines::of_day(file, id)?)?;
        }
    }
    Ok(())
}

/// The stored days; one that cannot be read counts as absent.
fn days(file: &Connection, key: &AccountKey) -> Result<BTreeMap<NaiveDate, DayUse>> {
    let mut statement = file.prepare(
        "SELECT day, uses FROM bill_free_use WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3",
    )?;
    let mut rows = statement.query(params![key.profile, key.site.into_str(), key.fingerprint])?;
    let mut days = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let uses = row.get_ref(1)?.as_str().ok().and_then(|json| serde_json::from_str(json).ok());
        days.extend(day::date(row.get(0)?).zip(uses));
    }
    Ok(days)
}

/// The newest grant of each model.
pub(super) fn read_grants(file: &Connection, key: &AccountKey) -> Result<Vec<BillGrant>> {
    let uses = days(file, key)?;
    let stored = day::list(file, key, (NaiveDate::MIN, NaiveDate::MAX))?;
    let lacking: Vec<NaiveDate> =
        stored.iter().filter(|(_, stored)| stored.gap.is_some()).map(|(_, stored)| stored.day).collect();
    let exports = exports(file, key)?;
    let is_known = |day: NaiveDate| {
        let is_between = || exports.iter().any(|(first, last)| (*first..=*last).contains(&day));
        !lacking.contains(&day) && (uses.contains_key(&day) || is_between())
    };
    Ok(grants(&uses.clone().into_iter().collect::<Vec<_>>(), is_known))
}

/// The figures of a model's newest grant over time; of all models without a name.
pub(crate) fn read_points(
    file: &Connection,
    key: &AccountKey,
    model: Option<&ModelName>,
) -> Result<Vec<(ModelName, Vec<Seen>)>> {
    let uses: Vec<_> = days(file, key)?.into_iter().collect();
    let names: Vec<ModelName> = match model {
        Some(model) => vec![model.clone()],
        None => grants(&uses, |_| true).into_iter().map(|grant| grant.model).collect(),
    };
    let points = names.into_iter().map(|name| {
        let points = points(&uses, &name);
        (name, points)
    });
    Ok(points.filter(|(_, points)| !points.is_empty()).collect())
}

fn exports(file: &Connection, key: &AccountKey) -> Result<Vec<(NaiveDate, NaiveDate)>> {
    let mut statement = file.prepare(
        "SELECT first_day, last_day FROM bill_export
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3",
    )?;
    let rows = statement.query_map(params![key.profile, key.site.into_str(), key.fingerprint], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let rows: Vec<(i64, i64)> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().filter_map(|(first, last)| day::date(first).zip(day::date(last))).collect())
}

/// Moves what a day says to another account, with its lines.
pub(super) fn set_apart(file: &Connection, key: &AccountKey, day: i64, fingerprint: &str) -> Result<()> {
    file.execute(
        "UPDATE OR REPLACE bill_free_use SET fingerprint = ?5
          WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3
            AND day = (SELECT day FROM bill_day WHERE id = ?4)",
        params![key.profile, key.site.into_str(), key.fingerprint, day, fingerprint],
    )?;
    Ok(())
}
