//! Token Plan and Coding Plan: paid plans with API keys of their own. Calls with these keys never use free quota, so
//! that nothing here is ever compared with one.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::Quantity;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanKind {
    /// Token Plan, personal edition.
    TokenPlan,
    CodingPlan,
}

/// A plan of an account, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub kind: PlanKind,
    /// Its tier (`instanceType`, e.g. `pro`); absent if the server does not state it.
    pub tier: Option<String>,
    pub status: PlanStatus,
    /// The shortest first. One that the server does not state is missing.
    pub windows: Vec<PlanWindow>,
    /// By our clock.
    pub read_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanStatus {
    Valid,
    Expired,
    /// The server states none (Token Plan).
    Unstated,
    /// A word that is not known.
    Other(String),
}

/// What may be used within a time, and how much of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanWindow {
    pub span: PlanSpan,
    /// Absent if the server does not state it, or not in a way that makes sense.
    pub used: Option<PlanUse>,
    /// Absent if the server does not state it.
    pub resets_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanUse {
    /// The part that is used, from 0 to 1.
    Share(Decimal),
    /// Exactly. More than the total may be used.
    Of { used: Quantity, total: Quantity },
}

/// The length of a window: `5Hour`, `1Week`, `BillMonth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanSpan {
    pub unit: SpanUnit,
    pub count: u8,
}

/// From the shortest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpanUnit {
    Hour,
    Day,
    Week,
    Month,
    /// From one payment to the next.
    BillMonth,
}

impl PlanKind {
    pub const ALL: [Self; 2] = [Self::TokenPlan, Self::CodingPlan];
}

impl Plan {
    /// Whether calls can be made with it.
    pub fn is_in_use(&self) -> bool {
        self.status != PlanStatus::Expired
    }
}

impl PlanWindow {
    /// Whether it was reset after it was read: what was used until then no longer counts.
    pub fn was_reset(&self, now: DateTime<Utc>) -> bool {
        self.resets_at.is_some_and(|at| at <= now)
    }
}

impl PlanUse {
    /// A ratio of what is used. One that is not from 0 to 1 makes no sense.
    pub fn of_ratio(ratio: Quantity) -> Option<Self> {
        let ratio = ratio.decimal();
        (Decimal::ZERO..=Decimal::ONE).contains(&ratio).then_some(Self::Share(ratio))
    }

    pub fn of_numbers(used: Quantity, total: Quantity) -> Option<Self> {
        (used.decimal() >= Decimal::ZERO && total.is_positive()).then_some(Self::Of { used, total })
    }

    /// What is used in percent, with one decimal, rounded down, but never to nothing.
    pub fn percent(self) -> Option<Decimal> {
        match self {
            Self::Share(ratio) => Quantity::from(ratio).percent_of(Decimal::ONE.into()),
            Self::Of { used, total } => used.percent_of(total),
        }
    }
}

impl PlanSpan {
    /// From the middle of a field's name: `5Hour` of `per5HourPercentage`. `None` if that is no known length.
    pub fn parse(name: &str) -> Option<Self> {
        let word = name.trim_start_matches(|character: char| character.is_ascii_digit());
        let unit = match word {
            "Hour" => SpanUnit::Hour,
            "Day" => SpanUnit::Day,
            "Week" => SpanUnit::Week,
            "Month" => SpanUnit::Month,
            "BillMonth" => SpanUnit::BillMonth,
            _ => return None,
        };
        let count = match name.strip_suffix(word)? {
            "" => 1,
            digits => digits.parse().ok().filter(|count| *count > 0)?,
        };
        Some(Self { unit, count })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::fixture::at;

    #[test]
    fn lengths_are_read_from_names() {
        for (name, expected) in [
            ("5Hour", Some((SpanUnit::Hour, 5))),
            ("1Week", Some((SpanUnit::Week, 1))),
            ("Week", Some((SpanUnit::Week, 1))),
            ("BillMonth", Some((SpanUnit::BillMonth, 1))),
            ("30Day", Some((SpanUnit::Day, 30))),
            ("0Week", None),
            ("999Week", None),
            ("Fortnight", None),
            ("Week5", None),
            ("5", None),
            ("", None),
        ] {
            let span = PlanSpan::parse(name).map(|span| (span.unit, span.count));
            assert_eq!(span, expected, "{name}");
        }
    }

    #[test]
    fn a_share_is_a_part_of_a_whole() {
        for (ratio, percent) in [
            ("0", Some("0")),
            ("0.37", Some("37")),
            ("0.00001", Some("0.1")),
            ("1", Some("100")),
            ("1.0001", None),
            ("37", None),
            ("-0.1", None),
        ] {
            let share = PlanUse::of_ratio(ratio.parse().unwrap()).and_then(PlanUse::percent);
            assert_eq!(share, percent.map(|percent| percent.parse().unwrap()), "{ratio}");
        }
        for (used, total, percent) in [
            ("0", "6000", Some("0")),
            ("77", "90000", Some("0.1")),
            ("6600", "6000", Some("110")),
            ("-1", "6000", None),
            ("1", "0", None),
        ] {
            let used = PlanUse::of_numbers(used.parse().unwrap(), total.parse().unwrap());
            let percent: Option<Decimal> = percent.map(|percent| percent.parse().unwrap());
            assert_eq!(used.and_then(PlanUse::percent), percent, "{total}");
        }
    }

    #[test]
    fn a_window_of_the_past_no_longer_counts() {
        let span = PlanSpan { unit: SpanUnit::Hour, count: 5 };
        let window = |resets_at| PlanWindow { span, used: None, resets_at };
        let now = at("2026-11-22T06:12:07Z");
        assert!(window(Some(now)).was_reset(now));
        assert!(!window(Some(at("2026-11-22T06:12:08Z"))).was_reset(now));
        assert!(!window(None).was_reset(now));
    }

    proptest! {
        #[test]
        fn any_name_is_safe(name in "[0-9]{0,4}[A-Za-zé]{0,9}") {
            let _ = PlanSpan::parse(&name);
        }
    }
}
