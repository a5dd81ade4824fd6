//! Builds the state, with the stored data or the content of files, and the effect runner.

use std::{path::Path, sync::Arc};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    effects::EffectRunner,
    identity::find_logins,
    profile::{Common, ProfileRuntime},
    setup::{BillsWanted, DataSource, ProfileSetup, Setup},
    sources::{Shared, recorded_logins},
};
use crate::{
    app::{
        self, Message, Profile, ProfileId, State, Wall,
        account::{
            bills::Derived,
            schedule::{Schedule, Task},
        },
    },
    domain::{
        Dated, FeedName, LastKnown, Now, SourceKind, StoreReason, StoreTrouble,
        alert::Rule,
        calls::{CallRange, Calls},
        snapshot::DEMO_REFRESH,
    },
    runtime::{alerts::delivery, clock::Clock},
    source::alibaba::credentials::Logins,
    store::{PeekFile, Trouble},
};

/// With hundreds of accounts, only this many stored things are read before the first frame; the rest would delay it.
pub(super) const MOST_READS: usize = 16;

pub(crate) fn start(
    setup: &Arc<Setup>,
    messages: &UnboundedSender<Message>,
    clock: Clock,
    once: bool,
) -> (State, EffectRunner, Option<PeekFile>) {
    let (mut peek, mut trouble) = open_store(setup);
    if let Some(compared) = peek.as_ref().and_then(PeekFile::clock) {
        // Comes first: everything is evaluated by the server's time.
        Clock::restore(compared);
    }
    let now = clock.now();
    let holder: Arc<str> = format!("{}-{:x}", std::process::id(), random()).into();
    let sources = Shared::default();
    let secrets = sources.secrets.clone();
    delivery::add_secrets(&secrets, &setup.channels);
    let common =
        Common { messages: messages.clone(), holder: Arc::clone(&holder), sources, turns: Arc::default() };
    let open = |(position, profile_setup): (usize, &ProfileSetup)| {
        let logins = logins(profile_setup);
        if let Some(logins) = &logins {
            logins.register_secrets(&secrets);
        }
        let profile = profile(profile_setup, setup, logins.as_ref(), once, now);
        let id = ProfileId(position);
        (profile, ProfileRuntime::new(id, profile_setup.clone(), logins.as_ref(), &common))
    };
    let (profiles, runtimes): (Vec<Profile>, Vec<ProfileRuntime>) =
        setup.profiles().enumerate().map(open).unzip();
    let (known, unread) =
        peek.as_mut().map_or_else(|| (none_of(&runtimes), None), |file| last_known(file, &runtimes));
    trouble = trouble.or(unread);
    known.iter().filter_map(LastKnown::newest).for_each(Clock::note_data_from);
    let now = clock.now();
    let mut profiles = profiles.into_iter();
    let first = profiles.next().unwrap_or_else(|| profile(&setup.first, setup, None, once, now));
    let mut state = State::new(first, setup.thresholds, now);
    for profile in profiles {
        state.open(profile);
    }
    state.show_columns(setup.columns.clone());
    state.offline = setup.offline;
    state.clock = Clock::state();
    state.storage.trouble = no_home(&runtimes);
    state.monthly_spend = setup.monthly_spend;
    state.hourly_spend = setup.rules.hourly_spend.filter(|_| setup.rules.is_on(Rule::SpendSpeed));
    state.balance_below = setup.rules.balance_below;
    state.keymap.clone_from(&setup.keymap);
    state.keeps_lists = setup.lists;
    state.wall = setup.wall.map(|settings| Wall::new(settings, now));
    if let Some(bills) = &setup.bills {
        state.view.bills.query = bills.query.clone();
    }
    // Files come first: nothing is scheduled yet, so that no effect is lost.
    for runtime in &runtimes {
        read_file(&mut state, runtime, now);
    }
    let file = peek.as_ref().filter(|_| !once && runtimes.len() <= MOST_READS);
    for (runtime, known) in runtimes.iter().zip(known).filter(|(runtime, _)| runtime.file.is_none()) {
        let calls = file.and_then(|file| last_hour(file, runtime));
        state.begin_one(runtime.id, LastKnown { calls, ..known }, &runtime.setup.wanted, now);
    }
    let trouble = trouble.zip(store_file(setup)).map(|(trouble, file)| StoreTrouble {
        file: file.display().to_string(),
        reason: trouble.reason(),
        is_readable: false,
    });
    (state, EffectRunner::new(Arc::clone(setup), runtimes, holder, (trouble, secrets)), peek)
}

/// The file of the store, which all profiles share; absent if nothing is stored.
fn store_file(setup: &Setup) -> Option<&Path> {
    setup.profiles().find_map(|profile| profile.store.as_deref())
}

/// The file for the one read before the first frame, and why it cannot be read.
fn open_store(setup: &Setup) -> (Option<PeekFile>, Option<Trouble>) {
    match store_file(setup).map(PeekFile::open).transpose() {
        Ok(opened) => (opened.flatten(), None),
        Err(trouble) => (None, Some(trouble)),
    }
}

/// The logins of an account: of this machine, or of a recording.
fn logins(setup: &ProfileSetup) -> Option<Logins> {
    match &setup.source {
        DataSource::Alibaba => Some(find_logins(&setup.profile)),
        DataSource::Recording(recording) => Some(recorded_logins(setup, recording)),
        DataSource::File(_) | DataSource::Stream(_) | DataSource::Demo(_) | DataSource::Fleet(_) => None,
    }
}

fn profile(own: &ProfileSetup, setup: &Setup, logins: Option<&Logins>, once: bool, now: Now) -> Profile {
    let kind = own.source.kind();
    let refresh = if kind == SourceKind::Demo { DEMO_REFRESH } else { own.profile.refresh };
    let mut profile = Profile::new(&own.name, kind, refresh, Schedule::new(random(), once), now);
    profile.bills.only = setup.bills.as_ref().map(|wanted| wanted.cycle);
    let is_report_alone = setup.bills.as_ref().is_some_and(|wanted| wanted.only_report);
    profile.bills.derived = match (setup.metrics, is_report_alone) {
        (true, _) => Derived::Inference,
        (false, false) => Derived::Costs,
        (false, true) => Derived::Nothing,
    };
    profile.bills.derives_only = !setup.lists;
    profile.bills.detail = setup.bills.as_ref().map(BillsWanted::detail).unwrap_or_default();
    profile.calls.only.clone_from(&setup.calls);
    // A recording was made without them.
    profile.plans.are_wanted = setup.plans && own.source.recorded_at().is_none();
    profile.snapshot.site = logins.map(|logins| logins.site);
    profile.snapshot.region = logins.map(|logins| logins.region);
    profile.recorded_at = own.source.recorded_at();
    profile.may_change = own.barred(setup.offline).is_none() && setup.wall.is_none();
    profile
}

/// The stored data of each profile, and why not all could be read.
fn last_known(file: &mut PeekFile, runtimes: &[ProfileRuntime]) -> (Vec<LastKnown>, Option<Trouble>) {
    let mut known = none_of(runtimes);
    let is_stored = |runtime: &&ProfileRuntime| runtime.setup.store.is_some();
    let (read, trouble) = file.last_known(runtimes.iter().filter(is_stored).map(|runtime| &runtime.identity));
    let slots =
        known.iter_mut().zip(runtimes).filter(|(_, runtime)| is_stored(runtime)).map(|(slot, _)| slot);
    slots.zip(read).for_each(|(slot, read)| *slot = read);
    (known, trouble)
}

/// The calls of the last hour, which correct the figures, if that takes no time.
fn last_hour(file: &PeekFile, runtime: &ProfileRuntime) -> Option<Dated<Arc<Calls>>> {
    let ProfileSetup { store, wanted, .. } = &*runtime.setup;
    if store.is_none() || !wanted.contains(&FeedName::Calls) {
        return None;
    }
    file.calls(&runtime.identity, CallRange::Hour).ok()?
}

fn none_of(runtimes: &[ProfileRuntime]) -> Vec<LastKnown> {
    vec![LastKnown::default(); runtimes.len()]
}

/// Without a home folder data cannot be stored.
fn no_home(runtimes: &[ProfileRuntime]) -> Option<StoreTrouble> {
    let is_homeless =
        |runtime: &ProfileRuntime| runtime.setup.source.is_live() && runtime.setup.store.is_none();
    let trouble = || StoreTrouble { file: String::new(), reason: StoreReason::NoHome, is_readable: false };
    runtimes.iter().any(is_homeless).then(trouble)
}

/// A file is read before the first frame: there is nothing else to show. Its watcher, or a retry, schedules
/// the next read.
fn read_file(state: &mut State, runtime: &ProfileRuntime, now: Now) {
    let id = runtime.id;
    if let (Some(file), Some(profile)) = (&runtime.file, state.profile_at(id)) {
        let tag = profile.tag(id);
        app::update(state, Message::Fetched(tag, Task::Snapshot, file.read_now()), now);
    }
}

/// A number that no other instance is likely to have.
fn random() -> u64 {
    let mut bytes = [0; 8];
    // Without randomness the jitter is the same everywhere, which is acceptable.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
