//! One exported file, row by row.

use std::{
    collections::BTreeMap,
    io::{Chain, Cursor, Read},
};

use chrono::NaiveDate;

use super::{
    charges::Charges,
    dialect::Dialect,
    encoding::Encoding,
    header::{self, Column},
    row::{self, Row, UnknownAmounts},
    stop::Stop,
    stream::Watched,
};
use crate::domain::bill::{FileLimit, FileRefusal, Gap, SkipReason, SkippedRows, packed::varint::length};

/// Lines per call: their order is by numbers of 32 bits.
pub(super) const MOST_LINES: u64 = 20_000_000;

const BUFFER: usize = 1 << 17;
/// The bytes from which encoding and dialect are detected.
const FIRST: u64 = 1 << 16;
/// A file with more columns is not a bill.
const MOST_COLUMNS: usize = 1_000;

/// What reading a file gave, besides its lines.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) lines: u64,
    pub(super) unreadable: u64,
    /// Amount columns that are not in the table.
    pub(super) unknown_amounts: Vec<String>,
    pub(super) skipped: Vec<SkippedRows>,
    /// Days that those rows may belong to.
    pub(super) gaps: Gaps,
    /// Equal for files with the same bytes.
    pub(super) fingerprint: u64,
}

/// Where the lines of a file go.
pub(super) trait Lines {
    /// Takes a line; the file is not read on if it cannot.
    fn add(&mut self, row: &Row<'_>, columns: &[Column], charges: &mut Charges) -> Result<(), Stop>;
}

/// Reads a file to its end.
pub(super) fn read(
    mut content: impl Read,
    charges: &mut Charges,
    room: u64,
    lines: &mut impl Lines,
) -> Result<Result<Content, FileRefusal>, Stop> {
    let (mut reader, columns, dialect) = match open(&mut content) {
        Ok(opened) => opened,
        Err(refusal) => return Ok(Err(refusal)),
    };
    charges.begin_file();
    let (mut count, mut unreadable) = (0_u64, 0_u64);
    let (mut skipped, mut gaps) = (Skipped::default(), Gaps::default());
    let mut unknown_amounts = UnknownAmounts::of(&columns);
    let mut last = LastRow::default();
    let mut record = csv::ByteRecord::new();
    loop {
        match next(&mut reader, &mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(refusal) => return Ok(Err(refusal)),
        }
        let read = if record.len() > MOST_COLUMNS {
            Err(SkipReason::WrongColumns)
        } else {
            row::read(&columns, dialect, &record, charges)
        };
        last = LastRow::of(&record, columns.len());
        match read {
            Ok(Some(row)) => {
                unknown_amounts.see(&record);
                unreadable = unreadable.saturating_add(row.unreadable);
                if count >= room {
                    return Ok(Err(FileRefusal::TooLarge(FileLimit::Lines(MOST_LINES))));
                }
                count = count.saturating_add(1);
                lines.add(&row, &columns, charges)?;
            }
            Ok(None) => {}
            Err(reason) => {
                skipped.add(reason, record.position().map_or(0, csv::Position::line));
                gaps.add(row::day_of_skipped(reason, &columns, &record), reason, 1);
            }
        }
    }
    let watched = reader.get_ref();
    if last.is_cut(watched) {
        return Ok(Err(FileRefusal::CutOff));
    }
    Ok(Ok(Content {
        lines: count,
        unreadable,
        unknown_amounts: unknown_amounts.names(&columns),
        skipped: skipped.rows(),
        gaps,
        fingerprint: watched.fingerprint(),
    }))
}

type Reader<'a> = csv::Reader<Watched<Chain<Cursor<Vec<u8>>, Box<dyn Read + 'a>>>>;

/// Detects encoding and dialect, and reads the header.
fn open(content: &mut impl Read) -> Result<(Reader<'_>, Vec<Column>, Dialect), FileRefusal> {
    let first = beginning(content)?;
    let encoding = Encoding::of(&first)?;
    let mut text = encoding.decode(Cursor::new(first).chain(content));
    let first = beginning(&mut text)?;
    let dialect = Dialect::of(&first);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        // The line numbers of the other choice are off by one where lines end in CR and LF; the CR is
        // trimmed.
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(BUFFER)
        .from_reader(Watched::new(Cursor::new(first).chain(text), dialect));
    let mut record = csv::ByteRecord::new();
    loop {
        if !next(&mut reader, &mut record)? {
            return Err(FileRefusal::Empty);
        }
        if !record.iter().all(|name| name.trim_ascii().is_empty()) {
            break;
        }
    }
    if record.len() > MOST_COLUMNS {
        return Err(FileRefusal::TooLarge(FileLimit::Columns(length(MOST_COLUMNS))));
    }
    let columns = header::read(&record)?;
    Ok((reader, columns, dialect))
}

fn beginning(content: &mut impl Read) -> Result<Vec<u8>, FileRefusal> {
    let mut first = Vec::new();
    content.take(FIRST).read_to_end(&mut first).map_err(|error| unreadable(&error))?;
    Ok(first)
}

fn next<R: Read>(
    reader: &mut csv::Reader<Watched<R>>,
    record: &mut csv::ByteRecord,
) -> Result<bool, FileRefusal> {
    reader.get_mut().begin_row();
    reader.read_byte_record(record).map_err(|error| match reader.get_ref().exceeded() {
        Some(limit) => FileRefusal::TooLarge(limit),
        None => unreadable(&error),
    })
}

fn unreadable(error: &dyn std::error::Error) -> FileRefusal {
    FileRefusal::Unreadable { detail: error.to_string() }
}

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

    /// Whether the file ends within this row. A single quote alone is no sign of it: only one that swallowed
    /// the following lines or its own line end.
    fn is_cut<R>(&self, file: &Watched<R>) -> bool {
        let has_swallowed =
            file.has_open_quote() && (self.has_lines_in_last_field || !file.ends_with_a_line());
        has_swallowed || (self.is_short && !file.ends_with_a_line())
    }
}

/// Unreadable rows by day; absent = any day.
#[derive(Debug, Default)]
pub(super) struct Gaps(BTreeMap<Option<NaiveDate>, Gap>);

impl Gaps {
    fn add(&mut self, day: Option<NaiveDate>, reason: SkipReason, rows: u64) {
        let gap = self.0.entry(day).or_insert(Gap { reason, rows: 0 });
        *gap = gap.and(rows);
    }

    /// Adds the gaps of another file of the same export.
    pub(super) fn merge(&mut self, others: Self) {
        for (day, Gap { reason, rows }) in others.0 {
            self.add(day, reason, rows);
        }
    }

    /// What this day may lack.
    pub(super) fn of(&self, day: NaiveDate) -> Option<Gap> {
        match (self.0.get(&Some(day)), self.0.get(&None)) {
            (Some(own), Some(any)) => Some(own.and(any.rows)),
            (own, any) => own.or(any).copied(),
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    struct Nowhere;

    impl Lines for Nowhere {
        fn add(&mut self, _: &Row<'_>, _: &[Column], _: &mut Charges) -> Result<(), Stop> {
            Ok(())
        }
    }

    #[test]
    fn no_more_lines_are_read_than_there_is_room_for() {
        let file = "BillingDate,ProductCode,PretaxAmount\n20261120,sfm,1\n20261120,sfm,2\n";
        let read = |room| super::read(file.as_bytes(), &mut Charges::default(), room, &mut Nowhere).unwrap();
        assert_eq!(read(2).map(|content| content.lines).ok(), Some(2));
        assert_eq!(read(1).err(), Some(FileRefusal::TooLarge(FileLimit::Lines(MOST_LINES))));
    }
}
