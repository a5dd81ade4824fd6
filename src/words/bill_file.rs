//! What reading exported Bill Details files gave, in words.

use super::{Told, plain};
use crate::domain::bill::{BillPart, Figure, FileRefusal, SkipReason};

/// How to get a file that can be read.
const EXPORT_AGAIN: &str = "export it again from the console's Bill Details and leave the file as it comes";

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
