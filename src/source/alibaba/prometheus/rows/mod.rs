//! Puts the answers to several queries together: a row for each model, caller and workspace.
//!
//! Pure: it sends nothing.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use super::metrics::{
    API_KEY_ID, ERROR_CODE, MODEL, STATUS_CODE, USAGE_TYPE, WORKSPACE_ID, is_failure, status,
};
use crate::{
    domain::{
        ModelName, Quantity, Unit,
        calls::{CallFailure, CallPoint, CallRow, CallSeries, CallStats, Caller, Usage, UsageKind},
    },
    source::prometheus::{Found, Series},
};

/// The decimal places of a duration in milliseconds.
const PLACES: u32 = 3;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    model: ModelName,
    caller: Option<Caller>,
    workspace: Option<Arc<str>>,
}

struct Row {
    stats: CallStats,
    series: CallSeries,
    /// The types of its usage, in the vendor's words.
    usage_types: BTreeSet<String>,
}

pub(super) struct Rows {
    by_key: BTreeMap<Key, Row>,
    silent: CallSeries,
    /// Series without a model, and those that the answers lack.
    pub(super) odd: usize,
}

impl Rows {
    pub(super) fn new(from: DateTime<Utc>, to: DateTime<Utc>, step: TimeDelta) -> Self {
        Self { by_key: BTreeMap::new(), silent: CallSeries::silent(from, to, step), odd: 0 }
    }

    /// All calls and the failed ones, by status and code.
    pub(super) fn add_counts(&mut self, found: &Found) {
        self.each(found, |row, series| {
            let count = series.last().map_or(0, count);
            let (status_code, code) = (series.label(STATUS_CODE), series.label(ERROR_CODE));
            let failed = if is_failure(status_code, code) { count } else { 0 };
            row.stats.calls = Some(row.stats.calls.unwrap_or(0).saturating_add(count));
            row.stats.failed = Some(row.stats.failed.unwrap_or(0).saturating_add(failed));
            if failed > 0 {
                let status_code = status_code.unwrap_or_default();
                row.stats.add_failure(CallFailure {
                    status: status(status_code),
                    code: code.unwrap_or(status_code).into(),
                    calls: failed,
                });
            }
        });
    }

    /// The calls over time; each sample counts the step that ends with it.
    pub(super) fn add_call_series(&mut self, found: &Found) {
        self.each(found, |row, series| {
            let is_failure = is_failure(series.label(STATUS_CODE), series.label(ERROR_CODE));
            row.add_samples(series, |value| {
                let calls = u32::try_from(count(value)).unwrap_or(u32::MAX);
                CallPoint { calls, failed: if is_failure { calls } else { 0 }, used: Quantity::ZERO }
            });
        });
        for row in self.by_key.values_mut() {
            row.stats.last_call_at = row.series.last_call_at();
        }
    }

    pub(super) fn add_usage(&mut self, found: &Found) {
        self.each(found, |row, series| {
            let word = series.label(USAGE_TYPE).unwrap_or_default();
            if let (Some(kind), Some(amount)) = (UsageKind::of(word), series.last()) {
                row.stats.usage.add(kind, amount);
                row.usage_types.insert(word.to_owned());
            }
        });
    }

    /// The types of usage by which the rows are metered.
    pub(super) fn metering_types(&self) -> BTreeSet<&str> {
        let typed = self.by_key.values().flat_map(|row| row.usage_types.iter().map(move |word| (row, word)));
        typed.filter(|(row, word)| row.is_metered_by(word)).map(|(_, word)| word.as_str()).collect()
    }

    /// The usage over time.
    pub(super) fn add_use_series(&mut self, found: &Found) {
        self.each(found, |row, series| {
            if series.label(USAGE_TYPE).is_some_and(|word| row.is_metered_by(word)) {
                row.add_samples(series, |used| CallPoint { used, ..CallPoint::default() });
            }
        });
    }

    pub(super) fn add_durations(
        &mut self,
        found: &Found,
        place: impl Fn(&mut CallStats) -> &mut Option<Decimal>,
    ) {
        self.each(found, |row, series| {
            let duration = series.last().map(|value| value.rounded(PLACES).decimal().normalize());
            *place(&mut row.stats) = duration.filter(|duration| !duration.is_sign_negative());
        });
    }

    /// All rows. They have their series only if `has_series`, and if all that their models used is in them:
    /// a series that lacks it would look as if nothing had been used.
    pub(super) fn into_rows(mut self, has_series: bool) -> Vec<CallRow> {
        for row in self.by_key.values_mut() {
            row.stats = std::mem::take(&mut row.stats).completed();
        }
        let is_unknown = |row: &Row| row.stats.succeeded != Some(0) && row.stats.usage.metered().is_none();
        let unknown: HashSet<ModelName> =
            self.by_key.iter().filter(|(_, row)| is_unknown(row)).map(|(key, _)| key.model.clone()).collect();
        let row = |(Key { model, caller, workspace }, Row { stats, series, .. })| {
            let series = Some(series).filter(|_| has_series && !unknown.contains(&model));
            CallRow { model, caller, workspace, stats, series }
        };
        self.by_key.into_iter().map(row).collect()
    }

    fn each(&mut self, found: &Found, mut add: impl FnMut(&mut Row, &Series)) {
        self.odd = self.odd.saturating_add(found.odd);
        for series in &found.series {
            let Some(model) = series.label(MODEL) else {
                self.odd = self.odd.saturating_add(1);
                continue;
            };
            let key = Key {
                model: ModelName::new(model),
                caller: series.label(API_KEY_ID).and_then(Caller::of),
                workspace: series.label(WORKSPACE_ID).map(Into::into),
            };
            let row = self.by_key.entry(key).or_insert_with(|| Row {
                stats: CallStats::default(),
                series: self.silent.clone(),
                usage_types: BTreeSet::new(),
            });
            add(row, series);
        }
    }
}

impl Row {
    /// Whether the usage of this type is what the row's model is metered by.
    fn is_metered_by(&self, word: &str) -> bool {
        UsageKind::of(word).is_some_and(|kind| is_metering(&self.stats.usage, &kind))
    }

    fn add_samples(&mut self, series: &Series, point: impl Fn(Quantity) -> CallPoint) {
        let step = self.series.step();
        for sample in &series.samples {
            if let Some(begin) = sample.at.checked_sub_signed(step) {
                self.series.add(begin, point(sample.value));
            }
        }
    }
}

/// Whether this kind is a part of what [`Usage::metered`] returns.
fn is_metering(usage: &Usage, kind: &UsageKind) -> bool {
    match usage.metered() {
        None => false,
        Some((_, Unit::Tokens)) => match usage.get(&UsageKind::TotalTokens) {
            Some(_) => *kind == UsageKind::TotalTokens,
            None => matches!(kind, UsageKind::InputTokens | UsageKind::OutputTokens),
        },
        Some((_, unit)) => kind.unit() == Some(unit),
    }
}

/// A count is whole and not negative.
fn count(value: Quantity) -> u64 {
    value.decimal().round().max(Decimal::ZERO).to_u64().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
