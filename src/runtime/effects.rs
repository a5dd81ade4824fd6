//! Carrying out what the reducer wants. Everything slow runs on the side and comes back as a message.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{mpsc::UnboundedSender, oneshot};

use super::{
    Clock,
    alerting::Alerting,
    contained::contained,
    history,
    identity::{self, find_logins, identity},
    keeping::detail,
    local_zone,
    setup::{From, Setup},
    sources,
};
use crate::{
    app::{
        Effect, Message, ProfileId, State,
        effect::KeepData,
        forecasts::Past,
        message::{BillsKept, Tag},
        poll::Task,
    },
    domain::{
        Answer, Ask, Cause, FeedName, Fetched, LastKnown, ModelName, Site, StoreNotice,
        bill::{Cycle, LinesWanted, Outstanding},
        forecast::{self, Forecaster},
        poll::BillDays,
        price::list_price,
    },
    source::Source,
    store::{Identity, Keep, LeaseTerms, Leave, NotKept, Notice, Store},
};

/// An instance that has died holding the lease is replaced after this long beyond its next question.
const LEASE_GRACE: std::time::Duration = std::time::Duration::from_secs(30);

/// How far ahead a model's chart looks, and at how many instants.
const CONE: chrono::TimeDelta = chrono::TimeDelta::days(7);
const CONE_STEPS: usize = 169;

/// What the loop itself has to do for an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Nothing.
    GoOn,
    /// Stop for a while.
    Suspend,
    /// End.
    Quit,
}

/// Everything outside of the reducer.
pub(super) struct Outside {
    setup: Arc<Setup>,
    source: Arc<dyn Source>,
    /// Without a file it is kept in memory; absent before it is started.
    store: Option<Store>,
    /// Whose data are shown now.
    identity: Identity,
    /// Whose login was found since, until the reducer is told.
    found: Arc<Mutex<Option<Identity>>>,
    messages: UnboundedSender<Message>,
    /// How this instance is known to the others.
    holder: String,
}

impl Outside {
    /// Nothing is opened yet: the store opens on its own thread, a client at the first question.
    pub(super) fn new(
        setup: Arc<Setup>,
        source: Arc<dyn Source>,
        identity: Identity,
        messages: UnboundedSender<Message>,
    ) -> Self {
        let holder = format!("{}-{:x}", std::process::id(), random());
        Self { setup, source, store: None, identity, found: Arc::default(), messages, holder }
    }

    /// Starts the store, after the first frame.
    pub(super) fn start_store(&mut self) {
        let messages = self.messages.clone();
        let notice = move |notice: Notice| {
            if let Some(notice) = told(notice) {
                let _ = messages.send(Message::Store(notice));
            }
        };
        let clock = Arc::new(Clock::utc);
        self.store = Some(match self.setup.store.clone() {
            Some(file) => Store::start(file, clock, notice),
            None => Store::in_memory(clock, notice),
        });
        if let (Some(store), From::Demo) = (&self.store, &self.setup.from) {
            history::put_demo(store, Clock::utc());
        }
    }

    /// Another login is in force: the reducer is told by the very message that is taken now.
    pub(super) fn adopt_login(&mut self) {
        if let Some(found) = self.found.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.identity = found;
        }
    }

    /// Carries out `effect`.
    pub(super) fn carry_out(&mut self, effect: Effect) -> Flow {
        match effect {
            Effect::Ask { tag, task, ask, force } => self.ask(tag, task, ask, force),
            Effect::Keep(_, data) => self.keep(data),
            Effect::Asked(_, feed, next_due) => {
                if let Some(store) = &self.store {
                    store.asked(&self.identity, feed, &self.holder, next_due);
                }
            }
            Effect::WaitUntil(_, feed, until) => {
                if let Some(store) = &self.store {
                    store.wait_until(&self.identity, feed, until);
                }
            }
            Effect::ReadCycle(tag, cycle) => self.read_cycle(tag, cycle),
            Effect::Foresee(tag) => self.foresee(tag),
            Effect::ReadPast(tag, model, site) => self.read_past(tag, model, site),
            Effect::ReadLines(tag, wanted) => self.read_lines(tag, wanted),
            Effect::ReadAlerts(tag) => self.alerting(|alerting| alerting.read(tag)),
            Effect::HandleAlert(tag, handling) => self.alerting(|alerting| alerting.handle(tag, handling)),
            Effect::CheckLogin(profile) => self.check_login(profile),
            Effect::OpenDemo => {
                self.source = sources::demo();
                self.setup = Arc::new(Setup {
                    from: From::Demo,
                    store: None,
                    name: "demo".to_owned(),
                    channels: BTreeMap::new(),
                    ..self.setup.as_ref().clone()
                });
                self.identity = identity::demo();
                self.start_store();
            }
            // Only who has the screen can do that.
            Effect::Copy(_) => {}
            Effect::Suspend => return Flow::Suspend,
            Effect::Quit => return Flow::Quit,
        }
        Flow::GoOn
    }

    /// What keeps; absent before it is started.
    pub(super) const fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// What the program was told to do.
    pub(super) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Ends: the store has at most `within` to write what it has acknowledged.
    pub(super) fn close(self, within: std::time::Duration) {
        if let Some(store) = self.store {
            store.release(&self.holder);
            store.close(within);
        }
    }

    fn keep(&self, data: KeepData) {
        let Some(store) = &self.store else { return };
        let data = match data {
            KeepData::Catalogue(kept) => Keep::Catalogue(kept),
            KeepData::Models(kept) => Keep::Models(kept),
            KeepData::Balance(kept) => Keep::Balance(kept),
        };
        store.keep(&self.identity, data);
    }

    fn read_cycle(&self, tag: Tag, cycle: Cycle) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        let messages = self.messages.clone();
        store.read_cycle(account, cycle, move |kept| {
            let _ = messages.send(Message::CycleRead(tag, Box::new(kept)));
        });
    }

    fn read_lines(&self, tag: Tag, wanted: LinesWanted) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        let messages = self.messages.clone();
        store.read_lines(account, wanted, move |page| {
            let _ = messages.send(Message::LinesRead(tag, page));
        });
    }

    fn alerting(&self, ask: impl FnOnce(Alerting<'_>)) {
        if let Some(store) = &self.store {
            ask(Alerting { store, profile: &self.setup.name, messages: &self.messages });
        }
    }

    /// Has forecasts made on the store's thread, where their histories are.
    fn foresee(&self, tag: Tag) {
        let messages = self.messages.clone();
        let foreseen = move |forecasts| {
            let _ = messages.send(Message::Foreseen(tag, forecasts));
        };
        let Some(store) = &self.store else { return foreseen(HashMap::new()) };
        let now = Clock::utc();
        let since = now.checked_sub_signed(forecast::MEMORY).unwrap_or(now);
        store.read_histories(&self.identity, since, move |histories| {
            let forecaster = Forecaster::at(Clock::utc(), local_zone());
            foreseen(histories.into_iter().map(|(model, seen)| (model, forecaster.of(&seen))).collect());
        });
    }

    fn read_past(&self, tag: Tag, model: ModelName, site: Option<Site>) {
        let Some(store) = &self.store else { return };
        let messages = self.messages.clone();
        let now = Clock::utc();
        let since = now.checked_sub_signed(forecast::MEMORY).unwrap_or(now);
        store.read_history(&self.identity, model.clone(), since, move |seen| {
            let now = Clock::utc();
            let until = now.checked_add_signed(CONE).unwrap_or(now);
            let cone = Forecaster::at(now, local_zone()).cone(&seen, until, CONE_STEPS);
            let price = list_price(model.as_str(), site);
            let _ = messages.send(Message::PastRead(tag, Box::new(Past { model, seen, cone, price })));
        });
    }

    /// Every line of what is seen of the bill, for a command that prints them.
    pub(super) async fn all_lines(&self, state: &State, cycle: Cycle) -> Option<Message> {
        let (store, account) = (self.store.as_ref()?, self.identity.bills.as_ref()?);
        let profile = state.profile();
        let wanted = profile.bills.all_lines(cycle)?;
        let (reply, answer) = oneshot::channel();
        store.read_lines(account, wanted, move |page| {
            let _ = reply.send(page);
        });
        Some(Message::LinesRead(profile.tag(state.current()), answer.await.ok()?))
    }

    fn ask(&self, tag: Tag, task: Task, ask: Ask, force: bool) {
        let question = self.question(tag.profile);
        tokio::spawn(async move {
            let message = match question.see_login().await {
                Some(changed) => changed,
                None => question.put(tag, task, ask, force).await,
            };
            let _ = question.messages.send(message);
        });
    }

    fn check_login(&self, profile: ProfileId) {
        let question = self.question(profile);
        tokio::spawn(async move {
            if let Some(changed) = question.see_login().await {
                let _ = question.messages.send(changed);
            }
        });
    }

    fn question(&self, profile: ProfileId) -> Question {
        Question {
            profile,
            setup: Arc::clone(&self.setup),
            source: Arc::clone(&self.source),
            store: self.store.clone(),
            identity: self.identity.clone(),
            found: Arc::clone(&self.found),
            messages: self.messages.clone(),
            holder: self.holder.clone(),
        }
    }
}

/// One question on its way: what it needs, apart from the loop.
struct Question {
    profile: ProfileId,
    setup: Arc<Setup>,
    source: Arc<dyn Source>,
    store: Option<Store>,
    /// Whose data were shown when it was asked.
    identity: Identity,
    found: Arc<Mutex<Option<Identity>>>,
    messages: UnboundedSender<Message>,
    holder: String,
}

impl Question {
    /// Looks whether another login is in force; if so, what is known of its account.
    async fn see_login(&self) -> Option<Message> {
        if !matches!(self.setup.from, From::Alibaba) {
            return None;
        }
        let setup = Arc::clone(&self.setup);
        let look = move || identity(&setup.name, &find_logins(&setup.profile));
        let found = tokio::task::spawn_blocking(look).await.ok()?;
        {
            let mut told = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            if self.identity == found || told.as_ref() == Some(&found) {
                return None;
            }
            *told = Some(found.clone());
        }
        Some(Message::NewLogin(self.profile, self.recall(&found).await))
    }

    /// Asks the source, unless another instance does or the server must not be asked.
    async fn put(&self, tag: Tag, task: Task, ask: Ask, force: bool) -> Message {
        match self.leave(&self.identity, task.feed(), force).await {
            Leave::Granted => {
                let closed = if let Ask::Outstanding(cycle) = &ask { Some(*cycle) } else { None };
                let Fetched { answer, server_date, credential } = contained(self.source.fetch(ask)).await;
                let kept = match (answer, closed) {
                    (Ok(Answer::Bills(days)), _) => self.keep_days(days).await,
                    (Ok(Answer::Outstanding(owed)), Some(cycle)) => self.keep_owed(cycle, owed),
                    (answer, _) => {
                        return Message::Fetched(tag, task, Fetched { answer, server_date, credential });
                    }
                };
                let (cycles, failed) = kept;
                Message::BillsKept(tag, BillsKept { cycles, failed, server_date, credential })
            }
            Leave::HeldByOther { next_due } => {
                Message::AskedElsewhere(tag, task, self.recall(&self.identity).await, next_due)
            }
            Leave::WaitUntil(until) => Message::MustWait(tag, task, until),
        }
    }

    /// Keeps days of the bill: the cycles they belong to, and what went wrong with reading or keeping them.
    async fn keep_days(&self, read: BillDays) -> (Vec<Cycle>, Option<Cause>) {
        let mut cycles: Vec<Cycle> = read.days.iter().map(|day| Cycle::of_day(day.day)).collect();
        cycles.sort_unstable();
        cycles.dedup();
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else {
            return (Vec::new(), read.failed);
        };
        let (reply, answer) = oneshot::channel();
        store.keep_bills(account, read.days, move |kept| {
            let _ = reply.send(kept);
        });
        match answer.await {
            Ok(Ok(_)) => (cycles, read.failed),
            Ok(Err(why)) => (Vec::new(), Some(self.not_kept(why))),
            Err(_closed) => (Vec::new(), read.failed),
        }
    }

    fn keep_owed(&self, cycle: Cycle, owed: Outstanding) -> (Vec<Cycle>, Option<Cause>) {
        if let (Some(store), Some(account)) = (&self.store, &self.identity.bills) {
            store.keep_outstanding(account, cycle, owed, Clock::utc());
        }
        (vec![cycle], None)
    }

    /// Bills that cannot be kept cannot be shown: they are read from where they are kept.
    fn not_kept(&self, why: NotKept) -> Cause {
        let path = self.setup.store.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        Cause::File { path, detail: detail(why) }
    }

    async fn leave(&self, identity: &Identity, feed: FeedName, force: bool) -> Leave {
        let Some(store) = &self.store else { return Leave::Granted };
        let (reply, answer) = oneshot::channel();
        let hold = self.setup.profile.refresh.saturating_add(LEASE_GRACE);
        store.ask_leave(identity, feed, &self.holder, LeaseTerms { hold, force }, move |leave| {
            let _ = reply.send(leave);
        });
        // A store that cannot answer must not keep us from asking.
        answer.await.unwrap_or(Leave::Granted)
    }

    async fn recall(&self, identity: &Identity) -> LastKnown {
        let Some(store) = &self.store else { return LastKnown::default() };
        let (reply, answer) = oneshot::channel();
        store.recall(identity, move |known| {
            let _ = reply.send(known);
        });
        answer.await.unwrap_or_default()
    }
}

pub(super) fn told(notice: Notice) -> Option<StoreNotice> {
    match notice {
        Notice::DamagedSetAside { to, .. } => Some(StoreNotice::SetAside { to: to.display().to_string() }),
        Notice::TooNew { .. } => Some(StoreNotice::TooNew),
        Notice::Unusable { detail } => Some(StoreNotice::Unusable { detail }),
        Notice::UsableAgain => None,
    }
}

/// A number that no other instance has.
pub(super) fn random() -> u64 {
    let mut bytes = [0; 8];
    // Without randomness the jitter is the same everywhere: no reason to give up.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
