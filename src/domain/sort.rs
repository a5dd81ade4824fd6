//! The orders in which models can be listed. Every order is total: ties end at the name.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Model, NextCall, Quantity, attention::Attention};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum SortKey {
    /// Models that cost money, or are about to, come first.
    #[default]
    Attention,
    Model,
    Kind,
    /// The least first.
    Left,
    /// The least first.
    Percent,
    /// The soonest first.
    Expires,
    /// The soonest first.
    RunsOut,
    NextCall,
}

impl SortKey {
    /// The letter that chooses it; none of those that move a cursor.
    pub const fn letter(self) -> char {
        match self {
            Self::Attention => 'a',
            Self::Model => 'm',
            Self::Kind => 'i',
            Self::Left => 'l',
            Self::Percent => 'p',
            Self::Expires => 'e',
            Self::RunsOut => 'r',
            Self::NextCall => 'n',
        }
    }
}

/// A model with the values by which it is sorted.
#[derive(Debug, Clone, Copy)]
pub struct SortRow<'a> {
    pub model: &'a Model,
    pub next_call: NextCall,
    pub attention: Attention,
    /// What a model that needs attention for its costs has cost in this cycle, in the currency of most.
    pub cost: Option<Decimal>,
    /// [`super::Quota::left_percent`], computed once.
    pub left_percent: Option<Decimal>,
    /// When it runs out or ran out.
    pub runs_out: Option<DateTime<Utc>>,
}

/// Sorts rows, given with their positions in the order of the names, by `key`; returns the positions. Absent
/// values come last, even in reverse.
pub fn order<'a>(key: SortKey, reversed: bool, rows: impl Iterator<Item = (u32, SortRow<'a>)>) -> Vec<u32> {
    let mut ranks: Vec<(Rank, u32)> = rows.map(|(position, row)| (Rank::new(key, row), position)).collect();
    let by_name_reversed = reversed && key == SortKey::Model;
    ranks.sort_unstable_by(|(left, left_name), (right, right_name)| {
        let by_name = left_name.cmp(right_name);
        left.compare(right, reversed).then(if by_name_reversed { by_name.reverse() } else { by_name })
    });
    ranks.into_iter().map(|(_, position)| position).collect()
}

/// A row's sort key, except for its name; computed once per row.
#[derive(Debug, Clone, Copy)]
struct Rank {
    group: u8,
    number: Option<Quantity>,
    instant: Option<DateTime<Utc>>,
}

impl Rank {
    fn new(key: SortKey, row: SortRow<'_>) -> Self {
        let quota = row.model.quota.as_ref();
        let expires = quota.and_then(|quota| quota.expires_at);
        let left_percent = row.left_percent.map(Quantity::from);
        let (group, number, instant) = match key {
            SortKey::Attention => {
                let (number, instant) = match row.attention {
                    // The most expensive first.
                    Attention::Costs => (row.cost.map(|cost| Quantity::from(-cost)), expires),
                    Attention::RunsOut => (None, row.runs_out),
                    Attention::Lapsing => (None, expires),
                    _ => (left_percent, expires),
                };
                // Without a known cost, what is billed comes before what may be.
                let may_be = row.attention == Attention::Costs
                    && row.cost.is_none()
                    && row.next_call != NextCall::Billed;
                ((row.attention as u8).saturating_mul(2).saturating_add(may_be.into()), number, instant)
            }
            SortKey::Model => (0, None, None),
            SortKey::Kind => (row.model.kind as u8, None, None),
            SortKey::Left => (0, quota.and_then(|quota| quota.remaining), None),
            SortKey::Percent => (0, left_percent, None),
            SortKey::Expires => (0, None, expires),
            SortKey::RunsOut => (0, None, row.runs_out),
            SortKey::NextCall => (row.next_call as u8, None, None),
        };
        Self { group, number, instant }
    }

    fn compare(&self, other: &Self, reversed: bool) -> Ordering {
        let groups = self.group.cmp(&other.group);
        (if reversed { groups.reverse() } else { groups })
            .then_with(|| absent_last(self.number, other.number, reversed))
            .then_with(|| absent_last(self.instant, other.instant, reversed))
    }
}

fn absent_last<T: Ord>(left: Option<T>, right: Option<T>, reversed: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if reversed => right.cmp(&left),
        (Some(left), Some(right)) => left.cmp(&right),
        (left, right) => left.is_none().cmp(&right.is_none()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Quota, Status, Thresholds,
        fixture::{at, quota},
        forecast::{RunsOut, Verdict},
    };

    fn model(name: &str, remaining: Option<&str>, total: &str, expires: &str) -> Model {
        let quota = quota(total, remaining.unwrap_or_default(), expires, "2026-11-22T00:00:00Z");
        Model { quota: Some(quota), free_quota_only: Some(false), ..Model::named(name.into()) }
    }

    /// With a forecast and the cost so far by name.
    fn names_with(
        models: &[Model],
        (key, reversed): (SortKey, bool),
        runs_out: &[(&str, &str)],
        costs: &[(&str, i64)],
    ) -> Vec<String> {
        let now = at("2026-11-22T00:00:00Z");
        let mut models: Vec<&Model> = models.iter().collect();
        models.sort_by(|left, right| left.name.cmp(&right.name));
        let verdicts: Vec<Option<Verdict>> = models
            .iter()
            .map(|model| {
                let (_, instant) = runs_out.iter().find(|(name, _)| *name == model.name.as_str())?;
                let instant = at(instant);
                Some(Verdict::RunsOut(RunsOut {
                    at: instant,
                    earliest: instant,
                    latest: None,
                    before_expiry: None,
                }))
            })
            .collect();
        let rows = models.iter().zip(&verdicts).map(|(model, verdict)| {
            let status = Status::of(model, &Thresholds::default(), now);
            let next_call = NextCall::of(model, status, crate::domain::AccountState::Good, now);
            let left_percent = model.quota.as_ref().and_then(Quota::left_percent);
            let cost = costs.iter().find(|(name, _)| *name == model.name.as_str());
            let attention =
                Attention::of(model, (status, next_call), verdict.as_ref(), || cost.is_some(), now);
            let runs_out = runs_out.iter().find(|(name, _)| *name == model.name.as_str());
            let runs_out = runs_out.map(|(_, instant)| at(instant));
            let cost = cost.map(|(_, cost)| Decimal::from(*cost));
            SortRow { model, next_call, attention, cost, left_percent, runs_out }
        });
        let positions = order(key, reversed, (0_u32..).zip(rows));
        positions.iter().map(|at| models[usize::try_from(*at).unwrap()].name.to_string()).collect()
    }

    fn names(models: &[Model], key: SortKey, reversed: bool) -> Vec<String> {
        names_with(models, (key, reversed), &[], &[])
    }

    #[test]
    fn without_a_known_cost_what_is_billed_comes_before_what_may_be() {
        let far = "2027-06-01T00:00:00Z";
        let may_be = Model { free_quota_only: None, ..model("a", Some("0"), "100", far) };
        let models = [may_be, model("b", Some("0"), "100", far), model("c", Some("0"), "100", far)];
        assert_eq!(names(&models, SortKey::Attention, false), ["b", "c", "a"]);
        let sorted = names_with(&models, (SortKey::Attention, false), &[], &[("a", 19)]);
        assert_eq!(sorted, ["a", "b", "c"], "what has cost more comes first");
    }

    #[test]
    fn models_that_cost_or_are_about_to_come_first() {
        let far = "2027-06-01T00:00:00Z";
        let models = [
            model("untouched", Some("100"), "100", far),
            model("in-use", Some("60"), "100", far),
            model("expired", Some("60"), "100", "2026-11-20T00:00:00Z"),
            model("expired-and-called", Some("60"), "100", "2026-11-20T00:00:00Z"),
            model("exhausted", Some("0"), "100", far),
            model("exhausted-and-expensive", Some("0"), "100", far),
            model("lapsing-first", Some("60"), "100", "2026-11-22T01:00:00Z"),
            model("lapsing", Some("40"), "100", "2026-11-23T00:00:00Z"),
            model("used-up-before-it-expires", Some("50"), "100", "2026-11-27T00:00:00Z"),
            model("runs-out-today", Some("70"), "100", far),
            model("runs-out-tonight", Some("3"), "100", far),
            model("low", Some("6"), "100", far),
            model("lower", Some("2"), "100", far),
            model("none", Some("0"), "0", far),
            model("none-and-called", Some("0"), "0", far),
            Model::named("unknown".into()),
        ];
        let runs_out = [
            ("runs-out-today", "2026-11-22T08:00:00Z"),
            ("runs-out-tonight", "2026-11-23T00:00:00Z"),
            ("used-up-before-it-expires", "2026-11-23T00:00:01Z"),
            ("exhausted", "2026-11-21T00:00:00Z"),
        ];
        let costs = [
            ("exhausted-and-expensive", 110),
            ("expired-and-called", 2),
            ("none-and-called", 30),
            ("low", 9),
        ];
        assert_eq!(
            names_with(&models, (SortKey::Attention, false), &runs_out, &costs),
            [
                "exhausted-and-expensive",
                "none-and-called",
                "expired-and-called",
                "exhausted",
                "runs-out-today",
                "runs-out-tonight",
                "lapsing-first",
                "lapsing",
                "lower",
                "low",
                "used-up-before-it-expires",
                "in-use",
                "expired",
                "unknown",
                "untouched",
                "none"
            ]
        );
    }

    #[test]
    fn absent_values_are_last_both_ways() {
        let far = "2027-06-01T00:00:00Z";
        let models = [
            Model::named("absent".into()),
            model("much", Some("90"), "100", far),
            model("little", Some("0.5"), "100", far),
        ];
        for key in [SortKey::Left, SortKey::Percent] {
            assert_eq!(names(&models, key, false), ["little", "much", "absent"]);
            assert_eq!(names(&models, key, true), ["much", "little", "absent"]);
        }
        assert_eq!(names(&models, SortKey::Expires, false), ["little", "much", "absent"]);
        assert_eq!(names(&models, SortKey::Model, true), ["much", "little", "absent"]);
    }
}
