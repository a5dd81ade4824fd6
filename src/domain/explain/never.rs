//! Rules for a model that has no free quota. A grant may still come, so that only quotas that are fresh tell it.

use super::{Quotas, RealTime, Why, reason::KnownQuota, sibling};
use crate::domain::{FeedState, Status};

/// It has none, a sibling has one.
pub(super) fn sibling(call: &RealTime<'_>, quotas: &Quotas<'_>) -> Option<Why> {
    let is_unrecorded = call.model.is_none_or(|model| model.quota.is_none());
    if quotas.state != FeedState::Fresh || !(is_unrecorded || has_none(call)) {
        return None;
    }
    let (model, _) = sibling::with_quota(call.name, quotas.models)?;
    Some(Why::Sibling { sibling: model.name.clone(), quota: KnownQuota::new(model) })
}

/// It has none, nor has any sibling. That nothing was answered for it is no proof.
pub(super) fn no_quota(call: &RealTime<'_>, quotas: &Quotas<'_>) -> Option<Why> {
    let model = call.model.filter(|_| quotas.state == FeedState::Fresh && has_none(call))?;
    Some(Why::NoQuota { quota: KnownQuota::new(model) })
}

const fn has_none(call: &RealTime<'_>) -> bool {
    matches!(call.status, Status::None | Status::Unsupported)
}
