//! Carries out the effects of the reducer. Everything slow runs off the event loop and comes back as a message.

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use tokio::{sync::mpsc::UnboundedSender, task::JoinHandle};

use super::{profile::ProfileRuntime, setup::Setup, watch_file::watch_file};
use crate::{
    app::{Effect, Message, ProfileId, Tag},
    domain::{Storage, StoreTrouble, alert::Observed},
    runtime::{
        alerts::{
            delivery::{OutboxWorker, served_channels},
            requests,
        },
        clock::Clock,
        zone::local_zone,
    },
    source::Secrets,
    store::Store,
};

/// What the event loop does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Continue,
    /// Leaves the terminal to the shell for a while.
    Suspend,
    Quit,
}

/// Carries out effects: with the sources, the stores and the outbox.
pub(crate) struct EffectRunner {
    setup: Arc<Setup>,
    profiles: Vec<ProfileRuntime>,
    holder: Arc<str>,
    last_known_trouble: Option<StoreTrouble>,
    secrets: Secrets,
    /// Absent without channels.
    outbox: Option<OutboxWorker>,
    serving: Option<JoinHandle<()>>,
}

impl EffectRunner {
    /// Opens nothing yet: the store opens on its own thread. `last_known_trouble` is why stored data could not be read.
    pub(crate) fn new(
        setup: Arc<Setup>,
        profiles: Vec<ProfileRuntime>,
        holder: Arc<str>,
        (last_known_trouble, secrets): (Option<StoreTrouble>, Secrets),
    ) -> Self {
        Self { setup, profiles, holder, last_known_trouble, secrets, outbox: None, serving: None }
    }

    /// Why stored data could not be read. Once the stores are started, they report it themselves.
    pub(crate) const fn last_known_trouble(&self) -> Option<&StoreTrouble> {
        self.last_known_trouble.as_ref()
    }

    /// Starts the stores, after the first frame: one for all profiles that share a file.
    pub(crate) fn start_stores(&mut self) {
        let mut shared: Option<Store> = None;
        for profile in &mut self.profiles {
            let store = match (&profile.setup().store, &shared) {
                (Some(_), Some(shared)) => shared.clone(),
                (Some(file), None) => shared.insert(start_store(Some(file), profile)).clone(),
                (None, _) => start_store(None, profile),
            };
            profile.store_in(store);
        }
    }

    /// Prepares delivery, once the stores are started. Channels that need a terminal are served only with one.
    pub(crate) fn start_delivery(&mut self, has_terminal: bool) {
        let Setup { channels, lang, .. } = &*self.setup;
        let (Some(store), Some(profile)) = (self.account_store(), self.profiles.first()) else { return };
        if channels.is_empty() {
            return;
        }
        let (messages, clock) = (profile.messages().clone(), Arc::new(Clock::utc));
        let (channels, words) = ((channels, &self.secrets), (*lang, local_zone()));
        let outbox = OutboxWorker::new(store.clone(), channels, has_terminal, clock, words);
        self.outbox = Some(outbox.reporting(move |states| {
            let _ = messages.send(Message::Channels(states));
        }));
    }

    /// Delivers from now on what an earlier run has left in the outbox, and what is added to it.
    pub(crate) fn serve_outbox(&mut self) {
        self.serving = self.outbox.clone().map(|outbox| tokio::spawn(outbox.serve()));
    }

    /// Delivers what is due once, and waits for the outcome.
    pub(crate) async fn deliver_due(&self) {
        if let Some(outbox) = &self.outbox {
            outbox.deliver_due().await;
        }
    }

    /// Reports how deliveries go, and waits until that is on its way.
    pub(crate) async fn report_channels(&self) {
        if let Some(outbox) = &self.outbox {
            outbox.report_now().await;
        }
    }

    /// Has the stores check their files, which sets damaged ones aside, and ends.
    pub(crate) fn set_damaged_store_aside(mut self, within: Duration) {
        self.start_stores();
        for profile in &self.profiles {
            if let Some(store) = profile.store() {
                store.read_last_known(profile.identity());
            }
        }
        self.close(within);
    }

    /// Watches the files of snapshots from now on.
    pub(crate) fn watch_files(&self) {
        for profile in &self.profiles {
            if let Some(file) = profile.file() {
                watch_file(Arc::clone(file), profile.id(), profile.messages().clone());
            }
        }
    }

    /// Uses the new login from the moment at which `message` announces it to the reducer.
    pub(crate) fn adopt_login(&mut self, message: &Message) {
        if let Message::NewLogin(id, _) = message
            && let Some(profile) = self.profiles.get_mut(id.0)
        {
            profile.adopt_login();
        }
    }

    /// Carries out `effect`.
    pub(crate) fn run(&mut self, effect: Effect) -> Flow {
        match effect {
            Effect::OpenDemo => {
                if let Some(profile) = self.profiles.first_mut() {
                    let store = start_store(None, profile);
                    profile.become_demo(store);
                }
            }
            Effect::Suspend => return Flow::Suspend,
            Effect::Quit => return Flow::Quit,
            effect => {
                self.run_for_profile(effect);
            }
        }
        Flow::Continue
    }

    fn run_for_profile(&self, effect: Effect) -> Option<()> {
        let of = |tag: Tag| self.profile(tag.profile);
        match effect {
            Effect::Ask { tag, task, ask, force } => of(tag)?.fetch_task().start(tag, task, ask, force),
            Effect::CheckLogin(id) => self.profile(id)?.fetch_task().check_login(),
            Effect::Save(id, data) => self.profile(id)?.save(data),
            Effect::Asked(id, feed, next_due) => {
                let profile = self.profile(id)?;
                profile.store()?.announce_next_poll(profile.identity(), feed, &self.holder, next_due);
            }
            Effect::WaitUntil(id, feed, until) => {
                let profile = self.profile(id)?;
                profile.store()?.save_wait(profile.identity(), feed, until);
            }
            Effect::ReadCycle(tag, cycle) => of(tag)?.read_cycle(tag, cycle),
            Effect::ReadLines(tag, wanted) => of(tag)?.read_lines(tag, wanted),
            Effect::Foresee(tag) => of(tag)?.foresee(tag),
            Effect::ReadPast(tag, model, site) => of(tag)?.read_past(tag, model, site),
            Effect::ReadAlerts(tag) => {
                requests::read(of(tag)?, tag);
                self.read_channels();
            }
            Effect::Observe(tag, observed) => self.observe(of(tag)?, tag, *observed),
            Effect::HandleAlert(tag, handling) => requests::handle(of(tag)?, tag, handling),
            // The front end copies.
            Effect::Copy(_) | Effect::OpenDemo | Effect::Suspend | Effect::Quit => {}
        }
        Some(())
    }

    fn observe(&self, profile: &ProfileRuntime, tag: Tag, observed: Observed) {
        let (outbox, channels) = if profile.setup().delivers_alerts() {
            (self.outbox.clone(), self.setup.channels.keys().cloned().collect())
        } else {
            (None, Vec::new())
        };
        requests::observe(profile, tag, observed, (self.setup.rules.clone(), channels), outbox);
    }

    /// Reads how deliveries go, also those of other instances.
    fn read_channels(&self) {
        let (Some(store), Some(profile)) = (self.account_store(), self.profiles.first()) else { return };
        if !self.setup.channels.is_empty() {
            let states = store.read_channels(served_channels(&self.setup.channels, true));
            profile.forward(states, |states| Some(Message::Channels(states?)));
        }
    }

    pub(crate) fn profile(&self, id: ProfileId) -> Option<&ProfileRuntime> {
        self.profiles.get(id.0)
    }

    /// The store of the live accounts, once it is started.
    fn account_store(&self) -> Option<&Store> {
        self.profiles.iter().find(|profile| profile.setup().delivers_alerts())?.store()
    }

    /// Ends: the stores have at most `within` to write what they have acknowledged.
    pub(crate) fn close(self, within: Duration) {
        if let Some(serving) = self.serving {
            serving.abort();
        }
        if let Some(outbox) = self.outbox {
            outbox.end();
        }
        let mut closed = BTreeSet::new();
        for profile in self.profiles {
            let file = profile.setup().store.clone();
            // Several profiles share a file; each has its own store in memory.
            if (file.is_none() || closed.insert(file))
                && let Some(store) = profile.store().cloned()
            {
                if let Some(compared) = Clock::compared() {
                    // Also if no data were saved.
                    store.save_clock(compared);
                }
                store.release_leases(&self.holder);
                store.close(within);
            }
        }
    }
}

/// Starts a store: in this file, else in memory. Its reports go where the profile's messages go.
fn start_store(file: Option<&Path>, profile: &ProfileRuntime) -> Store {
    let messages: UnboundedSender<Message> = profile.messages().clone();
    let clock = Arc::new(Clock::utc);
    match file {
        Some(file) => Store::start(file.to_owned(), clock, move |storage: Storage| {
            let _ = messages.send(Message::Store(storage));
        }),
        None => Store::in_memory(clock, |_| {}),
    }
}
