//! Single values: texts without what spreadsheets wrap them in, amounts and days.

use std::borrow::Cow;

use chrono::{DateTime, Datelike as _, NaiveDate};

use crate::domain::bill::vendor_day;

/// Longer texts are cut: some fields with details have megabytes.
const LONGEST: usize = 2_000;
/// Marks a cut text.
const CUT: char = '…';
/// An empty value of a database.
const NULL: &str = "null";
/// Days outside these years are misread numbers.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// The text of a cell, as [`bare`]; `None` where it is not UTF-8.
pub(super) fn text(cell: &[u8]) -> Option<&str> {
    std::str::from_utf8(cell).ok().map(bare)
}

/// The text of a cell without spaces, backticks and tabs around it, and without the apostrophe or the formula
/// (`="0012"`) that keep a spreadsheet from calculating; empty where it is a dash.
pub(super) fn bare(cell: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_alphanumeric);
    let bytes = cell.as_bytes();
    // Most cells; a word for nothing is shorter.
    if is_plain(bytes.first()) && is_plain(bytes.last()) && bytes.len() != NULL.len() {
        return cell;
    }
    let wrapped = |c: char| c.is_whitespace() || is_wrapping(c);
    let text = cell.trim_matches(wrapped);
    let bare = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| "=+-@(\u{2212}".contains(c) || c.is_ascii_digit()) => {
            rest.trim_start_matches(wrapped)
        }
        _ => text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text),
    };
    if is_nothing(bare) { "" } else { bare }
}

/// Characters around a text that do not belong to it.
pub(super) const fn is_wrapping(character: char) -> bool {
    matches!(character, '`' | '\u{feff}' | '\u{200b}')
}

/// Notations for an empty value.
fn is_nothing(text: &str) -> bool {
    matches!(text, "-" | "--" | "–" | "—" | "−" | "－") || text.eq_ignore_ascii_case(NULL)
}

/// The text, cut if very long.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    // No text of so few bytes has more characters.
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let end = text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end));
    end.map_or(Cow::Borrowed(text), |shortened| Cow::Owned(format!("{shortened}{CUT}")))
}

/// The vendor's day of a date or a time: `YYYYMMDD`, `YYYY-MM-DD`, `YYYY/M/D`, alone or with a time behind. A
/// time without an offset is the vendor's (UTC+8).
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    if let Some(day) = usual_day(text) {
        return YEARS.contains(&day.year()).then_some(day);
    }
    let day = match DateTime::parse_from_rfc3339(text) {
        Ok(instant) => vendor_day(instant.to_utc()),
        Err(_) => date(text.split([' ', 'T']).next()?)?,
    };
    YEARS.contains(&day.year()).then_some(day)
}

/// The day in the notations of the vendor's files, `YYYYMMDD`, `YYYY-MM-DD` and `YYYY-MM-DD hh:mm:ss`.
fn usual_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let has = |at: usize, sign| bytes.get(at) == Some(&sign);
    let is_time = || has(10, b' ') && has(13, b':') && has(16, b':');
    let digits = match bytes.len() {
        8 => [0, 1, 2, 3, 4, 5, 6, 7],
        10 | 19 if has(4, b'-') && has(7, b'-') && (bytes.len() == 10 || is_time()) => {
            [0, 1, 2, 3, 5, 6, 8, 9]
        }
        _ => return None,
    };
    let number = digits.iter().try_fold(0_u32, |number, at| {
        let digit = bytes.get(*at).filter(|byte| byte.is_ascii_digit())?;
        Some(number * 10 + u32::from(digit - b'0'))
    })?;
    NaiveDate::from_ymd_opt(i32::try_from(number / 10_000).ok()?, number / 100 % 100, number % 100)
}

fn date(text: &str) -> Option<NaiveDate> {
    let number = |digits: &str| -> Option<u32> {
        let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { digits.parse().ok() } else { None }
    };
    let parts = if matches!(text.len(), 8 | 12 | 14) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        [text.get(..4)?, text.get(4..6)?, text.get(6..8)?]
    } else {
        let mut parts = text.trim_end_matches('日').split(['-', '/', '年', '月']);
        let three = [parts.next()?, parts.next()?, parts.next()?];
        if parts.next().is_some() {
            return None;
        }
        three
    };
    let [year, month, day] = parts.map(number);
    NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, month?, day?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_lose_what_is_wrapped_around_them() {
        for (cell, bare) in [
            ("\t12001;llm-a;qwen-max;output_token;app", "12001;llm-a;qwen-max;output_token;app"),
            ("`123456789012345678`", "123456789012345678"),
            ("\u{feff} a b \u{a0}", "a b"),
            ("'-12.40", "-12.40"),
            ("'=SUM(A1)", "=SUM(A1)"),
            ("'0123", "0123"),
            ("'tis", "'tis"),
            ("'(0.50)", "(0.50)"),
            ("=\"0012\"", "0012"),
            ("=\"", "=\""),
            ("-", ""),
            (" -- ", ""),
            ("NULL", ""),
            ("—", ""),
            ("-1", "-1"),
            ("", ""),
        ] {
            assert_eq!(text(cell.as_bytes()), Some(bare), "{cell}");
        }
        assert_eq!(text(b"\xd5\xcb"), None);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "价".repeat(LONGEST + 1);
        let shortened = cut(&long).into_owned();
        assert_eq!(shortened.chars().count(), LONGEST + 1);
        assert!(shortened.starts_with("价价") && shortened.ends_with("价…"));
        let full = "价".repeat(LONGEST);
        assert_eq!(cut(&full), full);
    }

    #[test]
    fn days_are_the_vendors() {
        for (text, read) in [
            ("20261120", Some("2026-11-20")),
            ("20261120235959", Some("2026-11-20")),
            ("2026-11-20", Some("2026-11-20")),
            ("2026/11/2", Some("2026-11-02")),
            ("2026年11月2日", Some("2026-11-02")),
            ("2026-11-20 23:59:59", Some("2026-11-20")),
            ("2026/11/20 8:05", Some("2026-11-20")),
            ("2026-11-20T23:59", Some("2026-11-20")),
            ("2026-11-20T23:59:59+08:00", Some("2026-11-20")),
            ("2026-11-20T16:00:00Z", Some("2026-11-21")),
            ("2026-11", None),
            ("202611", None),
            ("2026-13-01", None),
            ("2026-02-29", None),
            ("11/20/2026", None),
            ("00010101", None),
            ("2026-11-20-1", None),
            ("", None),
        ] {
            assert_eq!(day(text), read.map(|day| day.parse().unwrap()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(any in ".{0,40}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = (day(&any), text(&bytes));
            prop_assert_eq!(cut(&any), any.as_str());
        }
    }
}
