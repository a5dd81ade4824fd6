//! Rules for a model without a free quota. It may still be granted one, so only fresh quotas count.

use super::{
    case::{Quotas, RealTime},
    reason::{KnownQuota, Why},
    sibling,
};
use crate::domain::{FeedState, Status};

/// It has none, but a sibling has one.
pub(super) fn sibling(call: &RealTime<'_>, quotas: &Quotas<'_>) -> Option<Why> {
    let is_unrecorded = call.model.is_none_or(|model| model.quota.is_none());
    if quotas.state != FeedState::Fresh || !(is_unrecorded || has_none(call)) {
        return None;
    }
    let (model, _) = sibling::with_quota(call.name, quotas.models)?;
    Some(Why::Sibling { sibling: model.name.clone(), quota: KnownQuota::new(model) })
}

/// Neither it nor a sibling has one. A missing response proves nothing.
pub(super) fn no_quota(call: &RealTime<'_>, quotas: &Quotas<'_>) -> Option<Why> {
    let model = call.model.filter(|_| quotas.state == FeedState::Fresh && has_none(call))?;
    Some(Why::NoQuota { quota: KnownQuota::new(model) })
}

const fn has_none(call: &RealTime<'_>) -> bool {
    matches!(call.status, Status::None | Status::Unsupported)
}
