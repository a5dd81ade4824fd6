//! What reading exported Bill Details files gave, in words.

use super::{Told, bills_page::lines, number, plain};
use crate::domain::bill::{BillPart, Figure, FileFacts, FileRefusal, SkipReason, SkippedRows, Taken};

/// How to get a file that can be read.
const EXPORT_AGAIN: &str = "export it again from the console's Bill Details and leave the file as it comes";

/// Why a profile has no place for bills.
pub const NO_ACCOUNT: &str = "bills belong to an account; use a profile with source = \"alibaba\"";
/// Why files that could be read were not taken either.
pub const NOTHING_TAKEN: &str =
    "nothing was brought in, since days may lack lines without that file; leave it out or mend it";

/// Why lines were not kept, and where they were to be.
pub fn not_kept(path: &str, why: &str) -> String {
    format!(
        "bills cannot be kept in {}: {}; import again once that is mended; see: quotatop doctor",
        plain(path),
        plain(why)
    )
}

/// What was read of a file: `bill.csv: 5,000 lines of 2026-11-01 to 2026-11-21, exported 2026-11-22 06:10 UTC`.
pub fn read(name: &str, facts: &FileFacts) -> String {
    let days = match facts.days {
        Some((first, last)) if first == last => format!(" of {first}"),
        Some((first, last)) => format!(" of {first} to {last}"),
        None => String::new(),
    };
    let repeated = told_if(facts.repeated, "read before in another file");
    let unreadable = told_if(facts.unreadable, "figures not understood, kept as text");
    let exported = facts.exported_at.format("%Y-%m-%d %H:%M UTC");
    format!("{}: {}{days}, exported {exported}{repeated}{unreadable}", plain(name), lines(facts.lines))
}

/// Rows that were skipped, and why: `12 rows skipped (from line 7): no day`.
pub fn rows(rows: &SkippedRows, why: &str) -> String {
    let count = number::grouped(rows.rows.into());
    format!("{count} rows skipped (from line {}): {why}", rows.first_line)
}

/// What became of all lines: `5,000 lines new, 0 known before, 0 outdated`.
pub fn summary(taken: Taken) -> String {
    let Taken { new, known, outdated, days } = taken;
    let grouped = |count: u64| number::grouped(count.into());
    let outdated = told_if(outdated, "of days of which fresher lines are kept");
    format!("{} new, {} known before{outdated}; days written: {}", lines(new), grouped(known), grouped(days))
}

fn told_if(count: u64, what: &str) -> String {
    if count == 0 { String::new() } else { format!(", {} {what}", number::grouped(count.into())) }
}

/// Why a file gave nothing, and what to do.
pub fn refused(refusal: &FileRefusal) -> Told {
    let (message, remedy) = match refusal {
        FileRefusal::Empty => {
            ("is empty".to_owned(), "nothing to do: empty files come with a delivery to OSS".to_owned())
        }
        FileRefusal::DaySummary => (
            "sums days up; its lines would count a second time".to_owned(),
            "import the file without daysummary in its name".to_owned(),
        ),
        FileRefusal::SameAs(other) => {
            (format!("is the same as {}", plain(other)), "nothing to do".to_owned())
        }
        FileRefusal::Archive => (
            "is an archive or a workbook, not CSV".to_owned(),
            "unpack it first, or export as CSV; then import the .csv files, all in one call".to_owned(),
        ),
        FileRefusal::NotUtf8 => (
            "is not UTF-8".to_owned(),
            format!("{EXPORT_AGAIN}, or: iconv -f GB18030 -t UTF-8 FILE > NEW.csv"),
        ),
        FileRefusal::NotABill { missing, found } => {
            let missing: Vec<&str> = missing.iter().map(|part| part_name(*part)).collect();
            let found: Vec<_> = found.iter().map(|name| plain(name)).collect();
            (
                format!("has no column for {}; it has {}", missing.join(", "), found.join(", ")),
                "export Bill Details by day, by billing item, with all columns".to_owned(),
            )
        }
        FileRefusal::CutOff => ("ends within a row".to_owned(), "download it again".to_owned()),
        FileRefusal::Unreadable { detail } => {
            (format!("cannot be read: {}", plain(detail)), "check the path and its permissions".to_owned())
        }
    };
    Told { message, remedy }
}

/// Why rows were skipped, and what to do.
pub fn skipped(reason: SkipReason) -> Told {
    let (message, remedy) = match reason {
        SkipReason::NoDay => ("no day", "export by day, with the billing date"),
        SkipReason::WrongColumns => ("not as many columns as the header", EXPORT_AGAIN),
        SkipReason::NotUtf8 => ("not UTF-8", EXPORT_AGAIN),
        SkipReason::NoSubject => ("neither an instance nor a product", "export with all columns"),
    };
    Told { message: message.to_owned(), remedy: remedy.to_owned() }
}

/// What a bill cannot do without.
const fn part_name(part: BillPart) -> &'static str {
    match part {
        BillPart::Day => "the day",
        BillPart::Subject => "what is charged",
        BillPart::Payable => "what is to be paid",
    }
}

/// A figure, as the README's table of columns names it.
pub const fn figure(figure: Figure) -> &'static str {
    match figure {
        Figure::Usage => "usage",
        Figure::Deducted => "deducted by free quota or a package",
        Figure::Gross => "gross (list price)",
        Figure::Discount => "discount",
        Figure::Coupons => "coupons",
        Figure::Savings => "savings plan or subscription",
        Figure::Payable => "payable, before tax",
        Figure::PayableWithTax => "payable, with tax",
    }
}
