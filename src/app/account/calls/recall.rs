//! Calls that are stored: which are needed for the figures of models, and taking them in.

use std::sync::Arc;

use super::known::Stored;
use crate::{
    app::account::profile::Profile,
    domain::{
        Dated, FeedName, Model, Now, Status, Thresholds,
        attention::is_untouched,
        calls::{CallRange, Calls},
    },
};

/// Takes stored calls of the last hour together with other last known data, if they are needed: models are then judged
/// once. `watches_speed` says whether what they cost is.
pub(crate) fn recall(
    profile: &mut Profile,
    stored: Dated<Arc<Calls>>,
    watches_speed: bool,
    thresholds: &Thresholds,
    now: Now,
) {
    let mut models = profile.snapshot.models.iter();
    let is_needed =
        watches_speed || models.any(|model| is_corrected(model, Status::of(model, thresholds, now.utc)));
    if is_needed && profile.wants(FeedName::Calls) {
        take_stored(profile, CallRange::Hour, Some(stored), now);
    }
}

/// Whether a quota's figure has to be corrected by the calls that it does not include yet.
pub(super) fn needs_last_hour(profile: &Profile) -> bool {
    let mut models = profile.snapshot.models.iter().zip(&*profile.rows.rows);
    models.any(|(model, row)| is_corrected(model, row.status))
}

/// Some of it is used, and some is left.
fn is_corrected(model: &Model, status: Status) -> bool {
    status.has_left() && model.from_bill.is_none() && !is_untouched(model)
}

/// Takes what the store has of a range, if it has anything.
pub(super) fn take_stored(
    profile: &mut Profile,
    range: CallRange,
    stored: Option<Dated<Arc<Calls>>>,
    now: Now,
) {
    if let Some(stored) = stored {
        let feed = profile.snapshot.feed_mut(FeedName::Calls);
        feed.fetched_at = feed.fetched_at.max(Some(stored.fetched_at));
        profile.calls.take(stored);
    }
    let known = &mut profile.calls.ranges[range];
    known.stored = if known.is_old(now.utc) { Stored::Read } else { Stored::Unread };
}
