//! Who called which model, how often, with which outcome: the vendor's monitoring (Model Observation).
//!
//! For reference only: what is charged is in the bills. Nothing here knows which free quota a call used.

pub mod cost;
pub mod group;
pub mod of_key;
pub mod range;
pub mod recent;
pub mod report;
pub mod series;
pub mod stats;
pub mod usage;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use super::ModelName;

pub use group::{CallGroup, CallGrouping, CallTotals};
pub use range::CallRange;
pub use recent::{RecentCalls, RecentUse};
pub use report::{CallQuery, CallReport, CallSort};
pub use series::{CallPoint, CallSeries};
pub use stats::{CallFailure, CallStats};
pub use usage::{Usage, UsageKind};

/// Where calls are read (contract, `calls`, field `source`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, EnumString)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum CallsSource {
    /// The console's statistics.
    Console,
    /// The vendor's Prometheus, to which monitoring data are delivered if that is switched on.
    Prometheus,
}

/// Who made a call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caller {
    /// The number of an API key (`apikeyId`), never its value.
    ApiKey(Arc<str>),
    /// Somebody in the vendor's console, without an API key (`apikeyId` −1).
    Console,
}

impl Caller {
    /// From `apikeyId`; absent if that is empty.
    pub fn of(api_key_id: &str) -> Option<Self> {
        match api_key_id.trim() {
            "" => None,
            "-1" => Some(Self::Console),
            id => Some(Self::ApiKey(id.into())),
        }
    }

    /// Its word in JSON and CSV.
    pub fn word(&self) -> &str {
        match self {
            Self::ApiKey(id) => id,
            Self::Console => "console",
        }
    }
}

/// The calls of one model by one caller from one workspace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CallRow {
    pub model: ModelName,
    /// Absent if the source does not distinguish callers.
    pub caller: Option<Caller>,
    /// Absent if the source does not state it.
    pub workspace: Option<Arc<str>>,
    pub stats: CallStats,
    /// Over the range; absent if it was not read.
    pub series: Option<CallSeries>,
}

/// All calls of one account in one range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calls {
    pub source: CallsSource,
    pub range: CallRange,
    /// The first instant counted.
    pub from: DateTime<Utc>,
    /// The end of the range: when it was requested.
    pub to: DateTime<Utc>,
    /// Whether all rows were read: then a model without a row had no call.
    pub is_complete: bool,
    /// The only workspace that is counted; absent if all are.
    #[serde(default)]
    pub workspace: Option<Arc<str>>,
    /// In no particular order; each model, caller and workspace once.
    pub rows: Vec<CallRow>,
    /// By model, where the source does not distinguish them further.
    #[serde(default)]
    pub by_model: Vec<(ModelName, CallSeries)>,
}

impl Calls {
    /// Whether every call of the account is counted, as far as the vendor counts calls.
    pub const fn has_all(&self) -> bool {
        self.is_complete && self.workspace.is_none()
    }

    /// What all callers of `model` did over time; absent if it was not read.
    pub fn series_of(&self, model: &ModelName) -> Option<CallSeries> {
        let whole = self.by_model.iter().find(|(name, _)| name == model).map(|(_, series)| series.clone());
        whole.or_else(|| {
            let rows = self.rows.iter().filter(|row| row.model == *model);
            CallSeries::sum(rows.filter_map(|row| row.series.as_ref()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_an_api_key_or_the_console() {
        assert_eq!(Caller::of("1110000"), Some(Caller::ApiKey("1110000".into())));
        assert_eq!(Caller::of(" -1 "), Some(Caller::Console));
        assert_eq!(Caller::of(""), None);
        assert_eq!(Caller::Console.word(), "console");
    }
}
