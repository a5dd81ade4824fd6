//! The grant behind a model's quota: whether later figures belong to a new one.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Quantity, Quota};

/// An expiry that moves by less is no new grant.
const SAME: TimeDelta = TimeDelta::days(1);

/// What is known of a model's last grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownGrant {
    pub total: Quantity,
    /// Absent if it was never stated.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was first read, by our clock, if it came after an earlier one, or to a model that had none.
    /// Absent for the grants with which an account was first seen.
    pub came_at: Option<DateTime<Utc>>,
}

impl KnownGrant {
    /// The grant that a quota states, if any.
    pub fn of(quota: &Quota) -> Option<Self> {
        let total = quota.total.filter(|_| quota.is_granted())?;
        Some(Self { total, expires_at: quota.expires_at, came_at: None })
    }

    /// What is known once `read` has followed: what was known before, `earlier` or else by the quota `known`,
    /// counts on where `read` states less. Absent if it is all in `read`.
    ///
    /// A grant is new if its total or its expiry has grown, or if there was none: the model was read before
    /// without a grant, or was listed only after the account had been read (`is_new_model`).
    pub fn follow(
        earlier: Option<Self>,
        known: Option<&Quota>,
        is_new_model: bool,
        read: &Quota,
    ) -> Option<Self> {
        let before = earlier.or_else(|| known.and_then(Self::of));
        let Some(stated) = Self::of(read) else { return before };
        let grant = match before {
            None => Self { came_at: (known.is_some() || is_new_model).then_some(read.read_at), ..stated },
            Some(before) if stated.exceeds(&before) => Self { came_at: Some(read.read_at), ..stated },
            Some(before) => Self {
                expires_at: stated.expires_at.or(before.expires_at),
                came_at: before.came_at,
                ..stated
            },
        };
        (grant != stated).then_some(grant)
    }

    fn exceeds(&self, before: &Self) -> bool {
        let is_later = self
            .expires_at
            .zip(before.expires_at)
            .is_some_and(|(expires, before)| expires.signed_duration_since(before) >= SAME);
        self.total > before.total || is_later
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::{at, quota};

    const SOON: &str = "2026-12-04T10:12:07Z";
    const NEXT_DAY: &str = "2026-12-05T10:12:06Z";
    const LATER: &str = "2027-01-04T10:12:07Z";
    const NOW: &str = "2026-11-22T06:12:07Z";

    fn read(word: &str, total: &str, expires: &str) -> Quota {
        Quota { quota_status: Some(word.into()), ..quota(total, total, expires, NOW) }
    }

    #[test]
    fn a_grant_is_new_if_it_has_grown_or_there_was_none() {
        let valid = |total, expires| Some(read("VALID", total, expires));
        for (what, known, is_new_model, later, is_new) in [
            ("the first reading", None, false, ("1000", SOON), false),
            ("a model that was listed later", None, true, ("1000", SOON), true),
            ("unchanged", valid("1000", SOON), false, ("1000", SOON), false),
            ("a larger total", valid("1000", SOON), false, ("1000.5", SOON), true),
            ("a smaller total", valid("1000", SOON), false, ("999", SOON), false),
            ("a later expiry", valid("1000", SOON), false, ("1000", LATER), true),
            ("hardly later", valid("1000", SOON), false, ("1000", NEXT_DAY), false),
            ("an earlier expiry", valid("1000", LATER), false, ("1000", SOON), false),
            ("smaller, but later", valid("1000", SOON), false, ("500", LATER), true),
            ("an expiry that is stated now", valid("1000", ""), false, ("1000", SOON), false),
            ("an expiry that is not stated now", valid("1000", SOON), false, ("1000", ""), false),
            ("none before", valid("0", ""), false, ("1000", SOON), true),
            ("unknown before", Some(read("UNKNOWN", "", "")), false, ("1000", SOON), true),
        ] {
            let later = read("VALID", later.0, later.1);
            let grant = KnownGrant::follow(None, known.as_ref(), is_new_model, &later);
            let came_at = grant.and_then(|grant| grant.came_at);
            assert_eq!(came_at, is_new.then(|| at(NOW)), "{what}");
        }
    }

    #[test]
    fn what_an_answer_does_not_state_is_remembered() {
        let mut grant = None;
        let mut known: Option<Quota> = None;
        for (word, total, expires, came) in [
            ("VALID", "1000", SOON, false),
            ("UNKNOWN", "", "", false),
            ("VALID", "1000", "", false),
            ("VALID", "1000", SOON, false),
            ("FROZEN", "2000", LATER, false),
            ("VALID", "1000", SOON, false),
            ("VALID", "2000", LATER, true),
            ("UNKNOWN", "", "", true),
            ("VALID", "0", "", true),
            ("VALID", "2000", LATER, true),
        ] {
            let later = read(word, total, expires);
            grant = KnownGrant::follow(grant, known.as_ref(), false, &later);
            assert_eq!(grant.is_some_and(|grant| grant.came_at.is_some()), came, "{word} {total} {expires}");
            known = Some(later);
        }
    }
}
