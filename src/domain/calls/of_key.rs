//! What is known of the calls with one API key.

use chrono::{DateTime, Utc};

use super::{CallRow, CallSeries, CallStats, Caller, Calls};
use crate::domain::api_key::ApiKeyId;

impl Calls {
    /// Whether they say who called.
    pub fn names_callers(&self) -> bool {
        let is_silent = self.is_complete && self.rows.is_empty();
        is_silent || self.rows.iter().any(|row| row.caller.is_some())
    }

    /// Whether every row says who called, and none is missing.
    pub fn is_complete_by_caller(&self) -> bool {
        self.is_complete && self.rows.iter().all(|row| row.caller.is_some())
    }

    /// The calls with a key of this workspace. Their number is unknown if no row has the key, but not every call from
    /// its workspace is counted, or not every caller named.
    pub fn of_key(&self, id: &ApiKeyId, workspace: Option<&str>) -> CallStats {
        let is_of_key =
            |row: &&CallRow| matches!(&row.caller, Some(Caller::ApiKey(key)) if **key == *id.as_str());
        let rows: Vec<&CallRow> = self.rows.iter().filter(is_of_key).collect();
        let is_counted = self.workspace.is_none() || self.workspace.as_deref() == workspace;
        let mut stats = CallStats::default();
        for row in &rows {
            stats.add(&row.stats);
        }
        if rows.is_empty() && is_counted && self.is_complete_by_caller() {
            stats.calls = Some(0);
        }
        let called = rows.iter().filter(|row| row.stats.calls != Some(0));
        let last: Option<Vec<DateTime<Utc>>> = called.map(|row| self.last_call_of(row)).collect();
        stats.last_call_at = last.and_then(|last| last.into_iter().max());
        stats
    }

    /// When the last call of a row was made, at most one step earlier. The series of a model is that of its only caller.
    fn last_call_of(&self, row: &CallRow) -> Option<DateTime<Utc>> {
        let of_row = || row.series.as_ref()?.last_call_at();
        let of_model = || {
            let mut same = self.rows.iter().filter(|other| other.model == row.model);
            let is_only = self.has_all() && same.all(|other| other.caller == row.caller);
            let (_, series) = self.by_model.iter().find(|(model, _)| is_only && *model == row.model)?;
            CallSeries::last_call_at(series)
        };
        row.stats.last_call_at.or_else(of_row).or_else(of_model)
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

    fn row(model: &str, caller: &str, calls: Option<u64>, last: Option<&str>) -> CallRow {
        CallRow {
            model: model.into(),
            caller: Caller::of(caller),
            workspace: None,
            stats: CallStats { calls, last_call_at: last.map(at), ..CallStats::default() },
            series: None,
        }
    }

    fn calls(is_complete: bool, workspace: Option<&str>, rows: Vec<CallRow>) -> Calls {
        Calls {
            source: CallsSource::Console,
            range: CallRange::Month,
            from: at("2026-10-29T06:00:00Z"),
            to: at("2026-11-28T06:00:00Z"),
            is_complete,
            workspace: workspace.map(Into::into),
            rows,
            by_model: Vec::new(),
        }
    }

    fn count(calls: &Calls, id: &str, workspace: Option<&str>) -> Option<u64> {
        calls.of_key(&ApiKeyId::parse(id).unwrap(), workspace).calls
    }

    #[test]
    fn no_row_is_no_call_only_if_every_call_is_counted() {
        let of = |caller: &str| vec![row("a", caller, Some(3), None)];
        for (is_complete, counted, rows, workspace, expected) in [
            (true, None, of("1"), None, Some(0)),
            (true, None, of("-1"), Some("llm-a"), Some(0)),
            (true, None, of(""), None, None),
            (true, None, Vec::new(), None, Some(0)),
            (false, None, of("1"), None, None),
            (false, None, Vec::new(), None, None),
            (true, Some("llm-a"), of("1"), Some("llm-a"), Some(0)),
            (true, Some("llm-a"), of("1"), Some("llm-b"), None),
            (true, Some("llm-a"), of("1"), None, None),
        ] {
            let calls = calls(is_complete, counted, rows);
            assert_eq!(count(&calls, "2", workspace), expected, "{calls:?} {workspace:?}");
        }
    }

    #[test]
    fn the_rows_of_a_key_are_added() {
        let rows = vec![
            row("a", "1", Some(3), Some("2026-11-20T00:00:00Z")),
            row("b", "1", Some(4), Some("2026-11-21T00:00:00Z")),
            row("b", "-1", Some(9), Some("2026-11-27T00:00:00Z")),
            row("c", "2", None, None),
        ];
        let calls = calls(false, Some("llm-a"), rows);
        assert_eq!(count(&calls, "1", None), Some(7));
        assert_eq!(count(&calls, "2", None), None);
        let stats = calls.of_key(&ApiKeyId::parse("1").unwrap(), None);
        assert_eq!(stats.last_call_at, Some(at("2026-11-21T00:00:00Z")));
    }

    #[test]
    fn the_last_call_of_a_key_is_absent_if_that_of_any_model_is() {
        let mut series =
            CallSeries::silent(at("2026-10-29T06:00:00Z"), at("2026-11-28T06:00:00Z"), TimeDelta::days(1));
        series.add(at("2026-11-20T09:00:00Z"), CallPoint { calls: 1, failed: 0, used: 7.into() });
        let last = series.last_call_at();
        let last_of = |calls: &Calls| calls.of_key(&ApiKeyId::parse("1").unwrap(), None).last_call_at;
        let alone = || vec![row("a", "1", Some(3), None)];
        let shared = || vec![row("a", "1", Some(3), None), row("a", "2", Some(3), None)];
        let other = || vec![row("a", "1", Some(3), None), row("b", "1", Some(3), None)];
        for (is_complete, workspace, rows, expected) in [
            (true, None, alone(), last),
            (false, None, alone(), None),
            (true, Some("llm-a"), alone(), None),
            (true, None, shared(), None),
            (true, None, other(), None),
        ] {
            let mut calls = calls(is_complete, workspace, rows);
            calls.by_model.push(("a".into(), series.clone()));
            assert_eq!(last_of(&calls), expected, "{calls:?}");
        }
    }

    #[test]
    fn callers_are_named_if_any_row_names_one_or_there_was_no_call() {
        for (is_complete, rows, named, complete) in [
            (true, Vec::new(), true, true),
            (false, Vec::new(), false, false),
            (true, vec![row("a", "", Some(1), None)], false, false),
            (true, vec![row("a", "", Some(1), None), row("a", "1", Some(1), None)], true, false),
            (true, vec![row("a", "-1", Some(1), None)], true, true),
        ] {
            let calls = calls(is_complete, None, rows);
            assert_eq!(
                (calls.names_callers(), calls.is_complete_by_caller()),
                (named, complete),
                "{calls:?}"
            );
        }
    }
}
