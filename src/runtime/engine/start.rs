//! Builds the state, with the stored data or the content of files, and the effect runner.

use std::sync::Arc;

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
    domain::{LastKnown, Now, SourceKind, StoreReason, StoreTrouble, alert::Rule, snapshot::DEMO_REFRESH},
    runtime::{alerts::delivery, clock::Clock},
    source::alibaba::credentials::Logins,
    store,
};

pub(crate) fn start(
    setup: &Arc<Setup>,
    messages: &UnboundedSender<Message>,
    clock: Clock,
    once: bool,
) -> (State, EffectRunner) {
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
    let (known, trouble) = last_known(&runtimes);
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
    for (runtime, known) in runtimes.iter().zip(known).filter(|(runtime, _)| runtime.file.is_none()) {
        state.begin_one(runtime.id, known, &runtime.setup.wanted, now);
    }
    (state, EffectRunner::new(Arc::clone(setup), runtimes, holder, (trouble, secrets)))
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

/// The stored data of each profile, from one read of the shared file, and why not all could be read.
fn last_known(runtimes: &[ProfileRuntime]) -> (Vec<LastKnown>, Option<StoreTrouble>) {
    let mut known = vec![LastKnown::default(); runtimes.len()];
    let is_stored = |runtime: &&ProfileRuntime| runtime.setup.store.is_some();
    let Some(file) = runtimes.iter().find_map(|runtime| runtime.setup.store.as_deref()) else {
        return (known, None);
    };
    let identities = runtimes.iter().filter(is_stored).map(|runtime| &runtime.identity);
    let (read, trouble) = store::peek_each(file, identities);
    let slots =
        known.iter_mut().zip(runtimes).filter(|(_, runtime)| is_stored(runtime)).map(|(slot, _)| slot);
    slots.zip(read).for_each(|(slot, read)| *slot = read);
    let file = file.display().to_string();
    (known, trouble.map(|trouble| StoreTrouble { file, reason: trouble.reason(), is_readable: false }))
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
