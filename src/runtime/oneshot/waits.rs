//! The waits that servers requested of earlier runs, for a command that makes its calls without the store.

use chrono::{DateTime, Utc};

use crate::{
    runtime::{
        clock::Clock,
        engine::{
            identity::{find_logins, identity},
            setup::Setup,
        },
    },
    store,
};

/// Until when a server accepts no requests for `setup`'s first profile; absent if they may be sent.
pub fn must_wait(setup: &Setup) -> Option<DateTime<Utc>> {
    let profile = &setup.first;
    let file = profile.store.as_deref().filter(|file| store::may_exist(file))?;
    let identity = identity(profile, &find_logins(&profile.profile));
    let (known, _) = store::peek_each(file, [&identity]);
    let until = known.iter().flat_map(|known| known.wait_until.values()).max().copied();
    until.filter(|until| *until > Clock::utc())
}
