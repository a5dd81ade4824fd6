//! Calls grouped by model, caller or workspace.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap};

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{CallRow, CallSeries, CallStats, Caller, Calls};
use crate::domain::ModelName;

/// By what calls are grouped (contract, `calls --group-by`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum CallGrouping {
    #[default]
    Model,
    ApiKey,
    Workspace,
}

impl CallGrouping {
    /// The row's group; absent if the source does not state it.
    pub fn key(self, row: &CallRow) -> Option<Cow<'_, str>> {
        match self {
            Self::Model => Some(row.model.as_str().into()),
            Self::ApiKey => row.caller.as_ref().map(|caller| caller.word().into()),
            Self::Workspace => row.workspace.as_deref().map(Into::into),
        }
    }

    /// The next one, from the last to the first.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Model => Self::ApiKey,
            Self::ApiKey => Self::Workspace,
            Self::Workspace => Self::Model,
        }
    }
}

/// The calls of one model, caller or workspace.
#[derive(Debug, Clone, PartialEq)]
pub struct CallGroup {
    /// Absent for the calls of which the source does not state it.
    pub key: Option<String>,
    pub stats: CallStats,
    /// Absent if none of its rows has one.
    pub series: Option<CallSeries>,
    /// The models, if it is a group of one; else absent.
    pub model: Option<ModelName>,
}

/// All groups together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallTotals {
    pub stats: CallStats,
    pub series: Option<CallSeries>,
}

impl Calls {
    /// The groups, the one with the most calls first, of those rows that `is_shown`.
    pub fn groups(&self, by: CallGrouping, is_shown: impl Fn(&CallRow) -> bool) -> Vec<CallGroup> {
        let mut grouped: BTreeMap<Option<Cow<'_, str>>, Vec<&CallRow>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| is_shown(row)) {
            grouped.entry(by.key(row)).or_default().push(row);
        }
        let mut groups: Vec<CallGroup> = grouped
            .into_iter()
            .map(|(key, rows)| {
                let mut stats = CallStats::default();
                for row in &rows {
                    stats.add(&row.stats);
                }
                let model = rows.first().map(|row| row.model.clone());
                let model = model.filter(|model| rows.iter().all(|row| row.model == *model));
                let of_rows = CallSeries::sum(rows.iter().filter_map(|row| row.series.as_ref()));
                let of_model = || self.by_model.iter().find(|(name, _)| Some(name) == model.as_ref());
                let series = match by {
                    CallGrouping::Model => of_rows.or_else(|| Some(of_model()?.1.clone())),
                    CallGrouping::ApiKey | CallGrouping::Workspace => of_rows,
                };
                let last_call_at = series.as_ref().and_then(CallSeries::last_call_at);
                stats.last_call_at = stats.last_call_at.max(last_call_at);
                CallGroup { key: key.map(Cow::into_owned), stats, series, model }
            })
            .collect();
        groups.sort_by(|one, other| {
            let order = other.stats.at_least().cmp(&one.stats.at_least());
            order
                .then_with(|| one.key.is_none().cmp(&other.key.is_none()))
                .then_with(|| one.key.cmp(&other.key))
        });
        groups
    }

    /// Who called `model`, the one with the most calls first.
    pub fn callers_of(&self, model: &ModelName) -> Vec<(Option<Caller>, CallStats)> {
        let mut callers: BTreeMap<Option<&Caller>, CallStats> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.model == *model) {
            callers.entry(row.caller.as_ref()).or_default().add(&row.stats);
        }
        let mut callers: Vec<_> =
            callers.into_iter().map(|(caller, stats)| (caller.cloned(), stats)).collect();
        callers.sort_by_key(|(_, stats)| Reverse(stats.at_least()));
        callers
    }
}

impl CallTotals {
    pub fn of(groups: &[CallGroup]) -> Self {
        let mut stats = CallStats::default();
        for group in groups {
            stats.add(&group.stats);
        }
        Self { stats, series: CallSeries::sum(groups.iter().filter_map(|group| group.series.as_ref())) }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{
        calls::{CallPoint, CallRange, CallsSource},
        fixture::at,
    };

    fn row(model: &str, caller: Option<&str>, workspace: Option<&str>, calls: u64) -> CallRow {
        CallRow {
            model: model.into(),
            caller: caller.and_then(Caller::of),
            workspace: workspace.map(Into::into),
            stats: CallStats { calls: Some(calls), ..CallStats::default() },
            series: None,
        }
    }

    fn calls(rows: Vec<CallRow>) -> Calls {
        Calls {
            source: CallsSource::Console,
            range: CallRange::Hour,
            from: at("2026-11-28T05:00:00Z"),
            to: at("2026-11-28T06:00:00Z"),
            is_complete: true,
            workspace: None,
            rows,
            by_model: Vec::new(),
        }
    }

    fn keys(groups: &[CallGroup]) -> Vec<(Option<&str>, Option<u64>)> {
        groups.iter().map(|group| (group.key.as_deref(), group.stats.calls)).collect()
    }

    #[test]
    fn the_same_calls_by_model_caller_and_workspace() {
        let calls = calls(vec![
            row("qwen-max", Some("1"), Some("llm-a"), 3),
            row("qwen-max", Some("-1"), Some("ws-b"), 4),
            row("qwen-plus", Some("1"), None, 2),
            row("qwen-plus", None, Some("ws-b"), 9),
        ]);
        let all = |_: &CallRow| true;
        assert_eq!(
            keys(&calls.groups(CallGrouping::Model, all)),
            [(Some("qwen-plus"), Some(11)), (Some("qwen-max"), Some(7))]
        );
        let by_key = calls.groups(CallGrouping::ApiKey, all);
        assert_eq!(keys(&by_key), [(None, Some(9)), (Some("1"), Some(5)), (Some("console"), Some(4))]);
        assert_eq!(by_key[2].model, Some("qwen-max".into()));
        assert_eq!(by_key[1].model, None);
        assert_eq!(
            keys(&calls.groups(CallGrouping::Workspace, |row| row.model.as_str() == "qwen-max")),
            [(Some("ws-b"), Some(4)), (Some("llm-a"), Some(3))]
        );
        assert_eq!(CallTotals::of(&by_key).stats.calls, Some(18));
        let callers = calls.callers_of(&"qwen-max".into());
        assert_eq!(callers.first().map(|(caller, _)| caller.clone()), Some(Some(Caller::Console)));
    }

    #[test]
    fn a_series_is_of_the_rows_or_of_their_model() {
        let step = TimeDelta::minutes(1);
        let mut series = CallSeries::silent(at("2026-11-28T05:00:00Z"), at("2026-11-28T06:00:00Z"), step);
        series.add(at("2026-11-28T05:30:10Z"), CallPoint { calls: 1, failed: 0, used: 7.into() });
        let mut calls = calls(vec![row("qwen-max", Some("1"), None, 1)]);
        calls.by_model.push(("qwen-max".into(), series.clone()));
        let by_model = calls.groups(CallGrouping::Model, |_| true);
        assert_eq!(by_model[0].series, Some(series.clone()));
        assert_eq!(by_model[0].stats.last_call_at, Some(at("2026-11-28T05:30:00Z")));
        assert_eq!(calls.groups(CallGrouping::ApiKey, |_| true)[0].series, None);
        assert_eq!(calls.series_of(&"qwen-max".into()), Some(series));
        assert_eq!(calls.series_of(&"qwen-plus".into()), None);
    }
}
