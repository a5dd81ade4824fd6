//! How many calls and tokens a minute a model accepts. A speed limit says nothing of what is left: it is never
//! compared with a quota.

use std::num::NonZeroU64;

use rust_decimal::Decimal;

use super::Quantity;

/// The default speed limit of a model, for a whole account (`qpmInfo."model-default"` of the model list). A limit
/// that was raised or lowered for the account is not known here: the list is read without signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpeedLimit {
    /// Absent if the list states none, or none of at least one a minute.
    pub calls_per_minute: Option<NonZeroU64>,
    /// The same, for tokens; absent, too, if something else than tokens is limited.
    pub tokens_per_minute: Option<NonZeroU64>,
}

impl SpeedLimit {
    /// `None` if neither is known.
    pub fn new(calls_per_minute: Option<NonZeroU64>, tokens_per_minute: Option<NonZeroU64>) -> Option<Self> {
        (calls_per_minute.is_some() || tokens_per_minute.is_some())
            .then_some(Self { calls_per_minute, tokens_per_minute })
    }
}

/// `limit` in `seconds`, as whole ones a minute, rounded down (as the vendor's own tool does). `None` if that is
/// none at all, or no number that makes sense: nobody is shown that no calls are possible.
pub fn per_minute(limit: Quantity, seconds: Quantity) -> Option<NonZeroU64> {
    let [limit, seconds] = [limit, seconds].map(Quantity::decimal);
    if limit <= Decimal::ZERO || seconds <= Decimal::ZERO {
        return None;
    }
    let in_minute = limit.checked_mul(60.into())?.checked_div(seconds)?;
    NonZeroU64::new(u64::try_from(in_minute.floor()).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn limits_are_of_a_minute_and_rounded_down() {
        for (limit, seconds, expected) in [
            ("600", "60", Some(600)),
            ("10", "1", Some(600)),
            ("5", "0.5", Some(600)),
            ("7", "600", None),
            ("7", "70", Some(6)),
            ("1e6", "60", Some(1_000_000)),
            ("0", "60", None),
            ("600", "0", None),
            ("-600", "-60", None),
            ("600", "-1", None),
            ("1e28", "1", None),
            ("1", "1e28", None),
        ] {
            let limit = per_minute(limit.parse().unwrap(), seconds.parse().unwrap());
            assert_eq!(limit.map(NonZeroU64::get), expected);
        }
    }

    proptest! {
        #[test]
        fn any_limit_is_safe(limit: i64, seconds: i64, scales in (0_u32..28, 0_u32..28)) {
            let of = |digits, scale| Quantity::from(Decimal::new(digits, scale));
            let _ = per_minute(of(limit, scales.0), of(seconds, scales.1));
        }
    }
}
