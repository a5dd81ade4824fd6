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

use std::{
    cell::Cell,
    collections::HashMap,
    fs::File,
    io::{self, Read},
    ops::ControlFlow,
    path::Path,
};

use chrono::{DateTime, Utc};

use self::{
    charges::Charges,
    header::Column,
    parts::{Part, Rows},
    row::Row,
    spool::Spool,
};
use crate::{
    domain::bill::{FileFacts, FileReading, FileRefusal, packed},
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
mod parts;
mod row;
mod spool;
mod stop;
mod stream;
mod value;

pub use export::{Days, Export};
pub use header::Role;
pub use stop::Stop;

/// Progress is reported after this many lines.
const LINES_PER_STEP: u64 = 1_024;

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

/// How far reading has got, over all files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The bytes that were read.
    pub bytes: u64,
    /// The bill lines that were read.
    pub lines: u64,
}

/// Reads files one after the other, each to its end. `now` is when a file was exported of which nothing tells
/// it, and no file was exported later. Many lines wait for their day in a file in `folder`.
///
/// `watch` is called from time to time, and may stop the reading.
pub fn read<R: Read>(
    files: impl IntoIterator<Item = BillFile<R>>,
    now: DateTime<Utc>,
    folder: &Path,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Export, Stop> {
    let files: Vec<BillFile<R>> = files.into_iter().collect();
    let has_others = files.len() > 1;
    let mut charges = Charges::default();
    let mut names: HashMap<u64, String> = HashMap::new();
    let mut readings: Vec<FileReading> = Vec::new();
    let mut parts = Vec::new();
    let (mut progress, bytes) = (Progress::default(), Cell::new(0));
    let mut spool = Spool::new(folder);
    for BillFile { name, modified_at, content } in files {
        // Folders can be named after a time, too.
        let bare_name =
            Path::new(&name).file_name().map_or_else(|| name.as_str().into(), |bare| bare.to_string_lossy());
        let named_at = name::exported_at(&bare_name);
        let exported_at = named_at.or(modified_at).map_or(now, |at| at.min(now));
        let room = file::MOST_LINES.saturating_sub(progress.lines);
        let file = readings.len();
        let mut sink = Sink {
            file,
            spool: &mut spool,
            rows: Rows::new(has_others),
            packed: Vec::new(),
            progress: &mut progress,
            bytes: &bytes,
            watch,
        };
        let read = match content {
            Ok(_) if name::is_day_summary(&bare_name) => Err(FileRefusal::DaySummary),
            Ok(content) => file::read(Counted { content, bytes: &bytes }, &mut charges, room, &mut sink)?,
            Err(refusal) => Err(refusal),
        };
        let mut rows = sink.rows;
        let outcome = read.and_then(|content| {
            if let Some(same) = names.get(&content.fingerprint) {
                return Err(FileRefusal::SameAs(same.clone()));
            }
            names.insert(content.fingerprint, name.clone());
            rows.finish();
            let facts = FileFacts {
                exported_at,
                days: rows.range(),
                lines: content.lines,
                repeated: 0,
                unreadable: content.unreadable,
                unknown_amounts: content.unknown_amounts,
                skipped: content.skipped,
            };
            parts.push(Part { file, named_at, exported_at, gaps: content.gaps, rows });
            Ok(facts)
        });
        if outcome.is_err() {
            spool.drop_file(file);
        }
        readings.push(FileReading { name, outcome });
    }
    Ok(Export::new(readings, spool, charges.book, parts))
}

/// Takes the lines of a file.
struct Sink<'a> {
    file: usize,
    spool: &'a mut Spool,
    rows: Rows,
    /// The current line.
    packed: Vec<u8>,
    progress: &'a mut Progress,
    /// The bytes that were read of all files.
    bytes: &'a Cell<u64>,
    watch: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl file::Lines for Sink<'_> {
    fn add(&mut self, row: &Row<'_>, columns: &[Column], charges: &mut Charges) -> Result<(), Stop> {
        let (rest, instance) = row.charge;
        let charge = charges.book.number_of(rest, &value::cut(instance));
        let names = charges.names(columns, &row.extras);
        let row_id = row.id.map(value::cut);
        self.packed.clear();
        packed::pack(
            &mut self.packed,
            row_id.as_deref(),
            &row.figures,
            row.extras.iter().map(|(_, text)| value::cut(text)),
        );
        self.spool.add((self.file, row.day), (charge, names), &self.packed)?;
        self.rows.add(row.day, rest, row_id.as_deref());
        self.progress.lines = self.progress.lines.saturating_add(1);
        if self.progress.lines.is_multiple_of(LINES_PER_STEP) {
            self.progress.bytes = self.bytes.get();
            if (self.watch)(*self.progress).is_break() {
                return Err(Stop::Interrupted);
            }
        }
        Ok(())
    }
}

/// Counts the bytes of a file.
struct Counted<'a, R> {
    content: R,
    bytes: &'a Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.content.read(buffer)?;
        self.bytes.set(self.bytes.get().saturating_add(packed::varint::length(length)));
        Ok(length)
    }
}
