//! What was used lately, to correct a free quota's figure that is up to an hour old.

use chrono::{DateTime, Utc};

use super::{CallRange, Calls};
use crate::domain::{ModelName, Quantity};

/// The calls of the last hour, as far as they concern a model's free quota.
#[derive(Debug, Clone, Copy)]
pub struct RecentUse<'a> {
    calls: &'a Calls,
}

/// The code with which a call fails that Free Quota Only refuses.
pub const FREE_TIER_ONLY: &str = "AllocationQuota.FreeTierOnly";

impl<'a> RecentUse<'a> {
    /// Absent unless these are the calls of the last hour.
    pub fn of(calls: &'a Calls) -> Option<Self> {
        (calls.range == CallRange::Hour).then_some(Self { calls })
    }

    /// Until when calls are counted.
    pub const fn to(self) -> DateTime<Utc> {
        self.calls.to
    }

    /// What `model` used from `instant` on; absent if that is not known. A model without a row had no call.
    pub fn used_since(self, model: &ModelName, instant: DateTime<Utc>) -> Option<Quantity> {
        if instant < self.calls.from {
            return None;
        }
        match self.calls.series_of(model) {
            Some(series) => series.used_since(instant),
            None => (self.calls.is_complete && !self.has_row(model)).then_some(Quantity::ZERO),
        }
    }

    /// What `model` used within the whole hour; absent if that is not known.
    pub fn used_in_the_hour(self, model: &ModelName) -> Option<Quantity> {
        self.used_since(model, self.calls.from)
    }

    /// How many calls of `model` were refused because its free quota is used up.
    pub fn refused(self, model: &ModelName) -> u64 {
        let rows = self.calls.rows.iter().filter(|row| row.model == *model);
        rows.fold(0, |sum, row| sum.saturating_add(row.stats.failed_with(FREE_TIER_ONLY)))
    }

    fn has_row(self, model: &ModelName) -> bool {
        self.calls.rows.iter().any(|row| row.model == *model)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{
        calls::{CallFailure, CallPoint, CallRow, CallSeries, CallStats, CallsSource},
        fixture::at,
    };

    fn calls(range: CallRange) -> Calls {
        let (from, to) = (at("2026-11-28T05:00:00Z"), at("2026-11-28T06:00:00Z"));
        let mut series = CallSeries::silent(from, to, TimeDelta::minutes(1));
        series.add(at("2026-11-28T05:10:00Z"), CallPoint { calls: 1, failed: 0, used: 7.into() });
        series.add(at("2026-11-28T05:50:00Z"), CallPoint { calls: 1, failed: 0, used: 3.into() });
        let failure = CallFailure { status: Some(403), code: FREE_TIER_ONLY.into(), calls: 2 };
        let row = |model: &str, series| CallRow {
            model: model.into(),
            caller: None,
            workspace: None,
            stats: CallStats { failures: vec![failure.clone()], ..CallStats::default() },
            series,
        };
        let rows = vec![row("known", Some(series)), row("without-series", None)];
        Calls {
            source: CallsSource::Prometheus,
            range,
            from,
            to,
            is_complete: true,
            rows,
            by_model: Vec::new(),
        }
    }

    #[test]
    fn use_is_known_of_models_with_a_series_and_of_models_without_a_call() {
        assert!(RecentUse::of(&calls(CallRange::Day)).is_none());
        let mut calls = calls(CallRange::Hour);
        calls.is_complete = false;
        assert_eq!(RecentUse::of(&calls).unwrap().used_in_the_hour(&"not-called".into()), None);
        calls.is_complete = true;
        let recent = RecentUse::of(&calls).unwrap();
        let used = |model: &str, instant| recent.used_since(&model.into(), at(instant));
        assert_eq!(used("known", "2026-11-28T05:30:00Z"), Some(3.into()));
        assert_eq!(used("known", "2026-11-28T04:59:59Z"), None);
        assert_eq!(used("without-series", "2026-11-28T05:30:00Z"), None);
        assert_eq!(used("not-called", "2026-11-28T05:30:00Z"), Some(Quantity::ZERO));
        assert_eq!(recent.used_in_the_hour(&"known".into()), Some(10.into()));
        assert_eq!((recent.refused(&"known".into()), recent.refused(&"not-called".into())), (2, 0));
    }
}
