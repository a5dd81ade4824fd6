//! One profile outside of the reducer: its source, where its data are kept, and whose they are. What it is asked for
//! goes its own way and comes back as a message: one that hangs or is refused delays nothing of another.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{mpsc::UnboundedSender, oneshot};

use super::{
    fetch_task::Question,
    identity::{self, identity},
    setup::{From, Opened},
    sources,
};
use crate::{
    app::{Message, ProfileId, State, account::forecasts::Past, effect::KeepData, message::Tag},
    domain::{
        ModelName, Site,
        bill::{Cycle, LinesWanted},
        forecast::{self, Forecaster},
        price::list_price,
    },
    runtime::{Clock, local_zone, oneshot::history},
    source::{Secrets, Source, alibaba::credentials::Logins, snapshot::SnapshotSource},
    store::{Identity, Keep, Store},
};

/// How far ahead a model's chart looks, and at how many instants.
const CONE: chrono::TimeDelta = chrono::TimeDelta::days(7);
const CONE_STEPS: usize = 169;

/// One profile outside of the reducer.
pub(crate) struct Account {
    id: ProfileId,
    opened: Arc<Opened>,
    source: Arc<dyn Source>,
    /// Its file, where it has one that may change.
    file: Option<Arc<SnapshotSource>>,
    /// Absent before it is started.
    store: Option<Store>,
    /// Whose data are shown now.
    identity: Identity,
    /// Whose login was found since, until the reducer is told.
    found: Arc<Mutex<Option<Identity>>>,
    messages: UnboundedSender<Message>,
    /// How this instance is known to the others.
    holder: Arc<str>,
}

impl Account {
    /// Nothing is opened yet: a client is built at the first question. The logins are those of a Model Studio account.
    pub(crate) fn new(
        id: ProfileId,
        opened: Opened,
        logins: Option<&Logins>,
        (messages, holder): (&UnboundedSender<Message>, &Arc<str>),
        secrets: &Secrets,
    ) -> Self {
        let (source, file) = sources::build(&opened, secrets);
        let identity = match (&opened.from, logins) {
            (From::Demo, _) => identity::demo(),
            (_, Some(logins)) => identity(&opened, logins),
            _ => Identity::default(),
        };
        let (messages, holder) = (messages.clone(), Arc::clone(holder));
        let opened = Arc::new(opened);
        Self { id, opened, source, file, store: None, identity, found: Arc::default(), messages, holder }
    }

    /// Keeps there from now on.
    pub(crate) fn keep_in(&mut self, store: Store) {
        if let From::Demo = self.opened.from {
            history::put_demo(&store, Clock::utc());
        }
        self.store = Some(store);
    }

    /// It becomes the demo account.
    pub(crate) fn become_demo(&mut self, store: Store) {
        let opened =
            Opened { from: From::Demo, store: None, name: "demo".to_owned(), ..self.opened.as_ref().clone() };
        (self.source, self.file, self.identity) = (sources::demo(), None, identity::demo());
        self.opened = Arc::new(opened);
        self.keep_in(store);
    }

    /// Another login is in force: the reducer is told by the very message that is taken now.
    pub(crate) fn adopt_login(&mut self) {
        if let Some(found) = self.found.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.identity = found;
        }
    }

    pub(crate) const fn id(&self) -> ProfileId {
        self.id
    }

    /// What was said of it.
    pub(crate) fn opened(&self) -> &Opened {
        &self.opened
    }

    /// Its file, where it has one that may change.
    pub(crate) const fn file(&self) -> Option<&Arc<SnapshotSource>> {
        self.file.as_ref()
    }

    /// What keeps its data; absent before it is started.
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

    /// One question on its way.
    pub(crate) fn question(&self) -> Question {
        Question {
            profile: self.id,
            opened: Arc::clone(&self.opened),
            source: Arc::clone(&self.source),
            store: self.store.clone(),
            identity: self.identity.clone(),
            found: Arc::clone(&self.found),
            messages: self.messages.clone(),
            holder: Arc::clone(&self.holder),
        }
    }

    pub(crate) fn keep(&self, data: KeepData) {
        let Some(store) = &self.store else { return };
        let data = match data {
            KeepData::Catalogue(kept) => Keep::Catalogue(kept),
            KeepData::Models(kept) => Keep::Models(kept),
            KeepData::Balance(kept) => Keep::Balance(kept),
        };
        store.keep(&self.identity, data);
        // What was read bears the server's time: how that was known belongs to it.
        if let Some(compared) = Clock::compared() {
            store.keep_clock(compared);
        }
    }

    pub(crate) fn read_cycle(&self, tag: Tag, cycle: Cycle) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        let messages = self.messages.clone();
        store.read_cycle(account, cycle, move |kept| {
            let _ = messages.send(Message::CycleRead(tag, Box::new(kept)));
        });
    }

    pub(crate) fn read_lines(&self, tag: Tag, wanted: LinesWanted) {
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else { return };
        let messages = self.messages.clone();
        store.read_lines(account, wanted, move |page| {
            let _ = messages.send(Message::LinesRead(tag, page));
        });
    }

    /// Has forecasts made on the store's thread, where their histories are.
    pub(crate) fn foresee(&self, tag: Tag) {
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

    pub(crate) fn read_past(&self, tag: Tag, model: ModelName, site: Option<Site>) {
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
    pub(crate) async fn all_lines(&self, state: &State, cycle: Cycle) -> Option<Message> {
        let (store, account) = (self.store.as_ref()?, self.identity.bills.as_ref()?);
        let profile = state.of(self.id)?;
        let wanted = profile.bills.all_lines(cycle)?;
        let (reply, answer) = oneshot::channel();
        store.read_lines(account, wanted, move |page| {
            let _ = reply.send(page);
        });
        Some(Message::LinesRead(profile.tag(self.id), answer.await.ok()?))
    }
}
