//! The orders in which models can be listed. Every order is total: ties end at the name.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{
    Model, NextCall, Status,
    attention::{self, Attention, absent_last},
};

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    /// What is about to cost or costs first.
    #[default]
    Attention,
    /// By name.
    Model,
    /// By what the models do.
    Kind,
    /// By what is left, the least first.
    Left,
    /// By the share that is left, the least first.
    Percent,
    /// By expiry, the soonest first.
    Expires,
    /// By what the next call would be.
    NextCall,
}

impl SortKey {
    /// Every order, as `s` goes through them.
    pub const ALL: [Self; 7] =
        [Self::Attention, Self::Model, Self::Kind, Self::Left, Self::Percent, Self::Expires, Self::NextCall];

    /// The order after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Attention => Self::Model,
            Self::Model => Self::Kind,
            Self::Kind => Self::Left,
            Self::Left => Self::Percent,
            Self::Percent => Self::Expires,
            Self::Expires => Self::NextCall,
            Self::NextCall => Self::Attention,
        }
    }
}

/// A model with what was told of it, as the orders need it.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The facts.
    pub model: &'a Model,
    /// Its status now.
    pub status: Status,
    /// Its next call now.
    pub next_call: NextCall,
    /// The share that is left, as [`super::Quota::left_percent`] tells it: prepared once, compared often.
    pub left_percent: Option<Decimal>,
}

/// Compares two rows by `key`. In reverse, what is absent still comes last: it is never the answer.
pub fn compare(key: SortKey, reversed: bool, left: Judged<'_>, right: Judged<'_>) -> Ordering {
    let turn = |ordering: Ordering| if reversed { ordering.reverse() } else { ordering };
    let by_name = || left.model.name.cmp(&right.model.name);
    match key {
        SortKey::Attention => turn(
            Attention::of(left.model, left.status)
                .cmp(&Attention::of(right.model, right.status))
                .then_with(|| attention::compare_within(left, right)),
        ),
        SortKey::Model => turn(by_name()),
        SortKey::Kind => turn(left.model.kind.cmp(&right.model.kind)).then_with(by_name),
        SortKey::NextCall => turn(left.next_call.cmp(&right.next_call)).then_with(by_name),
        SortKey::Left => {
            optional(left, right, reversed, |row| row.model.quota.as_ref()?.remaining).then_with(by_name)
        }
        SortKey::Percent => optional(left, right, reversed, |row| row.left_percent).then_with(by_name),
        SortKey::Expires => {
            optional(left, right, reversed, |row| row.model.quota.as_ref()?.expires_at).then_with(by_name)
        }
    }
}

fn optional<T: Ord>(
    left: Judged<'_>,
    right: Judged<'_>,
    reversed: bool,
    value: impl Fn(Judged<'_>) -> Option<T>,
) -> Ordering {
    match (value(left), value(right)) {
        (Some(left), Some(right)) if reversed => right.cmp(&left),
        (left, right) => absent_last(left, right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Quota, Thresholds};

    fn model(name: &str, remaining: Option<&str>, total: &str, expires: &str) -> Model {
        let quota = Quota {
            total: Some(total.parse().unwrap()),
            remaining: remaining.map(|text| text.parse().unwrap()),
            expires_at: Some(expires.parse().unwrap()),
            quota_status: Some("VALID".into()),
            read_at: "2026-11-22T00:00:00Z".parse().unwrap(),
        };
        Model { quota: Some(quota), free_quota_only: Some(false), ..Model::named(name.into()) }
    }

    fn order(models: &[Model], key: SortKey, reversed: bool) -> Vec<String> {
        let now = "2026-11-22T00:00:00Z".parse().unwrap();
        let mut rows: Vec<_> = models
            .iter()
            .map(|model| {
                let status = Status::of(model, &Thresholds::default(), now);
                let next_call = NextCall::of(model, status, crate::domain::AccountState::Good, now);
                let left_percent = model.quota.as_ref().and_then(Quota::left_percent);
                Judged { model, status, next_call, left_percent }
            })
            .collect();
        rows.sort_by(|left, right| compare(key, reversed, *left, *right));
        rows.iter().map(|row| row.model.name.to_string()).collect()
    }

    #[test]
    fn what_costs_or_is_about_to_comes_first() {
        let far = "2027-06-01T00:00:00Z";
        let models = [
            model("untouched", Some("100"), "100", far),
            model("in-use", Some("60"), "100", far),
            model("expired", Some("60"), "100", "2026-11-20T00:00:00Z"),
            model("exhausted", Some("0"), "100", far),
            model("lapsing", Some("60"), "100", "2026-11-23T00:00:00Z"),
            model("low", Some("6"), "100", far),
            model("lower", Some("2"), "100", far),
            model("none", Some("0"), "0", far),
            Model::named("unknown".into()),
        ];
        assert_eq!(
            order(&models, SortKey::Attention, false),
            ["lower", "low", "exhausted", "lapsing", "in-use", "expired", "unknown", "untouched", "none"]
        );
    }

    #[test]
    fn what_is_absent_is_last_both_ways() {
        let far = "2027-06-01T00:00:00Z";
        let models = [
            Model::named("absent".into()),
            model("much", Some("90"), "100", far),
            model("little", Some("0.5"), "100", far),
        ];
        for key in [SortKey::Left, SortKey::Percent] {
            assert_eq!(order(&models, key, false), ["little", "much", "absent"]);
            assert_eq!(order(&models, key, true), ["much", "little", "absent"]);
        }
        assert_eq!(order(&models, SortKey::Expires, false), ["little", "much", "absent"]);
        assert_eq!(order(&models, SortKey::Model, true), ["much", "little", "absent"]);
    }

    #[test]
    fn s_goes_through_every_order() {
        let mut key = SortKey::default();
        for expected in SortKey::ALL {
            assert_eq!(key, expected);
            key = key.next();
        }
        assert_eq!(key, SortKey::default());
    }
}
