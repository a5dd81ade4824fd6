//! One profile outside of the reducer: its source, its store, and its login. Answers come back as messages: a profile
//! that hangs delays no other.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::mpsc::UnboundedSender;

use super::{
    demo_history::seed_demo,
    fetch_task::FetchTask,
    identity::{self, identity},
    setup::{DataSource, ProfileSetup},
    sources,
};
use crate::{
    app::{Message, ProfileId, State, Tag, account::forecasts::Past},
    domain::{
        ModelName, SaveData, Site,
        bill::{Cycle, LinesQuery},
        forecast::{self, Forecaster},
        price::list_price,
    },
    runtime::{clock::Clock, zone::local_zone},
    source::{Secrets, Source, alibaba::credentials::Logins, snapshot::SnapshotSource},
    store::{Answer, Identity, Store},
};

/// How far ahead a model's chart looks, and at how many instants.
const CONE: TimeDelta = TimeDelta::days(7);
const CONE_STEPS: usize = 169;

/// One profile outside of the reducer.
pub(crate) struct ProfileRuntime {
    id: ProfileId,
    setup: Arc<ProfileSetup>,
    source: Arc<dyn Source>,
    /// Its snapshot file, if it has one that may change.
    file: Option<Arc<SnapshotSource>>,
    /// Absent before it is started.
    store: Option<Store>,
    /// Whose data are shown now.
    identity: Identity,
    /// Whose login was found since, until the reducer knows.
    found: Arc<Mutex<Option<Identity>>>,
    messages: UnboundedSender<Message>,
    /// How this instance is known to the others.
    holder: Arc<str>,
}

impl ProfileRuntime {
    /// Opens nothing yet: a client is built for the first request. The logins are those of a live account.
    pub(crate) fn new(
        id: ProfileId,
        setup: ProfileSetup,
        logins: Option<&Logins>,
        (messages, holder, secrets): (&UnboundedSender<Message>, &Arc<str>, &Secrets),
    ) -> Self {
        let (source, file) = sources::build(&setup, secrets);
        let identity = match (&setup.source, logins) {
            (DataSource::Demo, _) => identity::demo(),
            (_, Some(logins)) => identity(&setup, logins),
            _ => Identity::default(),
        };
        let (messages, holder) = (messages.clone(), Arc::clone(holder));
        let setup = Arc::new(setup);
        Self { id, setup, source, file, store: None, identity, found: Arc::default(), messages, holder }
    }

    /// Stores its data there from now on.
    pub(crate) fn store_in(&mut self, store: Store) {
        if let DataSource::Demo = self.setup.source {
            seed_demo(&store, Clock::utc());
        }
        self.store = Some(store);
    }

    /// Becomes the demo account.
    pub(crate) fn become_demo(&mut self, store: Store) {
        let setup = ProfileSetup {
            source: DataSource::Demo,
            store: None,
            name: "demo".to_owned(),
            ..self.setup.as_ref().clone()
        };
        (self.source, self.file, self.identity) = (sources::demo(), None, identity::demo());
        self.setup = Arc::new(setup);
        self.store_in(store);
    }

    /// Uses the login that was found.
    pub(crate) fn adopt_login(&mut self) {
        if let Some(found) = self.found.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.identity = found;
        }
    }

    pub(crate) const fn id(&self) -> ProfileId {
        self.id
    }

    /// How it is set up.
    pub(crate) fn setup(&self) -> &ProfileSetup {
        &self.setup
    }

    /// Its snapshot file, if it has one that may change.
    pub(crate) const fn file(&self) -> Option<&Arc<SnapshotSource>> {
        self.file.as_ref()
    }

    /// Its store; absent before it is started.
    pub(crate) const fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// Whose data are shown now.
    pub(crate) const fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) const fn messages(&self) -> &UnboundedSender<Message> {
        &self.messages
    }

    /// A request of it.
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
        }
    }

    pub(crate) fn save(&self, data: SaveData) {
        let Some(store) = &self.store else { return };
        store.save(&self.identity, data);
        // Data are dated by the server's time: how it was derived is saved with them.
        if let Some(compared) = Clock::compared() {
            store.save_clock(compared);
        }
    }

    /// Sends an answer of the store as a message once it is there.
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

    pub(crate) fn read_cycle(&self, tag: Tag, cycle: Cycle) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        let stored = store.read_cycle(account, cycle);
        self.forward(stored, move |stored| Some(Message::CycleRead(tag, Box::new(stored))));
    }

    pub(crate) fn read_lines(&self, tag: Tag, wanted: LinesQuery) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        self.forward(store.read_lines(account, wanted), move |page| Some(Message::LinesRead(tag, page)));
    }

    /// Computes forecasts on the store's thread, where their histories are.
    pub(crate) fn foresee(&self, tag: Tag) {
        let Some(store) = &self.store else {
            let _ = self.messages.send(Message::Foreseen(tag, HashMap::new()));
            return;
        };
        let since = start_of_history();
        let forecasts = store.read_histories(&self.identity, since, |histories| -> HashMap<_, _> {
            let forecaster = Forecaster::at(Clock::utc(), local_zone());
            histories.into_iter().map(|(model, seen)| (model, forecaster.forecast(&seen))).collect()
        });
        self.forward(forecasts, move |forecasts| Some(Message::Foreseen(tag, forecasts)));
    }

    pub(crate) fn read_past(&self, tag: Tag, model: ModelName, site: Option<Site>) {
        let Some(store) = &self.store else { return };
        let since = start_of_history();
        let history = store.read_history(&self.identity, model.clone(), since, |seen| {
            let now = Clock::utc();
            let until = now.checked_add_signed(CONE).unwrap_or(now);
            let cone = Forecaster::at(now, local_zone()).cone(&seen, until, CONE_STEPS);
            (seen, cone)
        });
        self.forward(history, move |(seen, cone)| {
            let price = list_price(model.as_str(), site);
            Some(Message::PastRead(tag, Box::new(Past { model, seen, cone, price })))
        });
    }

    /// Every line of the bill as filtered, for a command that prints them.
    pub(crate) async fn all_lines(&self, state: &State, cycle: Cycle) -> Option<Message> {
        let (store, account) = (self.store.as_ref()?, self.identity.bills.as_ref()?);
        let profile = state.of(self.id)?;
        let wanted = profile.bills.all_lines(cycle)?;
        Some(Message::LinesRead(profile.tag(self.id), store.read_lines(account, wanted).await))
    }
}

/// Figures older than this do not count for forecasts.
fn start_of_history() -> DateTime<Utc> {
    let now = Clock::utc();
    now.checked_sub_signed(forecast::MEMORY).unwrap_or(now)
}
