//! Rules for a free quota that ran out or expired. Neither can be reversed, so old readings also count.

use chrono::{DateTime, Utc};

use super::{
    case::RealTime,
    reason::{KnownQuota, Why},
};
use crate::domain::{
    Model, Quota,
    bill::cycle::{start_of, vendor_day},
    freshness::LAG,
    time::full_second,
};

/// It ran out at a known time, before its expiry and before the first charge.
pub(super) fn ran_out_before_expiry(call: &RealTime<'_>) -> Option<Why> {
    let (model, quota) = granted(call)?;
    let ran_out_at = call.ran_out_at?;
    let (first, _) = call.days?;
    let is_first = quota.expires_at.is_none_or(|expires| ran_out_at < expires);
    (is_first && vendor_day(earliest_change(ran_out_at)) <= first)
        .then(|| exhausted_why(model, Some(ran_out_at)))
}

/// It expired before the first charge. The bill has one sum for the day of the expiry: that is attributed to
/// the expiry unless the quota was used up before.
pub(super) fn expired(call: &RealTime<'_>) -> Option<Why> {
    let (model, quota) = granted(call)?;
    let (first, _) = call.days?;
    let expires = quota.expires_at.filter(|expires| *expires <= call.now)?;
    let was_used_up = call.ran_out_at.map_or_else(|| is_used_up(quota), |at| at < expires);
    let is_before = expires <= start_of(first) || (vendor_day(expires) == first && !was_used_up);
    is_before.then(|| Why::Expired { quota: KnownQuota::new(model) })
}

/// It is used up. If the time is known, there must be a later charge.
pub(super) fn exhausted(call: &RealTime<'_>) -> Option<Why> {
    let (model, quota) = granted(call)?;
    let (_, last) = call.days?;
    let holds = match call.ran_out_at {
        Some(ran_out_at) => vendor_day(earliest_change(ran_out_at)) <= last,
        None => is_used_up(quota),
    };
    holds.then(|| exhausted_why(model, call.ran_out_at))
}

fn is_used_up(quota: &Quota) -> bool {
    quota.remaining.is_some_and(|left| !left.is_positive())
}

fn exhausted_why(model: &Model, ran_out_at: Option<DateTime<Utc>>) -> Why {
    Why::Exhausted { ran_out_at: ran_out_at.map(full_second), quota: KnownQuota::new(model) }
}

/// The earliest instant at which the figure can have changed.
fn earliest_change(seen: DateTime<Utc>) -> DateTime<Utc> {
    seen.checked_sub_signed(LAG).unwrap_or(seen)
}

/// The model and its quota, if there certainly was a grant.
fn granted<'a>(call: &RealTime<'a>) -> Option<(&'a Model, &'a Quota)> {
    let model = call.model?;
    let quota = model.quota.as_ref()?;
    quota.is_granted().then_some((model, quota))
}
