//! Which models are requested: figures change by the hour, and most never change.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Model, Status, Thresholds};

/// The interval at which quiet models are requested.
const QUIET_EVERY: Duration = Duration::from_mins(5);
/// A model is quiet if its figures have not changed for this long.
const QUIET_AFTER: TimeDelta = TimeDelta::hours(2);

/// A switch that was read within this time is known well enough even if the user refreshes.
const JUST_READ: TimeDelta = TimeDelta::minutes(1);

/// Whether to request `model` now: it was never read, is low or expiring, changes, or was read long ago.
pub fn is_wanted(model: &Model, thresholds: &Thresholds, now: DateTime<Utc>) -> bool {
    let Some(quota) = model.console_quota() else { return true };
    let alarms = matches!(Status::of(model, thresholds, now), Status::Low | Status::Expiring);
    let is_quiet = model.figures_since.is_some_and(|at| now.signed_duration_since(at) >= QUIET_AFTER);
    let quiet_every = TimeDelta::from_std(QUIET_EVERY).unwrap_or_default();
    alarms || !is_quiet || now.signed_duration_since(quota.read_at) >= quiet_every
}

/// Whether to request the Free Quota Only state of `model`: it was not read lately, or the model has run out
/// since. With `force`, by the user: it did not come with a quota that was just read.
pub fn is_switch_wanted(model: &Model, force: bool, thresholds: &Thresholds, now: DateTime<Utc>) -> bool {
    let Some(read_at) = model.free_quota_only_read_at else { return true };
    let quota_read_at = model.console_quota().map(|quota| quota.read_at);
    let is_within = |time| (TimeDelta::zero()..time).contains(&now.signed_duration_since(read_at));
    if force {
        return quota_read_at != Some(read_at) || !is_within(JUST_READ);
    }
    let is_over = matches!(Status::of(model, thresholds, now), Status::Exhausted | Status::Expired);
    is_over && quota_read_at.is_some_and(|at| at > read_at)
        || !is_within(TimeDelta::from_std(QUIET_EVERY).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Quota;

    #[test]
    fn quiet_models_are_requested_less_often() {
        let start: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
        let at = |seconds| start + Duration::from_secs(seconds);
        let model = |remaining: u64, read: u64| Model {
            quota: Some(Quota {
                total: Some(1000.into()),
                remaining: Some(remaining.into()),
                expires_at: None,
                quota_status: Some("VALID".into()),
                read_at: at(read),
            }),
            ..Model::named("m".into())
        };
        let (hour, quiet_since) = (3600, Some(at(0)));
        for (model, changed_at, at_second, wanted) in [
            (Model::named("m".into()), quiet_since, 3 * hour, true),
            (model(500, 3 * hour - 60), None, 3 * hour, true),
            (model(500, 3 * hour - 60), quiet_since, 3 * hour, false),
            (model(500, 3 * hour - 300), quiet_since, 3 * hour, true),
            (model(500, 2 * hour - 60), quiet_since, 2 * hour - 1, true),
            (model(100, 3 * hour - 60), quiet_since, 3 * hour, true),
            (model(0, 3 * hour - 60), quiet_since, 3 * hour, false),
        ] {
            let model = Model { figures_since: changed_at, ..model };
            let answer = is_wanted(&model, &Thresholds::default(), at(at_second));
            assert_eq!(answer, wanted, "{model:?}");
        }
    }

    #[test]
    fn switches_that_came_with_quotas_are_not_requested_again() {
        let start: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
        let at = |seconds| start + Duration::from_secs(seconds);
        for (remaining, quota_read, switch_read, force, at_second, wanted) in [
            // never read
            (500, 100, None, false, 100, true),
            (500, 100, None, true, 100, true),
            // with the quota
            (500, 100, Some(100), false, 100, false),
            (500, 100, Some(100), true, 100, false),
            (500, 100, Some(100), true, 159, false),
            (500, 100, Some(100), true, 160, true),
            (500, 100, Some(100), false, 399, false),
            (500, 100, Some(100), false, 400, true),
            // on its own
            (500, 100, Some(90), false, 100, false),
            (500, 100, Some(90), true, 100, true),
            // used up since it was read
            (0, 100, Some(90), false, 100, true),
            (0, 100, Some(100), false, 100, false),
            (0, 100, Some(110), false, 110, false),
            // the clock was set back
            (500, 100, Some(100), false, 99, true),
        ] {
            let switch_read = switch_read.map(at);
            let model = Model {
                quota: Some(Quota {
                    total: Some(1000.into()),
                    remaining: Some(remaining.into()),
                    expires_at: None,
                    quota_status: Some("VALID".into()),
                    read_at: at(quota_read),
                }),
                free_quota_only_read_at: switch_read,
                ..Model::named("m".into())
            };
            let answer = is_switch_wanted(&model, force, &Thresholds::default(), at(at_second));
            assert_eq!(answer, wanted, "{remaining} {quota_read} {switch_read:?} {force} {at_second}");
        }
    }
}
