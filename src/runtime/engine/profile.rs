//! The runtime side of a profile: its source, its store, and its login. Answers are messages, so that a
//! profile that hangs delays no other.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::mpsc::UnboundedSender;

use super::{
    catch_panic::catch_panic,
    demo_history::seed_demo,
    fetch_task::FetchTask,
    identity::{self, identity},
    request_counts::RequestCounts,
    setup::{DataSource, ProfileSetup},
    sources::{self, Built, Shared},
    turns::{AccountTurns, Turns},
};
use crate::{
    app::{Message, ProfileId, State, Tag, account::histories::ModelHistory},
    domain::{
        BillsEnd, ModelName, SaveData, Site,
        bill::{Cycle, LedgerDetail, LinesQuery},
        calls::CallRange,
        forecast::{self, Forecast, Forecaster, Seen, Trend},
        price::list_price,
        write::{Change, Outcome},
    },
    runtime::{clock::Clock, zone::local_zone},
    source::{Source, Write, alibaba::credentials::Logins, demo::Scene, snapshot::SnapshotSource},
    store::{Answer, Identity, Store},
};

/// How far ahead a model's chart shows its forecast, and at how many instants.
const CONE: TimeDelta = TimeDelta::days(7);
const CONE_STEPS: usize = 169;

/// What all profiles of a run share.
pub(crate) struct Common {
    pub(crate) messages: UnboundedSender<Message>,
    /// Identifies this instance to others.
    pub(crate) holder: Arc<str>,
    pub(crate) sources: Shared,
    pub(crate) turns: Arc<Turns>,
}

pub(crate) struct ProfileRuntime {
    pub(crate) id: ProfileId,
    pub(crate) setup: Arc<ProfileSetup>,
    source: Arc<dyn Source>,
    /// Absent if nothing may be changed.
    writer: Option<Arc<dyn Write>>,
    /// The file of a snapshot, which may change.
    pub(crate) file: Option<Arc<SnapshotSource>>,
    /// Absent until it is started.
    pub(crate) store: Option<Store>,
    /// The account on screen.
    pub(crate) identity: Identity,
    /// That of a new login, until the reducer is informed.
    found: Arc<Mutex<Option<Identity>>>,
    pub(crate) messages: UnboundedSender<Message>,
    /// Identifies this instance to others.
    holder: Arc<str>,
    turns: Arc<AccountTurns>,
    pub(crate) counts: Arc<RequestCounts>,
    /// Whether the store has the past of the open account of a fleet.
    has_past: Arc<AtomicBool>,
}

impl ProfileRuntime {
    /// Opens nothing yet: a client is built for the first request. Only a live account has logins.
    pub(crate) fn new(id: ProfileId, setup: ProfileSetup, logins: Option<&Logins>, common: &Common) -> Self {
        let Built { source, file, writer } = sources::build(&setup, &common.sources);
        let identity = match (&setup.source, logins) {
            (DataSource::Demo(_), _) => identity::demo(),
            (DataSource::Fleet(_), _) => identity::fleet(),
            (_, Some(logins)) => identity(&setup, logins),
            _ => Identity::default(),
        };
        let setup = Arc::new(setup);
        Self {
            id,
            setup,
            source,
            writer,
            file,
            store: None,
            identity,
            found: Arc::default(),
            messages: common.messages.clone(),
            holder: Arc::clone(&common.holder),
            turns: Arc::new(AccountTurns::new(&common.turns)),
            counts: Arc::default(),
            has_past: Arc::default(),
        }
    }

    pub(crate) fn store_in(&mut self, store: Store) {
        if let DataSource::Demo(scene) = self.setup.source {
            seed_demo(&store, scene, Clock::utc());
        }
        self.store = Some(store);
    }

    /// Another account of the fleet is open: nothing of the one before stays.
    pub(crate) fn open_account(&mut self, store: Store) {
        (self.store, self.has_past) = (Some(store), Arc::default());
    }

    pub(crate) fn become_demo(&mut self, store: Store) {
        let scene = Scene::default();
        let setup = ProfileSetup {
            source: DataSource::Demo(scene),
            store: None,
            name: "demo".to_owned(),
            ..self.setup.as_ref().clone()
        };
        (self.source, self.file, self.identity) = (sources::demo(scene), None, identity::demo());
        self.writer = None;
        self.setup = Arc::new(setup);
        self.store_in(store);
    }

    /// Uses the new login.
    pub(crate) fn adopt_login(&mut self) {
        if let Some(found) = self.found.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.identity = found;
        }
    }

    pub(crate) fn fetch_task(&self) -> FetchTask {
        FetchTask {
            profile: self.id,
            setup: Arc::clone(&self.setup),
            source: Arc::clone(&self.source),
            store: self.store.clone(),
            identity: self.identity.clone(),
            found: Arc::clone(&self.found),
            messages: self.messages.clone(),
            holder: Arc::clone(&self.holder),
            turns: Arc::clone(&self.turns),
            counts: Arc::clone(&self.counts),
            has_past: Arc::clone(&self.has_past),
        }
    }

    /// Makes a change. If our own code fails on the way, it is unknown what came of it.
    pub(crate) fn change(&self, tag: Tag, change: Change) {
        let Some(writer) = self.writer.clone() else { return };
        let messages = self.messages.clone();
        tokio::spawn(async move {
            let outcome = catch_panic(writer.write(change.clone()), Outcome::Unknown).await;
            let _ = messages.send(Message::Changed(tag, change, outcome));
        });
    }

    pub(crate) fn save(&self, data: SaveData) {
        let Some(store) = &self.store else { return };
        store.save(&self.identity, data);
        // Data are dated by the server's time, whose derivation is saved with them.
        if let Some(compared) = Clock::compared() {
            store.save_clock(compared);
        }
    }

    /// Sends the answer of the store as a message when it arrives.
    pub(crate) fn forward<T: Send + 'static>(
        &self,
        answer: Answer<T>,
        message: impl FnOnce(T) -> Option<Message> + Send + 'static,
    ) {
        let messages = self.messages.clone();
        tokio::spawn(async move {
            if let Some(message) = message(answer.await) {
                let _ = messages.send(message);
            }
        });
    }

    pub(crate) fn renew_bill_grants(&self, tag: Tag) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        let grants = store.renew_bill_grants(account);
        self.forward(grants, move |grants| Some(Message::BillGrants(tag, grants)));
    }

    pub(crate) fn read_cycle(&self, tag: Tag, cycle: Cycle, detail: LedgerDetail) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        let stored = store.read_cycle(account, cycle, detail);
        self.forward(stored, move |stored| Some(Message::CycleRead(tag, Box::new(stored))));
    }

    /// Without a store nothing is stored.
    pub(crate) fn read_calls(&self, tag: Tag, range: CallRange) {
        let Some(store) = &self.store else {
            let _ = self.messages.send(Message::CallsRead(tag, range, None));
            return;
        };
        let stored = store.read_calls(&self.identity, range);
        self.forward(stored, move |stored| Some(Message::CallsRead(tag, range, stored)));
    }

    pub(crate) fn read_lines(&self, tag: Tag, wanted: LinesQuery) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        self.forward(store.read_lines(account, wanted), move |page| Some(Message::LinesRead(tag, page)));
    }

    /// Computes forecasts on the store's thread, next to the histories.
    pub(crate) fn forecast(&self, tag: Tag, bills_end: Option<BillsEnd>) {
        let Some(store) = &self.store else {
            let _ = self.messages.send(Message::Forecasts(tag, HashMap::new()));
            return;
        };
        let forecasts = store.read_histories(&self.identity, start_of_history(), |histories| {
            let now = Clock::utc();
            let trend =
                |(model, seen): (&ModelName, &Vec<Seen>)| Some((model.clone(), Trend::new(seen, now)?));
            let trends: HashMap<_, _> = histories.iter().filter_map(trend).collect();
            (forecasts(histories, bills_end, now), trends)
        });
        let messages = self.messages.clone();
        tokio::spawn(async move {
            let (forecasts, trends) = forecasts.await;
            // Both are drawn at once.
            let _ = messages.send(Message::Trends(tag, trends));
            let _ = messages.send(Message::Forecasts(tag, forecasts));
        });
    }

    /// Reads the history of a model. What to expect is computed on the store's thread, too.
    pub(crate) fn read_model_history(
        &self,
        tag: Tag,
        model: ModelName,
        site: Option<Site>,
        bills_end: Option<BillsEnd>,
    ) {
        let Some(store) = &self.store else { return };
        let name = model.clone();
        let history =
            store.read_history(&self.identity, model.clone(), start_of_history(), move |seen: Vec<Seen>| {
                Some(model_history(model, seen, site, bills_end.as_ref()))
            });
        // One that could not be read is empty until there are new forecasts: otherwise it would be waited for.
        self.forward(history, move |history| {
            let history = history.unwrap_or_else(|| ModelHistory::empty(name));
            Some(Message::HistoryRead(tag, Box::new(history)))
        });
    }

    /// Every line that matches the query, for a command that prints them.
    pub(crate) async fn all_lines(&self, state: &State, cycle: Cycle) -> Option<Message> {
        let (store, account) = (self.store.as_ref()?, self.identity.bills.as_ref()?);
        let profile = state.profile_at(self.id)?;
        let wanted = profile.bills.all_lines(cycle)?;
        Some(Message::LinesRead(profile.tag(self.id), store.read_lines(account, wanted).await))
    }
}

/// The history of a model, with what to expect: as of the end of the bills if its quota is from them.
pub(crate) fn model_history(
    model: ModelName,
    seen: Vec<Seen>,
    site: Option<Site>,
    bills_end: Option<&BillsEnd>,
) -> ModelHistory {
    let now = Clock::utc();
    let until = now.checked_add_signed(CONE).unwrap_or(now);
    let (seen, then) = match bills_end.filter(|end| end.models.contains(&model)) {
        Some(end) => (end.extend(seen), end.at.min(now)),
        None => (seen, now),
    };
    let cone = Forecaster::at(then, local_zone()).cone(&seen, until, CONE_STEPS);
    let price = list_price(model.as_str(), site);
    ModelHistory { model, seen, cone, price }.trimmed(now)
}

/// The forecast of each history; those of models whose quota is from exported bills, as of the end of the bills.
pub(crate) fn forecasts(
    histories: HashMap<ModelName, Vec<Seen>>,
    bills_end: Option<BillsEnd>,
    now: DateTime<Utc>,
) -> HashMap<ModelName, Forecast> {
    let zone = local_zone();
    let forecaster = Forecaster::at(now, zone);
    let billed = bills_end.map(|end| (Forecaster::at(end.at.min(now), zone), end));
    let forecast = |model: &ModelName, seen: Vec<Seen>| match &billed {
        Some((then, end)) if end.models.contains(model) => then.forecast(&end.extend(seen)),
        _ => forecaster.forecast(&seen),
    };
    let each = histories.into_iter().map(|(model, seen)| {
        let forecast = forecast(&model, seen);
        (model, forecast)
    });
    each.collect()
}

/// Forecasts ignore older figures.
pub(crate) fn start_of_history() -> DateTime<Utc> {
    let now = Clock::utc();
    now.checked_sub_signed(forecast::MEMORY).unwrap_or(now)
}
