//! How much of what a model used in the last hour is billed, as far as its free quota tells.
//!
//! Figures lag and calls are counted late, so there are bounds. What is not known may be billed.

use chrono::{DateTime, Utc};

use crate::domain::{
    Model, Quantity, Status, Thresholds, Unit, calls::CallSeries, freshness::is_recent,
    next_call::certainly_stops,
};

/// At least, and at most.
pub(super) type Bounds = (Quantity, Quantity);

/// The hour, and what was used over it; absent if that is unknown.
pub(super) type Hour<'a> = (DateTime<Utc>, Option<&'a CallSeries>);

/// The part of `used`, counted in `unit`, that is billed. `used_up_by` is when the quota was first seen used up;
/// absent if unknown.
pub(super) fn billed(
    model: &Model,
    used_up_by: Option<DateTime<Utc>>,
    (used, unit): (Quantity, Unit),
    (from, series): Hour<'_>,
    now: DateTime<Utc>,
) -> Bounds {
    let (nothing, all) = ((Quantity::ZERO, Quantity::ZERO), (used, used));
    let perhaps_all = (Quantity::ZERO, used);
    let status = Status::of(model, &Thresholds::NONE, now);
    let Some(quota) = model.quota.as_ref().filter(|_| status != Status::Unknown) else { return perhaps_all };
    // What is left and what was used can be compared only in the same unit.
    let left = quota.remaining.filter(|_| unit == model.unit && model.from_bill.is_none());
    let used_since = |instant| {
        if instant <= from {
            return used;
        }
        let since = series.filter(|_| unit == model.unit).and_then(|series| series.used_since(instant));
        since.unwrap_or(Quantity::ZERO).min(used)
    };
    match status {
        Status::None => all,
        // Calls are free or refused.
        _ if certainly_stops(model, now) => nothing,
        // A refused call uses nothing, so what was used after the end is billed whatever the switch is.
        Status::Exhausted => {
            let by = used_up_by.map_or(quota.read_at, |by| by.min(quota.read_at));
            (used_since(by), used)
        }
        Status::Expired => {
            let since = quota.expires_at.map_or(Quantity::ZERO, used_since);
            let before = used.minus_to_zero(since);
            (since, since.plus(left.map_or(before, |left| before.minus_to_zero(left))))
        }
        Status::Ok | Status::Low | Status::Expiring => match left {
            // The figure may be as of the beginning of the hour.
            Some(left) if quota.read_at >= from && is_recent(quota.read_at, now) => {
                (Quantity::ZERO, used.minus_to_zero(left))
            }
            _ => perhaps_all,
        },
        Status::Unsupported | Status::Unknown => perhaps_all,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{
        Quota,
        calls::CallPoint,
        fixture::{at, quota},
    };

    const FROM: &str = "2026-11-28T05:00:00Z";
    const NOW: &str = "2026-11-28T06:00:00Z";
    const LATER: &str = "2026-12-28T00:00:00Z";

    /// 70 were used at 05:10, and 30 at 05:50.
    fn bounds(model: &Model, used_up_by: Option<&str>, unit: Unit) -> (u64, u64) {
        let mut series = CallSeries::silent(at(FROM), at(NOW), TimeDelta::minutes(1));
        for (minute, used) in [("2026-11-28T05:10:00Z", 70_u64), ("2026-11-28T05:50:00Z", 30)] {
            series.add(at(minute), CallPoint { calls: 1, failed: 0, used: used.into() });
        }
        let hour = (at(FROM), Some(&series));
        let (least, most) = billed(model, used_up_by.map(at), (100.into(), unit), hour, at(NOW));
        (least.to_string().parse().unwrap(), most.to_string().parse().unwrap())
    }

    fn model(total: &str, left: &str, expires: &str, read_at: &str) -> Model {
        let quota = Some(quota(total, left, expires, read_at));
        Model { quota, unit: Unit::Tokens, ..Model::named("m".into()) }
    }

    #[test]
    fn the_quota_bounds_what_is_billed() {
        for (total, left, expires, read_at, used_up_by, expected) in [
            // no free quota
            ("0", "0", "", NOW, None, (100, 100)),
            // enough left, even if the figure is an hour behind; just enough; too little
            ("1000", "500", LATER, NOW, None, (0, 0)),
            ("1000", "100", LATER, NOW, None, (0, 0)),
            ("1000", "99", LATER, NOW, None, (0, 1)),
            ("1000", "40", LATER, NOW, None, (0, 60)),
            // read before the hour
            ("1000", "500", LATER, "2026-11-28T04:59:59Z", None, (0, 100)),
            // used up: before the hour, within it, just read, never seen
            ("1000", "0", LATER, NOW, Some("2026-11-28T04:00:00Z"), (100, 100)),
            ("1000", "0", LATER, NOW, Some(FROM), (100, 100)),
            ("1000", "0", LATER, NOW, Some("2026-11-28T05:30:00Z"), (30, 100)),
            ("1000", "0", LATER, "2026-11-28T05:59:00Z", None, (0, 100)),
            // expired: before the hour, within it with enough until then, and with too little
            ("1000", "500", "2026-11-28T04:00:00Z", NOW, None, (100, 100)),
            ("1000", "500", "2026-11-28T05:30:00Z", NOW, None, (30, 30)),
            ("1000", "10", "2026-11-28T05:30:00Z", NOW, None, (30, 90)),
            // not understood
            ("", "", LATER, NOW, None, (0, 100)),
        ] {
            let model = model(total, left, expires, read_at);
            let case = format!("{total} {left} {expires} {read_at} {used_up_by:?}");
            assert_eq!(bounds(&model, used_up_by, Unit::Tokens), expected, "{case}");
        }
    }

    #[test]
    fn free_quota_only_costs_nothing_if_it_is_surely_on() {
        let switched = |left, is_on, read_at: Option<&str>| Model {
            free_quota_only: is_on,
            free_quota_only_read_at: read_at.map(at),
            ..model("1000", left, LATER, NOW)
        };
        for left in ["0", "40"] {
            assert_eq!(bounds(&switched(left, Some(true), Some(NOW)), None, Unit::Tokens), (0, 0), "{left}");
        }
        for (is_on, read_at) in [
            (Some(false), Some(NOW)),
            (None, None),
            (Some(true), None),
            (Some(true), Some("2026-11-28T04:00:00Z")),
        ] {
            let model = switched("0", is_on, read_at);
            assert_eq!(bounds(&model, Some(FROM), Unit::Tokens), (100, 100), "{is_on:?} {read_at:?}");
        }
        // A model without a free quota is billed, whatever the switch.
        let none = Model { quota: Some(quota("0", "0", "", NOW)), ..switched("0", Some(true), Some(NOW)) };
        assert_eq!(bounds(&none, None, Unit::Tokens), (100, 100));
    }

    #[test]
    fn what_is_not_known_may_be_billed() {
        let nothing = Model { quota: None, ..model("1", "1", LATER, NOW) };
        assert_eq!(bounds(&nothing, None, Unit::Tokens), (0, 100));
        let enough = model("1000", "500", LATER, NOW);
        assert_eq!(bounds(&enough, None, Unit::Images), (0, 100), "another unit");
        let status = Some("UNKNOWN".into());
        let quota = Some(Quota { quota_status: status, ..quota("", "", "", NOW) });
        assert_eq!(bounds(&Model { quota, ..enough }, None, Unit::Tokens), (0, 100));
    }
}
