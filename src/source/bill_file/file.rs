//! One exported file, row by row.

use std::{collections::BTreeMap, io::Read};

use chrono::NaiveDate;

use super::{
    charges::Charges,
    header,
    row::{self, UnknownAmounts},
    stream::Watched,
};
use crate::domain::bill::{BillLine, FileRefusal, SkipReason, SkippedRows};

/// How much of the file is read at once.
const BUFFER: usize = 1 << 17;
/// What archives begin with: zip (also a workbook), gzip.
const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", b"\x1f\x8b"];
/// What UTF-16 begins with.
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// What was read of a file.
#[derive(Debug)]
pub(super) struct Content {
    /// Its lines with their days, in its order.
    pub(super) lines: Vec<(NaiveDate, BillLine)>,
    /// Figures that are no exact number.
    pub(super) unreadable: u64,
    /// Columns whose amounts were not understood.
    pub(super) unknown_amounts: Vec<String>,
    /// Rows that are no bill lines, by reason.
    pub(super) skipped: Vec<SkippedRows>,
    /// The same for files of the same bytes.
    pub(super) fingerprint: u64,
}

/// Reads a file to its end.
pub(super) fn read(mut content: impl Read, charges: &mut Charges) -> Result<Content, FileRefusal> {
    let mut first = Vec::new();
    content.by_ref().take(4).read_to_end(&mut first).map_err(|error| unreadable(&error))?;
    let begins = |marks: &[&[u8]]| marks.iter().any(|mark| first.starts_with(mark));
    if begins(&ARCHIVES) {
        return Err(FileRefusal::Archive);
    }
    if begins(&UTF_16) {
        return Err(FileRefusal::NotUtf8);
    }
    let watched = Watched::new(first.as_slice().chain(content));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        // The line numbers of the other choice are off by one where lines end in CR and LF; the CR is trimmed.
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(BUFFER)
        .from_reader(watched);
    let mut record = csv::ByteRecord::new();
    loop {
        if !next(&mut reader, &mut record)? {
            return Err(FileRefusal::Empty);
        }
        if !record.iter().all(|name| name.trim_ascii().is_empty()) {
            break;
        }
    }
    let columns = header::read(&record)?;
    charges.begin_file();
    let mut lines = Vec::new();
    let mut unreadable = 0_u64;
    let mut skipped = Skipped::default();
    let mut unknown_amounts = UnknownAmounts::of(&columns);
    let mut last = LastRow::default();
    while next(&mut reader, &mut record)? {
        let read = row::read(&columns, &record, charges);
        last = LastRow::of(&record, columns.len());
        match read {
            Ok(Some(row)) => {
                unknown_amounts.see(&record);
                unreadable = unreadable.saturating_add(row.unreadable);
                lines.push((row.day, row.line));
            }
            Ok(None) => {}
            Err(reason) => skipped.add(reason, record.position().map_or(0, csv::Position::line)),
        }
    }
    let watched = reader.get_ref();
    if last.is_cut(watched) {
        return Err(FileRefusal::CutOff);
    }
    Ok(Content {
        lines,
        unreadable,
        unknown_amounts: unknown_amounts.names(&columns),
        skipped: skipped.rows(),
        fingerprint: watched.fingerprint(),
    })
}

fn next(reader: &mut csv::Reader<impl Read>, record: &mut csv::ByteRecord) -> Result<bool, FileRefusal> {
    reader.read_byte_record(record).map_err(|error| unreadable(&error))
}

fn unreadable(error: &dyn std::error::Error) -> FileRefusal {
    FileRefusal::Unreadable { detail: error.to_string() }
}

/// What the end of a file is judged by.
#[derive(Default)]
struct LastRow {
    is_short: bool,
    has_lines_in_last_field: bool,
}

impl LastRow {
    fn of(record: &csv::ByteRecord, columns: usize) -> Self {
        let last_field = record.iter().next_back().unwrap_or_default();
        Self { is_short: record.len() < columns, has_lines_in_last_field: last_field.contains(&b'\n') }
    }

    /// Whether the file ends within this row. A single quote is odd, but no sign of it: only one that swallowed
    /// the lines behind it, or the end of its own.
    fn is_cut<R>(&self, file: &Watched<R>) -> bool {
        let has_swallowed =
            file.has_open_quote() && (self.has_lines_in_last_field || !file.ends_with_a_line());
        has_swallowed || (self.is_short && !file.ends_with_a_line())
    }
}

/// Rows that were skipped.
#[derive(Default)]
struct Skipped(BTreeMap<SkipReason, SkippedRows>);

impl Skipped {
    fn add(&mut self, reason: SkipReason, first_line: u64) {
        let skipped = self.0.entry(reason).or_insert(SkippedRows { reason, rows: 0, first_line });
        skipped.rows = skipped.rows.saturating_add(1);
    }

    fn rows(self) -> Vec<SkippedRows> {
        self.0.into_values().collect()
    }
}
