//! Data for a command that answers a question: the saved ones if they are recent, so that only the store's file
//! is read, else new ones.

use chrono::{DateTime, TimeDelta, Utc};

use super::exit::Failed;
use crate::{
    app::State,
    domain::FeedName,
    runtime::{self, Clock, Setup},
};

/// Data older than this are requested again (contract).
const RECENT: TimeDelta = TimeDelta::minutes(5);

/// What is known, and how.
pub(super) struct Known {
    pub(super) state: State,
    /// Whether it was fetched rather than saved.
    pub(super) is_fetched: bool,
}

/// The saved data if they are sufficient, else what is fetched once.
pub(super) fn known(
    setup: Setup,
    clock: Clock,
    are_sufficient: impl FnOnce(&State, &Setup, DateTime<Utc>) -> bool,
) -> Result<Known, Failed> {
    if setup.is_live() {
        let saved = runtime::once(Setup { offline: true, ..setup.clone() }, clock)?;
        if saved.clock.is_sure() && are_sufficient(&saved, &setup, clock.now().utc) {
            return Ok(Known { state: saved, is_fetched: false });
        }
    }
    Ok(Known { state: runtime::once(setup, clock)?, is_fetched: true })
}

/// Whether data read at `at` need not be requested again.
pub(super) fn is_recent(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    at.is_some_and(|at| (TimeDelta::zero()..=RECENT).contains(&now.signed_duration_since(at)))
}

/// Whether the account's saved balance is recent, or cannot be read without an AccessKey.
pub(super) fn has_account(saved: &State, setup: &Setup, now: DateTime<Utc>) -> bool {
    is_recent(saved.profile().snapshot.feed(FeedName::Account).fetched_at, now)
        || runtime::find_logins(&setup.first.profile).pair.is_none()
}
