//! Which profiles a message concerns: what one of 1,000 profiles has to say must not cost a look at all of them.

use super::{Message, Profile, ProfileId, State};
use crate::domain::{Now, time::full_minute};

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Profile(ProfileId),
    /// Time has passed.
    Time,
    Everything,
}

impl About {
    pub(super) fn of(message: &Message) -> Self {
        match message.profile() {
            Some(id) => Self::Profile(id),
            None if *message == Message::Woke => Self::Time,
            None => Self::Everything,
        }
    }
}

/// The profiles for which something may be due after a message: its own and the one in focus; when time has passed,
/// those whose time has come; after whatever concerns none in particular, and once a minute, all of them. Those that
/// have not begun yet are left alone.
pub(super) fn concerned(state: &mut State, about: About, now: Now) -> Vec<ProfileId> {
    let minute = full_minute(now.utc);
    let is_new_minute = state.swept_at.replace(minute) != Some(minute);
    let current = state.current();
    match about {
        About::Profile(own) if !is_new_minute && own == current => return vec![own],
        About::Profile(own) if !is_new_minute => return vec![current, own],
        _ => {}
    }
    let is_for_all = is_new_minute || about == About::Everything;
    let is_concerned = |(id, profile): &(ProfileId, &Profile)| {
        let has_begun = profile.schedule.begins_at(now.monotonic).is_none();
        has_begun && (is_for_all || *id == current || is_due(profile, state.offline, now))
    };
    state.profiles().filter(is_concerned).map(|(id, _)| id).collect()
}

fn is_due(profile: &Profile, offline: bool, now: Now) -> bool {
    let wakes = profile.next_wake(offline, now).is_some_and(|at| at <= now.monotonic);
    wakes || profile.calls.are_due(now.utc)
}
