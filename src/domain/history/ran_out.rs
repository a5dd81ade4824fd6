//! When a model ran out, as far as somebody looked.

use chrono::{DateTime, Utc};

use crate::domain::forecast::Seen;

/// When a model ran out: between these two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RanOut {
    /// When something was last seen to be left.
    pub left_at: DateTime<Utc>,
    /// When nothing was first seen to be left.
    pub seen_at: DateTime<Utc>,
}

/// When the model with this history, oldest first, ran out; absent where something is left at its end, or where
/// nobody saw that something was left before.
pub fn ran_out(history: &[Seen]) -> Option<RanOut> {
    let last_left = history.iter().rposition(|seen| seen.remaining.is_positive())?;
    let empty = history.get(last_left.checked_add(1)?)?;
    Some(RanOut { left_at: history.get(last_left)?.until, seen_at: empty.from })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(left: &[i64]) -> Vec<Seen> {
        let minute =
            |minute: usize| DateTime::from_timestamp(60 * i64::try_from(minute).unwrap(), 0).unwrap();
        let seen = |(at, left): (usize, &i64)| Seen {
            from: minute(10 * at),
            until: minute(10 * at + 9),
            remaining: rust_decimal::Decimal::from(*left).into(),
            total: None,
            expires_at: None,
        };
        left.iter().enumerate().map(seen).collect()
    }

    #[test]
    fn it_ran_out_between_the_last_of_something_and_the_first_of_nothing() {
        for (left, minutes) in [
            (&[5, 3, 0][..], Some((19, 20))),
            (&[5, 0, -1], Some((9, 10))),
            (&[5, 0, 8, 2, 0, 0], Some((39, 40))),
            (&[5, 0, 8], None),
            (&[0, 0], None),
            (&[], None),
        ] {
            let told = ran_out(&history(left));
            let told = told.map(|it| (it.left_at.timestamp() / 60, it.seen_at.timestamp() / 60));
            assert_eq!(told, minutes, "{left:?}");
        }
    }
}
