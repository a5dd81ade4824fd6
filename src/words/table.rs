//! What stands in the list: the names of its columns and what its cells say.

use std::borrow::Cow;

use super::{number, plain, text};
use crate::domain::{ModelName, Quantity, Quota, Status, Unit};

/// The columns' names.
pub const MODEL: &str = "MODEL";
/// What the model does.
pub const KIND: &str = "KIND";
/// What is left, of what was granted.
pub const LEFT_OF_TOTAL: &str = "LEFT / TOTAL";
/// What is left, where there is no room for the grant.
pub const LEFT: &str = "LEFT";
/// The share that is left.
pub const PERCENT_LEFT: &str = "% LEFT";
/// Until when.
pub const EXPIRES: &str = "EXPIRES";
/// When it is used up, or what is not.
pub const RUNS_OUT: &str = "RUNS OUT";
/// What it has cost in the running billing cycle, before tax.
pub const COST: &str = "COST";
/// What a real-time call made now would be.
pub const NEXT_CALL: &str = "NEXT CALL";

/// The name of `model`, safe to show; where it has none, that is said.
pub fn name(model: &ModelName) -> Cow<'_, str> {
    let name = plain(model.as_str());
    if name.trim().is_empty() { "(no name)".into() } else { name }
}

/// The server's own word takes no more columns than this.
const LONGEST_WORD: usize = 14;

/// What a quota's cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// `24,098` of `1,000,000`, with what stands behind.
    Numbers {
        /// What is left.
        left: String,
        /// The grant, with the sign that divides them.
        total: String,
        /// The unit, with a space before it; nothing for tokens.
        unit: &'static str,
    },
    /// Anything else, in words.
    Words(String),
}

/// What `quota` says in the list.
pub fn left(quota: Option<&Quota>, unit: Unit, status: Status) -> Left {
    let Some(quota) = quota else { return Left::Words("not read yet".to_owned()) };
    let suffix = number::unit_in_list(unit);
    match (status, quota.remaining, quota.total) {
        (Status::None, ..) => Left::Words("no free quota".to_owned()),
        (Status::Unsupported, ..) => Left::Words("no free quota known".to_owned()),
        (Status::Expired, Some(left), _) if left.is_positive() => {
            Left::Words(format!("lapsed {}{suffix}", number::short(left)))
        }
        (Status::Unknown, left, total) => Left::Words(odd(quota, left, total, suffix)),
        (_, Some(left), Some(total)) => Left::Numbers {
            left: number::grouped(left),
            total: format!("/{}", number::grouped(total)),
            unit: suffix,
        },
        (_, left, total) => Left::Words(known(left, total, suffix)),
    }
}

fn odd(quota: &Quota, left: Option<Quantity>, total: Option<Quantity>, suffix: &str) -> String {
    let known = known(left, total, suffix);
    match quota.quota_status.as_deref() {
        Some("VALID") => known,
        Some(word) => {
            format!("{known} {}", text::cut(&plain(word), LONGEST_WORD, "~")).trim_start().to_owned()
        }
        None if known.is_empty() => number::status(Status::Unknown).to_owned(),
        None => known,
    }
}

fn known(left: Option<Quantity>, total: Option<Quantity>, suffix: &str) -> String {
    match (left, total) {
        (Some(left), Some(total)) => format!("{}/{}{suffix}", number::grouped(left), number::grouped(total)),
        (Some(left), None) => format!("{}{suffix} left", number::grouped(left)),
        (None, Some(total)) => format!("?/{}{suffix}", number::grouped(total)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quota(left: Option<&str>, total: Option<&str>, word: Option<&str>) -> Quota {
        Quota {
            total: total.map(|number| number.parse().unwrap()),
            remaining: left.map(|number| number.parse().unwrap()),
            expires_at: None,
            quota_status: word.map(Into::into),
            read_at: "2026-11-22T06:12:07Z".parse().unwrap(),
        }
    }

    #[test]
    fn absent_numbers_are_never_zero() {
        let words = |text: &str| Left::Words(text.to_owned());
        for (status, left_of, total, word, said) in [
            (Status::Unknown, None, None, None, words("unknown")),
            (Status::Unknown, None, Some("50"), Some("VALID"), words("?/50 s")),
            (Status::Unknown, Some("38"), None, Some("VALID"), words("38 s left")),
            (Status::Unknown, Some("38"), Some("50"), Some("FROZEN"), words("38/50 s FROZEN")),
            (Status::Unknown, None, None, Some("A\u{1b}[2JB"), words("A\\u001b[2JB")),
            (Status::Expired, Some("38"), Some("50"), Some("VALID"), words("lapsed 38 s")),
            (Status::None, Some("0"), Some("0"), Some("VALID"), words("no free quota")),
            (Status::Unsupported, None, None, Some("UNKNOWN"), words("no free quota known")),
        ] {
            assert_eq!(left(Some(&quota(left_of, total, word)), Unit::Seconds, status), said);
        }
        assert_eq!(left(None, Unit::Tokens, Status::Unknown), words("not read yet"));
    }

    #[test]
    fn numbers_stand_apart_so_that_digits_can_be_aligned() {
        let told =
            left(Some(&quota(Some("24098"), Some("1000000"), Some("VALID"))), Unit::Tokens, Status::Low);
        assert_eq!(told, Left::Numbers { left: "24,098".into(), total: "/1,000,000".into(), unit: "" });
        let over = left(Some(&quota(Some("0"), Some("50"), Some("VALID"))), Unit::Seconds, Status::Expired);
        assert_eq!(over, Left::Numbers { left: "0".into(), total: "/50".into(), unit: " s" });
    }
}
