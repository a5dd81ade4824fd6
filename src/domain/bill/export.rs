//! The results of reading exported Bill Details files. Facts only; `words` makes sentences of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use strum::EnumIter;

/// The result of reading one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReading {
    /// As the user named it.
    pub name: String,
    pub outcome: Result<FileFacts, FileRefusal>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// From its name, else when it was last written.
    pub exported_at: DateTime<Utc>,
    /// The first and the last day of its lines.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The number of bill lines that count.
    pub lines: u64,
    /// Lines that do not count because a line with the same id was read before.
    pub repeated: u64,
    /// Figures that are not exact numbers; each is stored as text in its line.
    pub unreadable: u64,
    /// Columns with amounts of unknown meaning; each amount is stored as text in its line.
    pub unknown_amounts: Vec<String>,
    pub skipped: Vec<SkippedRows>,
}

/// Rows of a file that were skipped for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkippedRows {
    pub reason: SkipReason,
    pub rows: u64,
    /// The line of the file on which the first of them begins, from 1.
    pub first_line: u64,
}

/// Why a row is not a bill line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// It has neither a billing date nor a time.
    NoDay,
    WrongColumns,
    NotUtf8,
    /// It names neither an instance nor a product.
    NoSubject,
    /// It names no account, in a file of several.
    NoAccount,
    /// It does not have the form that the API documents.
    Malformed,
}

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileRefusal {
    /// Delivery to OSS creates such placeholders.
    Empty,
    /// It contains daily sums (`…daysummary…`), which would be counted twice.
    DaySummary,
    /// It has the same content as this file, which was read before.
    SameAs(String),
    Folder,
    /// A pipe or a device.
    NotAFile,
    /// An archive (zip, gzip), or an Excel workbook.
    Archive,
    /// It has binary content.
    NotText,
    /// Its header is in neither UTF-8 nor UTF-16 (spreadsheets save GBK).
    NotUtf8,
    TooLarge(FileLimit),
    NotABill {
        missing: Vec<BillPart>,
        /// The first few of its columns.
        found: Vec<String>,
    },
    /// It ends within a row: days may be incomplete.
    CutOff,
    Unreadable {
        /// The system's message, one line.
        detail: String,
    },
}

/// A limit that a file exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileLimit {
    FileBytes(u64),
    RowBytes(u64),
    Columns(u64),
    /// Including those of the files before it.
    Lines(u64),
}

impl FileFacts {
    /// Whether it has no lines at all.
    pub const fn has_no_lines(&self) -> bool {
        self.lines == 0 && self.repeated == 0
    }
}

impl FileRefusal {
    /// Whether nothing is lost without the file. Otherwise days that other files also contain may be
    /// incomplete.
    pub const fn is_harmless(&self) -> bool {
        self.is_redundant() || matches!(self, Self::Empty)
    }

    /// Whether another file contains its lines.
    pub const fn is_redundant(&self) -> bool {
        matches!(self, Self::DaySummary | Self::SameAs(_))
    }
}

/// The parts that every bill has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter)]
pub enum BillPart {
    /// The day: a billing date, or a time.
    Day,
    /// The charged instance or product.
    Subject,
    /// The payable amount, before or with tax.
    Payable,
}
