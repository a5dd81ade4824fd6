//! The rule for figures that lag.

use super::{
    case::{Quotas, RealTime},
    reason::{KnownQuota, Why},
};
use crate::domain::{FeedState, bill::cycle::end_of, freshness::LAG};

/// Some was left when the quota was read, but all charges may be later than that figure, which lags by up to
/// an hour; the bill only states days.
pub(super) fn within(call: &RealTime<'_>, quotas: &Quotas<'_>) -> Option<Why> {
    let model = call.model.filter(|_| quotas.state == FeedState::Fresh && call.status.has_left())?;
    let quota = model.quota.as_ref()?;
    let (first, _) = call.days?;
    let counted_through = quota.read_at.checked_sub_signed(LAG)?;
    (end_of(first) > counted_through).then(|| Why::Lag { quota: KnownQuota::new(model) })
}
