//! Exported Bill Details files (CSV), read into days of bill lines. Nothing is stored or written here.
//!
//! Both layouts of the console's export are read, in Chinese and in English: columns are found by name
//! ([`columns`]). A column that the table does not name is stored with its line under its own name, and
//! reported if it holds amounts. Files are read as streams; of a file only its lines are held, their texts
//! cut at 2,000 characters.
//!
//! A day is replaced as a whole by what is read here, so a file that is cut off is refused as a whole, and
//! [`Export::is_whole`] tells whether days may lack lines of a file that was refused. That an export was
//! filtered by product, or ends within a day, cannot be seen in it.

use std::{collections::HashMap, fs::File, io::Read, path::Path};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    domain::bill::{
        BillDay, BillLine, BillOwner, FileFacts, FileReading, FileRefusal, Gap, Import, Owners, SkipReason,
    },
    files,
};

mod charges;
pub mod columns;
mod dialect;
mod encoding;
mod export;
mod file;
mod header;
mod name;
mod row;
mod stream;
mod value;

pub use header::Role;

/// Lines per call: all are in memory until the last is read, because a day is replaced as a whole.
const MOST_LINES: usize = 2_000_000;

/// A file that was exported.
#[derive(Debug)]
pub struct BillFile<R> {
    /// Its name or path, as given by the user.
    pub name: String,
    /// When it was last written; absent where unknown.
    pub modified_at: Option<DateTime<Utc>>,
    /// What is in it, or why it could not be opened.
    pub content: Result<R, FileRefusal>,
}

impl BillFile<File> {
    /// Opens the regular file at `path`; a failure shows when it is read.
    pub fn open(path: &Path) -> Self {
        let content = files::open(path).map_err(|error| match path.metadata() {
            Ok(about) if about.is_dir() => FileRefusal::Folder,
            Ok(about) if !about.is_file() => FileRefusal::NotAFile,
            _ => FileRefusal::Unreadable { detail: error.to_string() },
        });
        let modified = content.as_ref().ok().and_then(|file| file.metadata().ok()?.modified().ok());
        Self { name: path.display().to_string(), modified_at: modified.map(DateTime::from), content }
    }
}

/// What was read of the files of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct Export {
    /// The days, ordered by when they were exported, then by day. A day comes more than once where files of
    /// several exports have it: the last is the freshest.
    pub days: Vec<BillDay>,
    /// What reading each file gave, in the order of the files.
    pub files: Vec<FileReading>,
}

impl Export {
    /// Whether no file was refused that could have lines of the days that were read.
    pub fn is_whole(&self) -> bool {
        self.files.iter().all(|file| file.outcome.as_ref().err().is_none_or(FileRefusal::is_harmless))
    }

    /// How many lines belong to each account.
    pub fn owners(&self) -> Owners {
        let mut owners = Owners::new();
        for day in &self.days {
            let lines = u64::try_from(day.lines.len()).unwrap_or(u64::MAX);
            match owners.iter_mut().find(|(owner, _)| *owner == day.owner) {
                Some((_, count)) => *count = count.saturating_add(lines),
                None => owners.push((day.owner.clone(), lines)),
            }
        }
        owners
    }

    /// The days of the account that is imported. Rows that name no account in a file of several are left out,
    /// and their days lack them.
    pub fn days_of(self, import: &Import) -> Vec<BillDay> {
        let (mut days, others): (Vec<BillDay>, Vec<BillDay>) =
            self.days.into_iter().partition(|day| import.includes(day.owner.as_ref()));
        for day in &mut days {
            day.owner = import.account.clone().map(BillOwner::Account);
        }
        for unnamed in others.iter().filter(|day| day.owner.is_none()) {
            let rows = u64::try_from(unnamed.lines.len()).unwrap_or(u64::MAX);
            for day in days.iter_mut().filter(|day| day.day == unnamed.day) {
                day.gap = Some(day.gap.unwrap_or(Gap { reason: SkipReason::NoAccount, rows: 0 }).and(rows));
            }
        }
        days
    }
}

/// Reads files one after the other, each to its end. `now` is when a file was exported of which nothing tells
/// it, and no file was exported later.
pub fn read<R: Read>(files: impl IntoIterator<Item = BillFile<R>>, now: DateTime<Utc>) -> Export {
    let mut charges = charges::Charges::default();
    let mut names: HashMap<u64, String> = HashMap::new();
    let mut parts = Vec::new();
    let mut readings: Vec<FileReading> = Vec::new();
    for BillFile { name, modified_at, content } in files {
        // Folders can be named after a time, too.
        let bare_name =
            Path::new(&name).file_name().map_or_else(|| name.as_str().into(), |bare| bare.to_string_lossy());
        let named_at = name::exported_at(&bare_name);
        let exported_at = named_at.or(modified_at).map_or(now, |at| at.min(now));
        let is_summary = name::is_day_summary(&bare_name);
        let held = parts.iter().map(|part: &export::Part| part.lines.len()).fold(0, usize::saturating_add);
        let room = MOST_LINES.saturating_sub(held);
        let outcome = content_of(content, is_summary, &mut charges, room).and_then(|content| {
            if let Some(same) = names.get(&content.fingerprint) {
                return Err(FileRefusal::SameAs(same.clone()));
            }
            names.insert(content.fingerprint, name.clone());
            let facts = FileFacts {
                exported_at,
                days: range(&content.lines),
                lines: u64::try_from(content.lines.len()).unwrap_or(u64::MAX),
                repeated: 0,
                unreadable: content.unreadable,
                unknown_amounts: content.unknown_amounts,
                skipped: content.skipped,
            };
            parts.push(export::Part {
                file: readings.len(),
                named_at,
                exported_at,
                lines: content.lines,
                gaps: content.gaps,
            });
            Ok(facts)
        });
        readings.push(FileReading { name, outcome });
    }
    let mut days = Vec::new();
    for export in export::together(parts) {
        days.extend(export::days(export, |file| {
            if let Some(Ok(facts)) = readings.get_mut(file).map(|reading| reading.outcome.as_mut()) {
                facts.lines = facts.lines.saturating_sub(1);
                facts.repeated = facts.repeated.saturating_add(1);
            }
        }));
    }
    days.sort_by_key(|day| day.read_at);
    Export { days, files: readings }
}

fn content_of(
    content: Result<impl Read, FileRefusal>,
    is_summary: bool,
    charges: &mut charges::Charges,
    room: usize,
) -> Result<file::Content, FileRefusal> {
    let content = content?;
    if is_summary { Err(FileRefusal::DaySummary) } else { file::read(content, charges, room) }
}

fn range(lines: &[(NaiveDate, BillLine)]) -> Option<(NaiveDate, NaiveDate)> {
    let days = lines.iter().map(|(day, _)| *day);
    Some((days.clone().min()?, days.max()?))
}
