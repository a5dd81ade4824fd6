//! What the calls of the last hour say of a free quota, whose figure may be up to an hour old.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{CallRange, CallSeries, Calls};
use crate::domain::{ModelName, Quantity, freshness::LAG};

/// The code with which a call fails that Free Quota Only refuses.
pub const FREE_TIER_ONLY: &str = "AllocationQuota.FreeTierOnly";

/// What one model's calls of the last hour say of its free quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentUse {
    /// The first instant counted.
    pub from: DateTime<Utc>,
    /// Until when calls are counted.
    pub to: DateTime<Utc>,
    /// What was used since the vendor counted what the quota's figure shows, as far as that is known
    /// ([`COUNTED_BEFORE`]); absent if it is not.
    pub since_count: Option<Quantity>,
    /// What the figure may lack at most, as far as calls are known: what was used from [`LAG`] before it was first
    /// seen, and as much again as at last, for the minutes since. Absent if it is not known.
    pub at_most: Option<Quantity>,
    /// Whether calls were refused because the free quota is used up.
    pub is_refused: bool,
}

/// How long before a figure is first seen the vendor counts, usually: it is published some minutes later, and then has
/// to be read. The vendor states only that figures lag by up to an hour.
const COUNTED_BEFORE: TimeDelta = TimeDelta::minutes(10);

/// How many minutes of calls are not known yet: they are read at this interval at least, and monitored a little late.
const UNSEEN: TimeDelta = TimeDelta::minutes(10);

/// How long before the last reading earlier ones count: a figure is replaced within an hour of being seen, and lags
/// another.
const KEPT: TimeDelta = TimeDelta::minutes(130);

/// The calls of the last hour by model, and what earlier readings saw before that.
#[derive(Debug, Clone, PartialEq)]
pub struct RecentCalls {
    /// The first instant that is known without a gap.
    known_from: DateTime<Utc>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    /// Whether a model that is not among them had no call.
    has_all: bool,
    models: HashMap<ModelName, Called>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Called {
    /// Absent if it was not read.
    series: Option<CallSeries>,
    is_refused: bool,
}

impl RecentCalls {
    /// Absent unless these are the calls of an hour.
    pub fn of(calls: &Calls) -> Option<Self> {
        let Calls { range: CallRange::Hour, from, to, .. } = *calls else { return None };
        let mut models: HashMap<ModelName, Called> = HashMap::new();
        for row in &calls.rows {
            let called = models.entry(row.model.clone()).or_default();
            called.is_refused |= row.stats.failed_with(FREE_TIER_ONLY) > 0;
        }
        for (model, called) in &mut models {
            called.series = calls.series_of(model);
        }
        Some(Self { known_from: from, from, to, has_all: calls.has_all(), models })
    }

    /// With what an `earlier` reading saw, unless there is a gap.
    #[must_use]
    pub fn after(mut self, earlier: &Self) -> Self {
        let since = self.to.checked_sub_signed(KEPT).unwrap_or(self.from).max(earlier.known_from);
        if earlier.to < self.from || since >= self.from {
            return self;
        }
        self.known_from = since;
        for (model, before) in &earlier.models {
            let Some(before) = &before.series else { continue };
            let is_silent = self.has_all && !self.models.contains_key(model);
            if is_silent && before.used_since(since).is_some_and(Quantity::is_positive) {
                let series = Some(CallSeries::silent(self.from, self.to, before.step()));
                self.models.insert(model.clone(), Called { series, is_refused: false });
            }
            let series = self.models.get_mut(model).and_then(|called| called.series.as_mut());
            if let Some(series) = series {
                *series = series.after(before, since);
            }
        }
        self
    }

    /// What they say of `model`, whose figure has been the same since `figure_since` by our clock.
    pub fn use_of(&self, model: &ModelName, figure_since: DateTime<Utc>) -> RecentUse {
        let counted = figure_since.checked_sub_signed(COUNTED_BEFORE).unwrap_or(figure_since);
        RecentUse {
            from: self.from,
            to: self.to,
            since_count: self.used_since(model, counted.max(self.known_from)),
            at_most: self.at_most(model, figure_since),
            is_refused: self.models.get(model).is_some_and(|called| called.is_refused),
        }
    }

    fn at_most(&self, model: &ModelName, figure_since: DateTime<Utc>) -> Option<Quantity> {
        let earliest = figure_since.checked_sub_signed(LAG).unwrap_or(figure_since);
        let unseen = self.to.checked_sub_signed(UNSEEN).unwrap_or(self.to);
        let used = |instant: DateTime<Utc>| self.used_since(model, instant.max(self.known_from));
        Some(used(earliest)?.plus(used(unseen)?))
    }

    /// What `model` used from `instant` on; absent if it is not known. A model without a row had no call.
    fn used_since(&self, model: &ModelName, instant: DateTime<Utc>) -> Option<Quantity> {
        match self.models.get(model) {
            Some(called) => {
                called.series.as_ref().and_then(|series| series.used_since(instant.max(series.begin)))
            }
            None => self.has_all.then_some(Quantity::ZERO),
        }
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
        let row = |model: &str, series, failures| CallRow {
            model: model.into(),
            caller: None,
            workspace: None,
            stats: CallStats { failures, ..CallStats::default() },
            series,
        };
        let rows = vec![row("known", Some(series), vec![failure]), row("without-series", None, Vec::new())];
        Calls {
            source: CallsSource::Prometheus,
            range,
            from,
            to,
            is_complete: true,
            workspace: None,
            rows,
            by_model: Vec::new(),
        }
    }

    #[test]
    fn use_is_known_of_models_with_a_series_and_of_models_without_a_call() {
        assert_eq!(RecentCalls::of(&calls(CallRange::Day)), None);
        for (model, since, is_complete, since_count, at_most, is_refused) in [
            // Counted ten minutes before it was first seen; three more may have been used since 06:00.
            ("known", "2026-11-28T05:30:00Z", true, Some(3), Some(13), true),
            // The step of the count is included.
            ("known", "2026-11-28T06:00:59Z", true, Some(3), Some(13), true),
            ("known", "2026-11-28T06:01:00Z", true, Some(0), Some(13), true),
            ("known", "2026-11-28T06:30:00Z", true, Some(0), Some(6), true),
            // A figure that is older than the calls: at least those are not in it.
            ("known", "2026-11-20T05:00:00Z", true, Some(10), Some(13), true),
            ("without-series", "2026-11-28T05:30:00Z", true, None, None, false),
            ("not-called", "2026-11-28T05:30:00Z", true, Some(0), Some(0), false),
            ("not-called", "2026-11-28T05:30:00Z", false, None, None, false),
        ] {
            let calls = Calls { is_complete, ..calls(CallRange::Hour) };
            let expected = RecentUse {
                from: calls.from,
                to: calls.to,
                since_count: since_count.map(Quantity::from),
                at_most: at_most.map(Quantity::from),
                is_refused,
            };
            let recent = RecentCalls::of(&calls).unwrap().use_of(&model.into(), at(since));
            assert_eq!(recent, expected, "{model} {since} {is_complete}");
        }
    }

    /// The reading of an hour, in which `model` used 1 in each minute; nothing if it is absent.
    fn reading(from: &str, model: Option<&str>, is_complete: bool) -> RecentCalls {
        let (from, to) = (at(from), at(from) + TimeDelta::hours(1));
        let mut series = CallSeries::silent(from, to, TimeDelta::minutes(1));
        for minute in 0..60 {
            let used = 1.into();
            series.add(from + TimeDelta::minutes(minute), CallPoint { calls: 1, failed: 0, used });
        }
        let called = Called { series: Some(series), is_refused: false };
        let models = model.into_iter().map(|model| (model.into(), called.clone())).collect();
        RecentCalls { known_from: from, from, to, has_all: is_complete, models }
    }

    #[test]
    fn earlier_readings_lengthen_the_time_that_is_known_unless_there_is_a_gap() {
        let earlier = reading("2026-11-28T04:30:00Z", Some("m"), true);
        for (from, model, is_complete, since, used) in [
            // From 04:30 on: 120 minutes, of which the hour's first step overlaps in part.
            ("2026-11-28T05:30:00Z", Some("m"), true, "2026-11-28T04:30:00Z", Some(120)),
            ("2026-11-28T05:00:30Z", Some("m"), true, "2026-11-28T04:30:00Z", Some(90)),
            // It is not called any more, or nobody knows.
            ("2026-11-28T05:30:00Z", None, true, "2026-11-28T04:30:00Z", Some(60)),
            ("2026-11-28T05:30:00Z", None, false, "2026-11-28T04:30:00Z", None),
            // Between 05:30 and 05:31 nothing is known.
            ("2026-11-28T05:31:00Z", Some("m"), true, "2026-11-28T04:30:00Z", Some(60)),
        ] {
            let later = reading(from, model, is_complete).after(&earlier);
            assert_eq!(
                later.used_since(&"m".into(), at(since)),
                used.map(Quantity::from),
                "{from} {model:?}"
            );
        }
        let whole = reading("2026-11-28T05:30:00Z", Some("m"), true).after(&earlier);
        let much_later = reading("2026-11-28T06:20:00Z", Some("m"), true).after(&whole);
        assert_eq!(much_later.known_from, much_later.to - KEPT, "older calls are forgotten");
        assert_eq!(much_later.used_since(&"m".into(), at("2026-11-28T00:00:00Z")), Some(130.into()));
        assert_eq!(earlier.clone().after(&whole), earlier, "a reading that came too late");
    }
}
