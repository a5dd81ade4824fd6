//! What is said of a model's history.

use chrono::{DateTime, Utc};

use super::{number, plain, time};
use crate::domain::{Unit, Zone, forecast::Seen, history::Gap};

/// Why a snapshot has no history.
pub const NOT_IN_A_SNAPSHOT: &str =
    "a snapshot holds no history; use a profile with source = \"alibaba\", or --demo";
/// The columns: when it was read, what was left, how that differs from the figure before.
pub const COLUMNS: [&str; 4] = ["FROM", "UNTIL", "LEFT", "CHANGE"];
/// A time in which nothing was read.
pub const NOT_READ: &str = "not read";

/// Nothing was kept yet at all.
pub fn nothing_kept() -> String {
    "nothing is kept yet; run quotatop, or quotatop list, with a login".to_owned()
}

/// Nothing is kept of a model that is known.
pub fn nothing_of(model: &str, since: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    format!("{}: nothing is kept since {}", plain(model), time::moment(since, now, zone))
}

/// A model that nobody knows, and those that may have been meant.
pub fn unknown(model: &str, near: &[&str]) -> String {
    let near: Vec<_> = near.iter().map(|name| plain(name)).collect();
    let hint =
        if near.is_empty() { "see: quotatop list".to_owned() } else { format!("near: {}", near.join(", ")) };
    format!("{}: no such model is known; {hint}", plain(model))
}

/// `qwen-max: 24,098 of 1,000,000 tokens left, read 14:11 +08`.
pub fn heading(model: &str, unit: Unit, last: &Seen, now: DateTime<Utc>, zone: Zone) -> String {
    let left = number::grouped(last.remaining);
    let of = last.total.map(|total| format!(" of {}", number::grouped(total))).unwrap_or_default();
    let (unit, read) = (number::unit(unit), time::moment(last.until, now, zone));
    format!("{}: {left}{of} {unit} left, read {read} {}", plain(model), time::offset(now, zone))
}

/// What was used, as it can be seen: what came back is a new grant, and no use.
pub fn change(before: &Seen, after: &Seen) -> String {
    let (more, less) =
        (after.remaining.minus_to_zero(before.remaining), before.remaining.minus_to_zero(after.remaining));
    if more.is_positive() {
        format!("+{}", number::grouped(more))
    } else if less.is_positive() {
        format!("-{}", number::grouped(less))
    } else {
        String::new()
    }
}

/// How long nothing was read: `not read for 7 h`.
pub fn not_read(gap: &Gap) -> String {
    format!("{NOT_READ} for {}", time::duration(gap.until.signed_duration_since(gap.from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(left: &str, total: Option<&str>) -> Seen {
        let at = "2026-11-22T06:11:00Z".parse().unwrap();
        let total = total.map(|total| total.parse().unwrap());
        Seen { from: at, until: at, remaining: left.parse().unwrap(), total, expires_at: None }
    }

    #[test]
    fn what_is_left_is_told_with_its_unit_and_age() {
        let now = "2026-11-22T06:12:07Z".parse().unwrap();
        let told = |seen, unit| heading("qwen-max", unit, &seen, now, Zone::UTC);
        let whole = seen("24098", Some("1000000"));
        assert_eq!(told(whole, Unit::Tokens), "qwen-max: 24,098 of 1,000,000 tokens left, read 06:11 +00");
        assert_eq!(told(seen("3.5", None), Unit::Seconds), "qwen-max: 3.5 s left, read 06:11 +00");
    }

    #[test]
    fn changes_have_their_sign() {
        for (before, after, said) in [("5000", "3800", "-1,200"), ("0", "1000", "+1,000"), ("5", "5.0", "")] {
            assert_eq!(change(&seen(before, None), &seen(after, None)), said);
        }
    }

    #[test]
    fn a_name_that_is_not_known_is_neutralised() {
        assert_eq!(unknown("\u{1b}[2J", &[]), "\\u001b[2J: no such model is known; see: quotatop list");
        assert_eq!(unknown("qwen-mx", &["qwen-max"]), "qwen-mx: no such model is known; near: qwen-max");
    }
}
