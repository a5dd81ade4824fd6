//! What the name of an exported file says: when it was exported, and whether it is a summary of days.
//!
//! `<uid>-<YYYYMMDDhhmmss>_consumedetailbillv2[_<ms>].csv`, the vendor's time (UTC+8);
//! `…_consumedetailbillv2daysummary.csv`.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::domain::bill::cycle::start_of;

/// When the file was exported, by its name. The date in the name of a delivered file
/// (`…_consumeDetailBillV2_20261120.csv`) is a day of its lines, not of the export.
pub(super) fn exported_at(name: &str) -> Option<DateTime<Utc>> {
    let mut runs = name.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 14);
    runs.find_map(|run| {
        let clock = NaiveDateTime::parse_from_str(run, "%Y%m%d%H%M%S").ok()?;
        super::value::day(run)?;
        let since_midnight = clock.signed_duration_since(clock.date().and_time(chrono::NaiveTime::MIN));
        start_of(clock.date()).checked_add_signed(since_midnight.max(TimeDelta::zero()))
    })
}

pub(super) fn is_day_summary(name: &str) -> bool {
    name.to_ascii_lowercase().replace(['_', '-'], "").contains("daysummary")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_when_it_was_exported() {
        for (name, at) in [
            ("1234567890123456-20261121103000_consumedetailbillv2.csv", Some("2026-11-21T02:30:00Z")),
            (
                "1234567890123456-20261121003000_consumedetailbillv2_1763650000123.csv",
                Some("2026-11-20T16:30:00Z"),
            ),
            ("1234567890123456-20261121103000_consumedetailbillv2 (1).csv", Some("2026-11-21T02:30:00Z")),
            ("12345678901234-20261121103000_consumedetailbillv2.csv", Some("2026-11-21T02:30:00Z")),
            ("1234567890123456_cn_consumeDetailBillV2_20261120.csv", None),
            ("bill.csv", None),
            ("99999999999999.csv", None),
            ("", None),
        ] {
            assert_eq!(exported_at(name), at.map(|at| at.parse().unwrap()), "{name}");
        }
    }

    #[test]
    fn day_summaries_are_known_by_their_name() {
        assert!(is_day_summary("1-20261121103000_consumeDetailBillV2DaySummary.csv"));
        assert!(is_day_summary("x_day_summary.csv"));
        assert!(!is_day_summary("1-20261121103000_consumedetailbillv2.csv"));
    }
}
