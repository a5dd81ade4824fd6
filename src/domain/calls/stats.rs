//! Counts, usage and durations of calls, and how they are added.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Usage;
use crate::domain::Quantity;

/// Calls that failed in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CallFailure {
    /// The HTTP status; absent if the source knows only its class.
    pub status: Option<u16>,
    /// The vendor's code, e.g. `AllocationQuota.FreeTierOnly`; `4xx` or `5xx` if only the class is known.
    pub code: Arc<str>,
    pub calls: u64,
}

/// What is known of some calls. Absent facts are unknown, not zero.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CallStats {
    /// All calls, failed ones too.
    pub calls: Option<u64>,
    pub succeeded: Option<u64>,
    pub failed: Option<u64>,
    /// By code, the most frequent first; empty if the source has no codes.
    pub failures: Vec<CallFailure>,
    pub usage: Usage,
    /// The mean, in milliseconds.
    pub duration_ms: Option<Decimal>,
    /// 99 of 100 calls took at most this, in milliseconds. Of several rows: the slowest one's.
    pub p99_duration_ms: Option<Decimal>,
    /// The mean until the first token, in milliseconds.
    pub first_token_ms: Option<Decimal>,
    /// At most one step of the series earlier than the call.
    pub last_call_at: Option<DateTime<Utc>>,
}

impl CallStats {
    /// With the third of the three counts derived from the other two.
    #[must_use]
    pub fn completed(self) -> Self {
        let calls = self.calls.or_else(|| Some(self.succeeded?.saturating_add(self.failed?)));
        let failed = self.failed.or_else(|| Some(calls?.saturating_sub(self.succeeded?)));
        let succeeded = self.succeeded.or_else(|| Some(calls?.saturating_sub(failed?)));
        Self { calls, succeeded, failed, ..self }
    }

    /// How many calls there were at least; absent if nothing is known.
    pub fn at_least(&self) -> Option<u64> {
        self.calls.or_else(|| sum(self.succeeded, self.failed))
    }

    /// How many failed with this code.
    pub fn failed_with(&self, code: &str) -> u64 {
        let with_code = self.failures.iter().filter(|failure| &*failure.code == code);
        with_code.fold(0, |sum, failure| sum.saturating_add(failure.calls))
    }

    /// Adds the calls of another row. A mean is weighted with the calls of each row.
    pub fn add(&mut self, other: &Self) {
        let (own, others) = (self.at_least(), other.at_least());
        self.duration_ms = mean((self.duration_ms, own), (other.duration_ms, others));
        self.first_token_ms = mean((self.first_token_ms, own), (other.first_token_ms, others));
        self.p99_duration_ms = self.p99_duration_ms.max(other.p99_duration_ms);
        self.calls = sum(self.calls, other.calls);
        self.succeeded = sum(self.succeeded, other.succeeded);
        self.failed = sum(self.failed, other.failed);
        for failure in &other.failures {
            self.add_failure(failure.clone());
        }
        self.usage.merge(&other.usage);
        self.last_call_at = self.last_call_at.max(other.last_call_at);
    }

    /// Adds failed calls to those with the same status and code. Does not count them as failed.
    pub fn add_failure(&mut self, failure: CallFailure) {
        let is_same =
            |known: &&mut CallFailure| (known.status, &known.code) == (failure.status, &failure.code);
        match self.failures.iter_mut().find(is_same) {
            Some(known) => known.calls = known.calls.saturating_add(failure.calls),
            None => self.failures.push(failure),
        }
        self.failures.sort_by(|one, other| {
            other
                .calls
                .cmp(&one.calls)
                .then_with(|| (one.status, &one.code).cmp(&(other.status, &other.code)))
        });
    }
}

/// The sum of what is known.
fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (known, None) | (None, known) => known,
    }
}

/// The mean of two means by their numbers of calls; one whose number is not known counts as one call.
fn mean(one: (Option<Decimal>, Option<u64>), other: (Option<Decimal>, Option<u64>)) -> Option<Decimal> {
    let (Some(first), Some(second)) = (one.0, other.0) else { return one.0.or(other.0) };
    let weight = |calls: Option<u64>| Decimal::from(calls.unwrap_or(1));
    let (a, b) = (weight(one.1), weight(other.1));
    let total = first.checked_mul(a)?.checked_add(second.checked_mul(b)?)?;
    total.checked_div(a.checked_add(b)?).map(|mean| Quantity::from(mean).rounded(3).decimal().normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{calls::UsageKind, fixture::at};

    fn failure(status: u16, code: &str, calls: u64) -> CallFailure {
        CallFailure { status: Some(status), code: code.into(), calls }
    }

    #[test]
    fn counts_are_added_and_means_are_weighted() {
        let mut one = CallStats {
            calls: Some(3),
            succeeded: Some(2),
            failed: Some(1),
            failures: vec![failure(403, "AllocationQuota.FreeTierOnly", 1)],
            usage: [(UsageKind::InputTokens, 10.into())].into_iter().collect(),
            duration_ms: Some(100.into()),
            p99_duration_ms: Some(900.into()),
            first_token_ms: None,
            last_call_at: Some(at("2026-11-28T06:00:00Z")),
        };
        one.add(&CallStats {
            calls: Some(5),
            succeeded: Some(1),
            failed: Some(4),
            failures: vec![
                failure(429, "limit_requests", 3),
                failure(403, "AllocationQuota.FreeTierOnly", 1),
            ],
            usage: [(UsageKind::InputTokens, 5.into())].into_iter().collect(),
            duration_ms: Some(500.into()),
            p99_duration_ms: Some(600.into()),
            first_token_ms: Some(50.into()),
            last_call_at: None,
        });
        assert_eq!((one.calls, one.succeeded, one.failed), (Some(8), Some(3), Some(5)));
        assert_eq!(
            one.failures,
            [failure(429, "limit_requests", 3), failure(403, "AllocationQuota.FreeTierOnly", 2)]
        );
        assert_eq!(one.failed_with("AllocationQuota.FreeTierOnly"), 2);
        assert_eq!(one.usage.get(&UsageKind::InputTokens), Some(15.into()));
        assert_eq!(one.duration_ms, Some(350.into()));
        assert_eq!((one.p99_duration_ms, one.first_token_ms), (Some(900.into()), Some(50.into())));
        assert_eq!(one.last_call_at, Some(at("2026-11-28T06:00:00Z")));
    }

    #[test]
    fn what_is_not_known_of_one_row_stays_known_of_the_other() {
        let mut one = CallStats { calls: Some(2), ..CallStats::default() };
        one.add(&CallStats { failed: Some(1), duration_ms: Some(7.into()), ..CallStats::default() });
        assert_eq!((one.calls, one.failed, one.duration_ms), (Some(2), Some(1), Some(7.into())));
    }

    #[test]
    fn two_counts_tell_the_third() {
        let counts =
            |calls, succeeded, failed| CallStats { calls, succeeded, failed, ..CallStats::default() };
        for (known, completed, at_least) in [
            ((Some(5), Some(3), None), (Some(5), Some(3), Some(2)), Some(5)),
            ((Some(5), None, Some(1)), (Some(5), Some(4), Some(1)), Some(5)),
            ((None, Some(3), Some(1)), (Some(4), Some(3), Some(1)), Some(4)),
            ((Some(1), Some(3), None), (Some(1), Some(3), Some(0)), Some(1)),
            ((None, Some(3), None), (None, Some(3), None), Some(3)),
            ((None, None, None), (None, None, None), None),
        ] {
            let stats = counts(known.0, known.1, known.2);
            assert_eq!(stats.at_least(), at_least, "{known:?}");
            let stats = stats.completed();
            assert_eq!((stats.calls, stats.succeeded, stats.failed), completed, "{known:?}");
        }
    }

    #[test]
    fn no_number_is_too_large_to_be_added() {
        let endless = CallStats {
            calls: Some(u64::MAX),
            duration_ms: Some(Decimal::MAX),
            failures: vec![failure(500, "5xx", u64::MAX)],
            ..CallStats::default()
        };
        let mut sum = endless.clone();
        sum.add(&endless);
        assert_eq!((sum.calls, sum.duration_ms), (Some(u64::MAX), None));
        assert_eq!(sum.failed_with("5xx"), u64::MAX);
    }
}
