//! The demo account's initial state: `assets/demo.json`, one row per model.
//!
//! | field | meaning |
//! |---|---|
//! | `model`, `kind`, `unit`, `total`, `remaining`, `quota_status`, `free_quota_only` | as in a snapshot; `quota_status` is `VALID` where it is not given |
//! | `expires_in` | a span from the grant, such as `12d 4h`, or `-2d` for the past |
//! | `lasts` | the model is in use: after this long nothing is left |
//! | `renewed` | after this long a new grant begins, and so on; without it there is one grant |
//! | `used_like`, `used_for`, `idle_for` | how and how long it was used before the demo started, and how long not since |

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Number;

use super::{
    after, pace,
    past::{Habit, Past},
};
use crate::domain::{Kind, Model, ModelName, Quantity, Quota, Unit, forecast::Seen};

const JSON: &str = include_str!("../../../assets/demo.json");

/// The vendor's rule for new accounts.
const GRANT: i64 = TimeDelta::days(90).num_seconds();

/// One row. Spans are in seconds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    model: String,
    kind: Kind,
    unit: Unit,
    #[serde(default, deserialize_with = "exact")]
    total: Option<Quantity>,
    #[serde(default, deserialize_with = "exact")]
    remaining: Option<Quantity>,
    quota_status: Option<String>,
    free_quota_only: Option<bool>,
    #[serde(default, deserialize_with = "span")]
    expires_in: Option<i64>,
    #[serde(default, deserialize_with = "span")]
    lasts: Option<i64>,
    #[serde(default, deserialize_with = "span")]
    renewed: Option<i64>,
    used_like: Option<Habit>,
    #[serde(default, deserialize_with = "span")]
    used_for: Option<i64>,
    #[serde(default, deserialize_with = "span")]
    idle_for: Option<i64>,
}

#[derive(Deserialize)]
struct Facts {
    models: Vec<Fact>,
}

pub(super) fn all() -> Vec<Fact> {
    // The file is part of the program, and a test reads it.
    serde_json::from_str(JSON).map_or_else(|_| Vec::new(), |facts: Facts| facts.models)
}

impl Fact {
    /// The model `elapsed` seconds after `started`, as read at `read_at`.
    pub(super) fn at(&self, started: DateTime<Utc>, read_at: DateTime<Utc>, elapsed: i64) -> Model {
        let into_grant = self.renewed.and_then(|span| elapsed.checked_rem(span)).unwrap_or(elapsed);
        let granted_after = elapsed.saturating_sub(into_grant);
        // A model in use has been in use before the demo started; its later grants it gets whole.
        let (remaining, lasts, expires_in) = match (self.lasts, self.renewed) {
            (Some(_), Some(renewed)) if granted_after > 0 => {
                (self.total, Some(renewed.saturating_sub(renewed / 12)), Some(GRANT))
            }
            (lasts, _) => (self.remaining, lasts, self.expires_in),
        };
        let seed = pace::seed_of(&self.model);
        let quota = Quota {
            total: self.total,
            remaining: remaining
                .map(|start| lasts.map_or(start, |lasts| pace::left(start, lasts, into_grant, seed))),
            expires_at: expires_in.map(|span| after(started, granted_after.saturating_add(span))),
            quota_status: Some(self.quota_status.as_deref().unwrap_or("VALID").into()),
            read_at,
        };
        Model {
            kind: self.kind,
            unit: self.unit,
            quota: Some(quota),
            free_quota_only: self.free_quota_only,
            free_quota_only_read_at: self.free_quota_only.map(|_| read_at),
            ..Model::named(ModelName::new(self.model.as_str()))
        }
    }
}

impl Fact {
    /// The model's readings before the demo started; absent if its quota states no figure.
    pub(super) fn past(&self, started: DateTime<Utc>) -> Option<(ModelName, Vec<Seen>)> {
        let (left, total) = (self.remaining?, self.total?);
        let past = Past {
            habit: self.used_like,
            used_for: self.used_for.unwrap_or_default(),
            idle_for: self.idle_for.unwrap_or_default(),
            left,
            total,
            expires_at: self.expires_in.map(|span| after(started, span)),
            seed: pace::seed_of(&self.model),
        };
        Some((ModelName::new(self.model.as_str()), past.seen(started)))
    }
}

fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Quantity>, D::Error> {
    let number = Option::<Number>::deserialize(deserializer)?;
    number.map(|number| number.to_string().parse().map_err(Error::custom)).transpose()
}

fn span<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let text = String::deserialize(deserializer)?;
    seconds(&text).map(Some).ok_or_else(|| Error::custom("a span is like 12d 4h 7m 30s"))
}

fn seconds(text: &str) -> Option<i64> {
    let (sign, parts) = match text.strip_prefix('-') {
        Some(parts) => (-1, parts),
        None => (1, text),
    };
    let sum = parts.split(' ').try_fold(0_i64, |sum, part| {
        let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
        let unit = match unit {
            "d" => 86_400,
            "h" => 3_600,
            "m" => 60,
            "s" => 1,
            _ => return None,
        };
        sum.checked_add(number.parse::<u32>().ok().map(i64::from)?.checked_mul(unit)?)
    })?;
    sum.checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_whole() {
        let facts: Facts = serde_json::from_str(JSON).unwrap();
        assert!(facts.models.len() >= 50, "{}", facts.models.len());
        assert_eq!(all().len(), facts.models.len());
    }

    #[test]
    fn spans_are_sums_of_parts() {
        for (text, sum) in [
            ("90s", Some(90)),
            ("12d 4h 7m", Some(1_051_620)),
            ("-2d 5h", Some(-190_800)),
            ("", None),
            ("5", None),
            ("5w", None),
            ("1d  2h", None),
            ("1 h", None),
            ("-", None),
            ("日", None),
        ] {
            assert_eq!(seconds(text), sum, "{text:?}");
        }
    }
}
