//! The same loop without a screen: one-shot commands ask once and are done.

use std::{sync::Arc, time::Duration};

use tokio::sync::mpsc::unbounded_channel;

use super::{
    Clock, Setup,
    effects::{Outside, random},
    identity::{self, find_logins},
    setup::From,
    sources,
};
use crate::{
    app::{
        self, Message, Profile, State,
        poll::{Schedule, Task},
        profile::DEMO_REFRESH,
    },
    domain::{Cause, Fetched, LastKnown, SourceKind, StoreNotice},
    source::snapshot::SnapshotSource,
    store::{self, Identity, Trouble},
};

/// A one-shot command takes no longer than this (contract).
const LONGEST: Duration = Duration::from_secs(30);
/// The store has what is left of that to read lines, but at least this: another program may hold its file.
const READING_TIME: Duration = Duration::from_secs(5);
/// The store has this long to write at the end: nobody waits for a key here, and the next run wants the data.
const CLOSING_TIME: Duration = Duration::from_secs(5);

/// Asks once for everything that `setup` wants; what could not be refreshed is as it was last known.
pub fn once(setup: Setup, clock: Clock) -> std::io::Result<State> {
    let setup = Arc::new(setup);
    let (messages, mut inbox) = unbounded_channel();
    let (source, file) = sources::build(&setup);
    let (mut state, identity) = begin(&setup, file.as_deref(), clock, true);
    if setup.offline && setup.bills.is_none() {
        return Ok(state);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut outside = Outside::new(Arc::clone(&setup), source, identity, messages);
    runtime.block_on(async {
        outside.start_store();
        let end = clock.instant(LONGEST);
        let mut message = Message::Woke;
        loop {
            if matches!(message, Message::NewLogin(..)) {
                outside.adopt_login();
            }
            for effect in app::update(&mut state, message, clock.now()) {
                outside.carry_out(effect);
            }
            if state.profile().is_settled(clock.now().monotonic) {
                break;
            }
            message = tokio::select! {
                Some(message) = inbox.recv() => message,
                () = tokio::time::sleep_until(end) => {
                    give_up(&mut state, clock);
                    break;
                }
            };
        }
        let end = end.max(clock.instant(clock.now().monotonic.saturating_add(READING_TIME)));
        if let Some(wanted) = setup.bills.as_ref().filter(|wanted| wanted.lines)
            && let Ok(Some(message)) =
                tokio::time::timeout_at(end, outside.all_lines(&state, wanted.cycle)).await
        {
            app::update(&mut state, message, clock.now());
        }
    });
    outside.close(CLOSING_TIME);
    runtime.shutdown_background();
    Ok(state)
}

/// What is still under way has taken too long.
pub(super) fn give_up(state: &mut State, clock: Clock) {
    let tag = state.profile().tag(state.current());
    let too_long = || Cause::TimedOut { host: "the server".to_owned(), seconds: LONGEST.as_secs() };
    for task in Task::ALL {
        if state.profile().schedule.is_under_way(task) {
            let message = Message::Fetched(tag, task, Fetched::from(Err(too_long())));
            app::update(state, message, clock.now());
        }
    }
}

/// The state before anything was asked: what was kept, or what the file says.
pub(super) fn begin(
    setup: &Setup,
    file: Option<&SnapshotSource>,
    clock: Clock,
    once: bool,
) -> (State, Identity) {
    let now = clock.now();
    let kind = setup.from.kind();
    let refresh = if kind == SourceKind::Demo { DEMO_REFRESH } else { setup.profile.refresh };
    let mut profile = Profile::new(&setup.name, kind, refresh, Schedule::new(random(), once), now);
    profile.bills.only = setup.bills.as_ref().map(|wanted| wanted.cycle);
    let mut known = LastKnown::default();
    let mut identity_found = if kind == SourceKind::Demo { identity::demo() } else { Identity::default() };
    let mut notice = None;
    if matches!(setup.from, From::Alibaba) {
        let logins = find_logins(&setup.profile);
        profile.snapshot.site = Some(logins.site);
        profile.snapshot.region = Some(logins.region);
        identity_found = identity::identity(&setup.name, &logins);
        if let Some(store) = &setup.store {
            let peek = store::peek(store, &identity_found);
            known = peek.known;
            notice = peek.trouble.and_then(told);
        }
    }
    let mut state = State::new(profile, setup.thresholds, now);
    state.view.columns = setup.columns.clone();
    state.offline = setup.offline;
    state.monthly_spend = setup.monthly_spend;
    state.keymap.clone_from(&setup.keymap);
    if let Some(bills) = &setup.bills {
        state.view.bills.query = bills.query.clone();
    }
    state.store_notices.extend(notice);
    match file {
        // A file is read before the first frame, since there is nothing else to show; its watcher, or a failure
        // that is tried again, plans the next time.
        Some(file) => {
            let tag = state.profile().tag(state.current());
            app::update(&mut state, Message::Fetched(tag, Task::Snapshot, file.read_now()), now);
        }
        None => state.begin(known, &setup.wanted, now),
    }
    (state, identity_found)
}

/// What a person has to know of it. Damage is set aside, and told, by the store's own thread.
fn told(trouble: Trouble) -> Option<StoreNotice> {
    match trouble {
        Trouble::Busy | Trouble::Damaged { .. } => None,
        Trouble::TooNew { .. } => Some(StoreNotice::TooNew),
        Trouble::Unusable { detail } => Some(StoreNotice::Unusable { detail }),
    }
}
