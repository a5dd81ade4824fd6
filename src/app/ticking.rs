//! Where seconds are counted down: all that is drawn again every second.

use chrono::{DateTime, Utc};
use strum::IntoEnumIterator as _;

use super::{Profile, State, area::Area, countdown::shows_seconds, layout::Regions, pages, view::Overlay};
use crate::domain::{FeedName, Now};

/// What changes every second, before [`next_change`](super::wake::next_change).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ticking {
    Nothing,
    /// These areas of the open page, which nothing covers.
    Page(Vec<Area>),
    Anything,
}

/// Where a countdown shows seconds.
pub(super) fn ticking(state: &State, regions: &Regions, now: Now) -> Ticking {
    // The wallboard counts down in minutes.
    if state.wall.is_some() || regions.too_small {
        return Ticking::Nothing;
    }
    if state.shown().any(|(_, profile)| waits_seconds(profile, now.utc)) {
        return Ticking::Anything;
    }
    let areas = pages::ticking(state, &regions.page, now);
    let is_covered =
        state.view.overlay != Overlay::None || state.palette.is_some() || !regions.toast.is_empty();
    if areas.is_empty() {
        Ticking::Nothing
    } else if is_covered {
        Ticking::Anything
    } else {
        Ticking::Page(areas)
    }
}

/// Whether a server's wait is counted down in seconds.
fn waits_seconds(profile: &Profile, now: DateTime<Utc>) -> bool {
    FeedName::iter().any(|feed| {
        let until =
            profile.snapshot.feed(feed).failure.as_ref().and_then(|failure| failure.cause.wait_until());
        until.is_some_and(|until| shows_seconds(until, now))
    })
}
