//! What a page or a command shows of calls: groups in an order, and their totals.

use std::cmp::Ordering;

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{CallGroup, CallGrouping, CallRow, CallTotals, Calls};

/// By what groups are ordered. Unless the order is reversed, numbers begin with the largest and names with the
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum CallSort {
    #[default]
    Calls,
    Failed,
    Key,
    Duration,
}

impl CallSort {
    /// The letter that chooses it.
    pub const fn letter(self) -> char {
        match self {
            Self::Calls => 'c',
            Self::Failed => 'f',
            Self::Key => 'n',
            Self::Duration => 'd',
        }
    }

    fn compare(self, one: &CallGroup, other: &CallGroup) -> Ordering {
        match self {
            Self::Calls => other.stats.at_least().cmp(&one.stats.at_least()),
            Self::Failed => other.stats.failed.cmp(&one.stats.failed),
            // What is not stated comes last.
            Self::Key => one.key.is_none().cmp(&other.key.is_none()).then_with(|| one.key.cmp(&other.key)),
            Self::Duration => other.stats.duration_ms.cmp(&one.stats.duration_ms),
        }
    }
}

/// What is shown of the calls of a range.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallQuery {
    pub grouping: CallGrouping,
    /// Words that all have to be in the model, the caller or the workspace, in any case.
    pub search: String,
    pub sort: CallSort,
    pub reversed: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallReport {
    pub groups: Vec<CallGroup>,
    pub totals: CallTotals,
}

impl CallReport {
    pub fn new(calls: &Calls, query: &CallQuery) -> Self {
        let words: Vec<String> = query.search.split_whitespace().map(str::to_lowercase).collect();
        let mut groups = calls.groups(query.grouping, |row| has_all(row, &words));
        groups.sort_by(|one, other| {
            let order = query.sort.compare(one, other);
            if query.reversed { order.reverse() } else { order }
        });
        let totals = CallTotals::of(&groups);
        Self { groups, totals }
    }
}

impl CallGroup {
    /// Its key as a text; empty for the calls of which the source does not state it.
    pub fn id(&self) -> &str {
        self.key.as_deref().unwrap_or_default()
    }

    /// Whether `row` belongs to it, when grouped so.
    pub fn has(&self, row: &CallRow, by: CallGrouping) -> bool {
        by.key(row).as_deref() == self.key.as_deref()
    }
}

fn has_all(row: &CallRow, words: &[String]) -> bool {
    let caller = row.caller.as_ref().map_or("", |caller| caller.word());
    let texts = [row.model.as_str(), caller, row.workspace.as_deref().unwrap_or_default()];
    let texts = texts.map(str::to_lowercase);
    words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        calls::{CallRange, CallStats, Caller, CallsSource},
        fixture::at,
    };

    fn row(model: &str, caller: &str, calls: u64, failed: u64, duration: u64) -> CallRow {
        CallRow {
            model: model.into(),
            caller: Caller::of(caller),
            workspace: Some("llm-A".into()),
            stats: CallStats {
                calls: Some(calls),
                failed: Some(failed),
                duration_ms: Some(duration.into()),
                ..CallStats::default()
            },
            series: None,
        }
    }

    fn shown(query: &CallQuery) -> Vec<String> {
        let calls = Calls {
            source: CallsSource::Console,
            range: CallRange::Hour,
            from: at("2026-11-28T05:00:00Z"),
            to: at("2026-11-28T06:00:00Z"),
            is_complete: true,
            workspace: None,
            rows: vec![row("b", "1", 5, 1, 9), row("a", "2", 9, 0, 1), row("c", "", 1, 3, 5)],
            by_model: Vec::new(),
        };
        CallReport::new(&calls, query).groups.iter().map(|group| group.id().to_owned()).collect()
    }

    #[test]
    fn groups_are_searched_and_ordered() {
        let query = |sort, reversed| CallQuery { sort, reversed, ..CallQuery::default() };
        for (query, groups) in [
            (query(CallSort::Calls, false), ["a", "b", "c"]),
            (query(CallSort::Calls, true), ["c", "b", "a"]),
            (query(CallSort::Failed, false), ["c", "b", "a"]),
            (query(CallSort::Key, false), ["a", "b", "c"]),
            (query(CallSort::Duration, false), ["b", "c", "a"]),
            (
                CallQuery { grouping: CallGrouping::ApiKey, sort: CallSort::Key, ..CallQuery::default() },
                ["1", "2", ""],
            ),
        ] {
            assert_eq!(shown(&query), groups, "{query:?}");
        }
        for (search, groups) in [("llm-a B", &["b"][..]), ("2", &["a"]), ("d", &[]), ("  ", &["a", "b", "c"])]
        {
            assert_eq!(
                shown(&CallQuery { search: search.into(), ..CallQuery::default() }),
                groups,
                "{search}"
            );
        }
    }
}
