//! What is said of one model.

use chrono::{DateTime, Utc};

use super::{number, plain, time};
use crate::domain::{Model, Quantity, Quota, Status, Unit, next_call::Reason};

/// What is left.
pub const LEFT: &str = "left";
/// What is used.
pub const USED: &str = "used";
/// Until when.
pub const EXPIRES: &str = "expires";
/// What a real-time call made now would be.
pub const NEXT_CALL: &str = "next call";
/// What happens once nothing is left.
pub const AT_ZERO: &str = "at zero";
/// What it has cost in the running billing cycle.
pub const COST: &str = "cost";
/// What the quota is for.
pub const HOLDS: &str = "holds";
/// The server's own word.
pub const STATUS: &str = "status";

/// What every free quota holds for.
pub const HOLDS_FOR: &str = "real-time calls only; shared by the account and all its RAM users";

/// What is left: `24,098 of 1,000,000 tokens left`.
pub fn left(model: &Model, status: Status) -> String {
    let Some(quota) = &model.quota else {
        return "not read yet: Alibaba has not answered for this model".to_owned();
    };
    match status {
        Status::None => "this model has no free quota; a sibling of a similar name may have one".to_owned(),
        Status::Unsupported => "no free quota is known to Alibaba for this model".to_owned(),
        Status::Expired if quota.remaining.is_some_and(Quantity::is_positive) => {
            format!("{} lapsed unused", share(quota, model.unit))
        }
        _ if quota.remaining.is_none() && quota.total.is_none() => {
            "Alibaba's answer has no numbers".to_owned()
        }
        _ => format!("{} left", share(quota, model.unit)),
    }
}

fn share(quota: &Quota, unit: Unit) -> String {
    let unit = number::unit(unit);
    match (quota.remaining, quota.total) {
        (Some(left), Some(total)) => {
            format!("{} of {} {unit}", number::grouped(left), number::grouped(total))
        }
        (Some(left), None) => format!("{} {unit}", number::grouped(left)),
        (None, Some(total)) => format!("an unknown part of {} {unit}", number::grouped(total)),
        (None, None) => unit.to_owned(),
    }
}

/// When it was read, and what a number is worth: `read 14:11; Alibaba's count may be up to 1 h behind`.
pub fn read(moment: &str, has_number: bool) -> String {
    let lag = if has_number { "; Alibaba's count may be up to 1 h behind" } else { "" };
    format!("read {moment}{lag}")
}

/// `975,902 tokens`.
pub fn used(quantity: Quantity, unit: Unit) -> String {
    format!("{} {}", number::grouped(quantity), number::unit(unit))
}

/// `in 12 d 4 h, on 4 Dec 18:12`.
pub fn expires(at: DateTime<Utc>, now: DateTime<Utc>, moment: &str) -> String {
    format!("{} ({moment})", time::expiry(at, now))
}

/// No expiry is stated.
pub const NO_EXPIRY: &str = "no expiry is stated";

/// Why the next call would be what it is.
pub fn reason(reason: Reason, model: &Model, status: Status, now: DateTime<Utc>) -> String {
    let over = if status == Status::Expired { "expired" } else { "used up" };
    match reason {
        Reason::Overdue => "the account is overdue".to_owned(),
        Reason::NoFreeQuota => "this model has no free quota".to_owned(),
        Reason::Unsupported => "Alibaba knows no free quota for it".to_owned(),
        Reason::Unclear if model.quota.is_none() => "its quota was not read yet".to_owned(),
        Reason::Unclear => "Alibaba's answer does not tell".to_owned(),
        Reason::Stopped => format!("{over}, and Free Quota Only is on"),
        Reason::Charged => format!("{over}, and Free Quota Only is off"),
        Reason::SwitchUnknown => format!("{over}, and whether Free Quota Only is on is not known"),
        Reason::TooOld => model.quota.as_ref().map_or_else(String::new, |quota| {
            format!("read {}, too old to be sure", time::ago(quota.read_at, now))
        }),
        Reason::WithinMargin => {
            let quota = model.quota.as_ref();
            let share = quota.and_then(crate::domain::Quota::left_percent).unwrap_or_default();
            format!("{} % left is within the 2 % by which figures may lag", number::percent(share))
        }
        Reason::Covered => "covered by what is left".to_owned(),
    }
}

/// What Free Quota Only, on, off or unknown, means for a quota that is over or not.
pub const fn at_zero(free_quota_only: Option<bool>, is_over: bool) -> &'static str {
    match (free_quota_only, is_over) {
        (Some(true), false) => {
            "Free Quota Only is ON: once nothing is left, calls fail instead of being billed"
        }
        (Some(true), true) => "Free Quota Only is ON: calls fail instead of being billed",
        (Some(false), false) => {
            "Free Quota Only is OFF: calls after that are billed. Turn it on in the console first"
        }
        (Some(false), true) => {
            "Free Quota Only is OFF: calls are billed. It can be turned on only with quota left"
        }
        (None, _) => "whether Free Quota Only is on is not known",
    }
}

/// `FROZEN, in Alibaba's own word`.
pub fn status_word(word: &str) -> String {
    format!("{} (Alibaba's own word, which quotatop does not know)", plain(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    #[test]
    fn reasons_name_what_decides() {
        let now: DateTime<Utc> = "2026-11-22T06:12:07Z".parse().unwrap();
        let quota = Quota {
            total: Some(Quantity::from(1000)),
            remaining: Some(Quantity::from(19)),
            expires_at: None,
            quota_status: Some("VALID".into()),
            read_at: "2026-11-22T05:02:07Z".parse().unwrap(),
        };
        let named = Model::named("m".into());
        let model = Model { kind: Kind::Text, unit: Unit::Tokens, quota: Some(quota), ..named };
        for (why, status, said) in [
            (Reason::WithinMargin, Status::Low, "1.9 % left is within the 2 % by which figures may lag"),
            (Reason::TooOld, Status::Ok, "read 1 h ago, too old to be sure"),
            (Reason::Charged, Status::Exhausted, "used up, and Free Quota Only is off"),
            (Reason::Stopped, Status::Expired, "expired, and Free Quota Only is on"),
            (Reason::Overdue, Status::Ok, "the account is overdue"),
        ] {
            assert_eq!(reason(why, &model, status, now), said);
        }
        assert_eq!(left(&model, Status::Low), "19 of 1,000 tokens left");
        assert_eq!(left(&model, Status::Expired), "19 of 1,000 tokens lapsed unused");
        assert_eq!(
            left(&Model { quota: None, ..model }, Status::Unknown).split(':').next(),
            Some("not read yet")
        );
    }
}
