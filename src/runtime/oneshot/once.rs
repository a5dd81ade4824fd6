//! The same loop without a screen: one-shot commands ask once and are done.

use std::{sync::Arc, time::Duration};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::{
    app::{
        self, Effect, Message, Profile, ProfileId, State, Wall,
        account::{
            profile::DEMO_REFRESH,
            schedule::{Schedule, Task},
        },
    },
    domain::{Cause, Fetched, LastKnown, Now, SourceKind, StoreReason, StoreTrouble},
    runtime::{
        Clock, Opened, Setup,
        alerts::delivery,
        engine::{
            effects::{Outside, random},
            identity::find_logins,
            profile::Account,
            setup::From,
        },
    },
    source::{Secrets, alibaba::credentials::Logins},
    store,
};

/// A one-shot command takes no longer than this in all (contract): what the store may take is set aside.
const LONGEST: Duration = Duration::from_secs(30);
/// The store has what is left of that to read lines, but at least this: another program may hold its file.
const READING_TIME: Duration = Duration::from_secs(5);
/// The store has this long to write at the end: nobody waits for a key here, and the next run wants the data.
const CLOSING_TIME: Duration = Duration::from_secs(5);

/// Asks once for everything that `setup` wants; what could not be refreshed is as it was last known.
pub fn once(setup: Setup, clock: Clock) -> std::io::Result<State> {
    let setup = Arc::new(setup);
    let (messages, mut inbox) = unbounded_channel();
    let (mut state, mut outside) = begin(&setup, &messages, clock, true);
    if setup.offline && setup.bills.is_none() {
        let trouble = outside.last_known_trouble().cloned();
        if trouble.as_ref().is_some_and(|trouble| trouble.reason == StoreReason::Damaged) {
            outside.set_damaged_store_aside(CLOSING_TIME);
            state = begin(&setup, &messages, clock, true).0;
            take_last_reports(&mut state, &mut inbox, clock);
        } else {
            state.storage.trouble = trouble.or(state.storage.trouble);
        }
        return Ok(state);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        outside.start_stores();
        let lines_wanted = setup.bills.as_ref().is_some_and(|wanted| wanted.lines);
        let reading_time = if lines_wanted { READING_TIME } else { Duration::ZERO };
        let asking_time = LONGEST.saturating_sub(CLOSING_TIME).saturating_sub(reading_time);
        let end = clock.instant(asking_time);
        let mut message = Message::Woke;
        loop {
            outside.adopt_login(&message);
            for effect in step(&mut state, message, clock) {
                outside.carry_out(effect);
            }
            if is_settled(&state, clock) {
                break;
            }
            message = tokio::select! {
                Some(message) = inbox.recv() => message,
                () = tokio::time::sleep_until(end) => {
                    give_up(&mut state, asking_time, clock);
                    break;
                }
            };
        }
        let end = end.max(clock.instant(clock.now().monotonic.saturating_add(READING_TIME)));
        if let Some(wanted) = setup.bills.as_ref().filter(|wanted| wanted.lines)
            && let Some(account) = outside.account(state.current())
            && let Ok(Some(message)) =
                tokio::time::timeout_at(end, account.all_lines(&state, wanted.cycle)).await
        {
            app::update(&mut state, message, clock.now());
        }
    });
    outside.close(CLOSING_TIME);
    runtime.shutdown_background();
    take_last_reports(&mut state, &mut inbox, clock);
    Ok(state)
}

/// Takes in what the store has reported while it closed: only then it is known whether all was stored.
pub(crate) fn take_last_reports(state: &mut State, inbox: &mut UnboundedReceiver<Message>, clock: Clock) {
    while let Ok(message) = inbox.try_recv() {
        if let Message::Store(_) = message {
            app::update(state, message, clock.now());
        }
    }
}

/// Hands `message` to the reducer; before it, what has become known of this machine's clock.
pub(crate) fn step(state: &mut State, message: Message, clock: Clock) -> Vec<Effect> {
    let seen = Clock::state();
    let mut effects = Vec::new();
    if seen != state.clock {
        effects.extend(app::update(state, Message::Clock(seen), clock.now()));
    }
    effects.extend(app::update(state, message, clock.now()));
    effects
}

/// What is still under way has taken too long.
pub(crate) fn give_up(state: &mut State, after: Duration, clock: Clock) {
    let too_long = || Cause::TimedOut { host: "the server".to_owned(), seconds: after.as_secs() };
    let is_under_way = |profile: &Profile, task| profile.schedule.is_under_way(task);
    let under_way = |(id, profile): (ProfileId, &Profile)| {
        let tasks = Task::ALL.into_iter().filter(|task| is_under_way(profile, *task));
        tasks.map(|task| (profile.tag(id), task)).collect::<Vec<_>>()
    };
    for (tag, task) in state.profiles().flat_map(under_way).collect::<Vec<_>>() {
        step(state, Message::Fetched(tag, task, Fetched::from(Err(too_long()))), clock);
    }
}

/// Whether nothing of any profile is under way, and nothing can be done now.
pub(crate) fn is_settled(state: &State, clock: Clock) -> bool {
    let now = clock.now().monotonic;
    state.profiles().all(|(_, profile)| profile.is_settled(now))
}

/// The state before anything was asked: what was kept, or what files say; and everything outside of it.
pub(crate) fn begin(
    setup: &Arc<Setup>,
    messages: &UnboundedSender<Message>,
    clock: Clock,
    once: bool,
) -> (State, Outside) {
    let now = clock.now();
    let holder: Arc<str> = format!("{}-{:x}", std::process::id(), random()).into();
    let secrets = Secrets::default();
    delivery::teach(&secrets, &setup.channels);
    let open = |(position, opened): (usize, &Opened)| {
        let logins = matches!(opened.from, From::Alibaba).then(|| find_logins(&opened.profile));
        if let Some(logins) = &logins {
            logins.teach(&secrets);
        }
        let profile = profile(opened, setup, logins.as_ref(), once, now);
        let to = (messages, &holder);
        let account = Account::new(ProfileId(position), opened.clone(), logins.as_ref(), to, &secrets);
        (profile, account)
    };
    let (profiles, accounts): (Vec<Profile>, Vec<Account>) = setup.opened().enumerate().map(open).unzip();
    let (known, trouble) = last_known(&accounts);
    known.iter().filter_map(LastKnown::newest).for_each(Clock::see_data_of);
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
    state.storage.trouble = no_home(&accounts);
    state.monthly_spend = setup.monthly_spend;
    state.keymap.clone_from(&setup.keymap);
    state.wall = setup.wall.map(|settings| Wall::new(settings, now));
    if let Some(bills) = &setup.bills {
        state.view.bills.query = bills.query.clone();
    }
    // Files come first: nothing is planned by then, so nothing that is to be done gets lost.
    for account in &accounts {
        read_file(&mut state, account, now);
    }
    for (account, known) in accounts.iter().zip(known).filter(|(account, _)| account.file().is_none()) {
        state.begin_one(account.id(), known, &account.opened().wanted, now);
    }
    (state, Outside::new(Arc::clone(setup), accounts, holder, (trouble, secrets)))
}

fn profile(opened: &Opened, setup: &Setup, logins: Option<&Logins>, once: bool, now: Now) -> Profile {
    let kind = opened.from.kind();
    let refresh = if kind == SourceKind::Demo { DEMO_REFRESH } else { opened.profile.refresh };
    let mut profile = Profile::new(&opened.name, kind, refresh, Schedule::new(random(), once), now);
    profile.bills.only = setup.bills.as_ref().map(|wanted| wanted.cycle);
    profile.snapshot.site = logins.map(|logins| logins.site);
    profile.snapshot.region = logins.map(|logins| logins.region);
    profile
}

/// What was kept of each account, in one read of the file they share; and why not all could be read.
fn last_known(accounts: &[Account]) -> (Vec<LastKnown>, Option<StoreTrouble>) {
    let mut known = vec![LastKnown::default(); accounts.len()];
    let keep = |account: &&Account| account.opened().store.is_some();
    let Some(file) = accounts.iter().find_map(|account| account.opened().store.as_deref()) else {
        return (known, None);
    };
    let identities = accounts.iter().filter(keep).map(Account::identity);
    let (read, trouble) = store::peek_each(file, identities);
    let slots = known.iter_mut().zip(accounts).filter(|(_, account)| keep(account)).map(|(slot, _)| slot);
    slots.zip(read).for_each(|(slot, read)| *slot = read);
    let file = file.display().to_string();
    (known, trouble.map(|trouble| StoreTrouble { file, reason: trouble.reason(), is_readable: false }))
}

/// Whether there is data to store, and no place for it.
fn no_home(accounts: &[Account]) -> Option<StoreTrouble> {
    let is_homeless = |account: &Account| {
        matches!(account.opened().from, From::Alibaba) && account.opened().store.is_none()
    };
    let trouble = || StoreTrouble { file: String::new(), reason: StoreReason::NoHome, is_readable: false };
    accounts.iter().any(is_homeless).then(trouble)
}

/// A file is read before the first frame, since there is nothing else to show; its watcher, or a failure that is tried
/// again, plans the next time.
fn read_file(state: &mut State, account: &Account, now: Now) {
    let id = account.id();
    if let (Some(file), Some(profile)) = (account.file(), state.of(id)) {
        let tag = profile.tag(id);
        app::update(state, Message::Fetched(tag, Task::Snapshot, file.read_now()), now);
    }
}
