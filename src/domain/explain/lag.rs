//! The rule for figures that do not show yet what happened.

use super::{Quotas, RealTime, Why, reason::KnownQuota};
use crate::domain::{FeedState, bill::cycle::end_of, next_call::LAG};

/// Something was left when the quota was read, but all that was charged may be younger than what that figure
/// tells: it lags by up to an hour, and the bill tells days only.
pub(super) fn within(call: &RealTime<'_>, quotas: &Quotas<'_>) -> Option<Why> {
    let model = call.model.filter(|_| quotas.state == FeedState::Fresh && call.status.has_left())?;
    let quota = model.quota.as_ref()?;
    let (first, _) = call.days?;
    let counted_through = quota.read_at.checked_sub_signed(LAG)?;
    (end_of(first) > counted_through).then(|| Why::Lag { quota: KnownQuota::new(model) })
}
