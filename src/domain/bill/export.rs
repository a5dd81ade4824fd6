//! What reading exported Bill Details files gave, file by file. Facts only; `words` puts them into sentences.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use strum::EnumIter;

/// What reading one exported file gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReading {
    /// The file, as it was named.
    pub name: String,
    /// What was read, or why nothing was.
    pub outcome: Result<FileFacts, FileRefusal>,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// When it was exported: from its name, else when it was last written.
    pub exported_at: DateTime<Utc>,
    /// The first and the last day that its lines belong to; absent = it has none.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Bill lines that were read and count.
    pub lines: u64,
    /// Bill lines that do not count, since the line of the same id was read before.
    pub repeated: u64,
    /// Figures that are no exact number; each is kept as text beside its line.
    pub unreadable: u64,
    /// Columns with amounts whose meaning is not known, by their names; each amount is kept as text beside its line.
    pub unknown_amounts: Vec<String>,
    /// Rows that are no bill lines, by reason.
    pub skipped: Vec<SkippedRows>,
}

/// Rows of a file that were skipped for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkippedRows {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub rows: u64,
    /// The line of the file on which the first of them begins, counted from 1.
    pub first_line: u64,
}

/// Why a row is no bill line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Neither a billing date nor a time tells its day.
    NoDay,
    /// It has more or fewer columns than the header.
    WrongColumns,
    /// It is not UTF-8.
    NotUtf8,
    /// It names neither an instance nor a product.
    NoSubject,
    /// It names no account, in a file of several.
    NoAccount,
    /// It has not the form that the API documents.
    Malformed,
}

/// Why a file gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileRefusal {
    /// There is nothing in it (delivery to OSS leaves such placeholders).
    Empty,
    /// It sums days up (`…daysummary…`): its lines would count a second time.
    DaySummary,
    /// Its text is that of a file that was read before it.
    SameAs(String),
    /// A folder.
    Folder,
    /// A pipe, a device or the like.
    NotAFile,
    /// An archive (zip, gzip), or an Excel workbook.
    Archive,
    /// It has bytes that no text has.
    NotText,
    /// Its header is in neither UTF-8 nor UTF-16 (spreadsheets save GBK).
    NotUtf8,
    /// It is larger than what is read.
    TooLarge(FileLimit),
    /// Its header lacks what makes a bill.
    NotABill {
        /// What no column tells.
        missing: Vec<BillPart>,
        /// The columns that it has, as they are named; the first few of them.
        found: Vec<String>,
    },
    /// It ends within a row: the rest of its days is missing.
    CutOff,
    /// It could not be read.
    Unreadable {
        /// What the system said, one line.
        detail: String,
    },
}

/// What of a file is too large, and how large it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileLimit {
    /// The file, in bytes.
    FileBytes(u64),
    /// One of its rows, in bytes.
    RowBytes(u64),
    /// How many columns its header has.
    Columns(u64),
    /// How many lines it has, with those of the files before it.
    Lines(u64),
}

impl FileFacts {
    /// Whether it gave no line at all.
    pub const fn is_bare(&self) -> bool {
        self.lines == 0 && self.repeated == 0
    }
}

impl FileRefusal {
    /// Whether nothing is missing without the file. Otherwise days that other files share with it may be
    /// incomplete.
    pub const fn is_harmless(&self) -> bool {
        self.is_redundant() || matches!(self, Self::Empty)
    }

    /// Whether another file has its lines.
    pub const fn is_redundant(&self) -> bool {
        matches!(self, Self::DaySummary | Self::SameAs(_))
    }
}

/// What a bill cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter)]
pub enum BillPart {
    /// The day: a billing date, or a time.
    Day,
    /// What is charged: an instance or a product.
    Subject,
    /// What is to be paid, before or with tax.
    Payable,
}
