//! Totals of what is left, per kind and unit. Units are never added to each other.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Kind, Model, Quantity, Status, Unit, attention::is_untouched};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    pub kind: Kind,
    pub unit: Unit,
    /// The sum of what can still be used.
    pub left: Quantity,
    /// The number of models.
    pub models: usize,
    /// The part expected to lapse within [`SOON`].
    pub lapses: Quantity,
}

/// A lapse within this time is shown next to the total.
pub const SOON: TimeDelta = TimeDelta::days(7);

/// The amount of `lapses`, expected to lapse when `model` expires, if that is soon.
pub fn lapses_soon(model: &Model, lapses: Option<Quantity>, now: DateTime<Utc>) -> Option<Quantity> {
    let expires_at = model.quota.as_ref()?.expires_at?;
    lapses.filter(|_| expires_at > now && expires_at.signed_duration_since(now) <= SOON)
}

/// One total per kind and unit.
#[derive(Debug, Default)]
pub struct Sums(BTreeMap<(Kind, Unit), Total>);

impl Sums {
    /// Adds what can still be used of `model`, of which `lapses` soon.
    pub fn add_model(&mut self, model: &Model, status: Status, lapses: Option<Quantity>) {
        if let Some(left) = usable(model, status) {
            let lapses = lapses.unwrap_or_default();
            self.add(Total { kind: model.kind, unit: model.unit, left, models: 1, lapses });
        }
    }

    pub fn add(&mut self, total: Total) {
        let add = |sum: &mut Total| {
            sum.left = sum.left.plus(total.left);
            sum.models = sum.models.saturating_add(total.models);
            sum.lapses = sum.lapses.plus(total.lapses);
        };
        self.0.entry((total.kind, total.unit)).and_modify(add).or_insert(total);
    }

    pub fn into_totals(self) -> Vec<Total> {
        self.0.into_values().collect()
    }
}

/// The unused models that do not expire soon, shown in one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Untouched {
    pub models: usize,
    pub left: BTreeMap<Unit, Quantity>,
    pub first_lapse: Option<DateTime<Utc>>,
}

impl Untouched {
    pub fn includes(model: &Model, status: Status) -> bool {
        status == Status::Ok && is_untouched(model)
    }

    pub fn add(&mut self, model: &Model) {
        let Some(quota) = &model.quota else { return };
        self.models = self.models.saturating_add(1);
        let left = self.left.entry(model.unit).or_default();
        *left = left.plus(quota.remaining.unwrap_or_default());
        self.first_lapse = [self.first_lapse, quota.expires_at].into_iter().flatten().min();
    }
}

fn usable(model: &Model, status: Status) -> Option<Quantity> {
    if !status.has_left() {
        return None;
    }
    model.quota.as_ref()?.remaining
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::quota;

    fn model(kind: Kind, unit: Unit, remaining: u64) -> Model {
        let remaining = remaining.to_string();
        let quota = quota("1000000", &remaining, "2026-12-01T00:00:00Z", "2026-11-22T00:00:00Z");
        Model { kind, unit, quota: Some(quota), ..Model::named("m".into()) }
    }

    #[test]
    fn units_stay_apart_and_unusable_quotas_do_not_count() {
        let rows = [
            (model(Kind::Audio, Unit::Seconds, 10), Status::Ok),
            (model(Kind::Audio, Unit::Characters, 5), Status::Low),
            (model(Kind::Text, Unit::Tokens, 7), Status::Expiring),
            (model(Kind::Text, Unit::Tokens, 8), Status::Ok),
            (model(Kind::Text, Unit::Tokens, 99), Status::Expired),
            (model(Kind::Text, Unit::Tokens, 99), Status::Unknown),
        ];
        // All but one of what is left lapses.
        let lapses =
            |model: &Model| model.quota.as_ref().unwrap().remaining.map(|left| left.minus_to_zero(1.into()));
        let mut sums = Sums::default();
        for (model, status) in &rows {
            sums.add_model(model, *status, lapses(model));
        }
        let totals = sums.into_totals();
        let expected = [
            (Kind::Text, Unit::Tokens, 15, 2, 13),
            (Kind::Audio, Unit::Seconds, 10, 1, 9),
            (Kind::Audio, Unit::Characters, 5, 1, 4),
        ]
        .map(|(kind, unit, left, models, lapses)| {
            let (left, lapses) = (u64::into(left), u64::into(lapses));
            Total { kind, unit, left, models, lapses }
        });
        assert_eq!(totals, expected);
    }

    #[test]
    fn soon_is_within_seven_days() {
        let model = model(Kind::Text, Unit::Tokens, 7);
        let some = Some(Quantity::from(5));
        for (now, lapses) in [
            ("2026-11-23T23:59:59Z", None),
            ("2026-11-24T00:00:00Z", some),
            ("2026-11-30T23:59:59Z", some),
            ("2026-12-01T00:00:00Z", None),
        ] {
            assert_eq!(lapses_soon(&model, some, now.parse().unwrap()), lapses, "{now}");
            assert_eq!(lapses_soon(&model, None, now.parse().unwrap()), None);
        }
    }

    #[test]
    fn the_untouched_are_healthy_and_whole() {
        assert!(Untouched::includes(&model(Kind::Text, Unit::Tokens, 1_000_000), Status::Ok));
        assert!(!Untouched::includes(&model(Kind::Text, Unit::Tokens, 1_000_000), Status::Expiring));
        assert!(!Untouched::includes(&model(Kind::Text, Unit::Tokens, 999_999), Status::Ok));
        let mut untouched = Untouched::default();
        untouched.add(&model(Kind::Text, Unit::Tokens, 1_000_000));
        untouched.add(&model(Kind::Image, Unit::Images, 100));
        assert_eq!(untouched.models, 2);
        assert_eq!(untouched.left.len(), 2);
        assert_eq!(untouched.first_lapse, "2026-12-01T00:00:00Z".parse().ok());
    }
}
