//! Carries out the effects of the reducer. Whatever is slow runs off the event loop, and its outcome is a
//! message.

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use tokio::task::JoinHandle;

use super::{
    profile::{ProfileRuntime, model_history, start_of_history},
    request_counts::RequestCounts,
    setup::Setup,
    watch_files::Snapshots,
};
use crate::{
    app::{Effect, Message, ProfileId, Tag},
    domain::{StoreTrouble, alert::Observed, write::Change},
    runtime::{
        alerts::{
            delivery::{OutboxWorker, served_channels},
            requests,
        },
        clock::Clock,
        zone::local_zone,
    },
    source::Secrets,
    store::{PeekFile, Store},
};

/// What the event loop does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Continue,
    /// Stops the program until the shell continues it.
    Suspend,
    Quit,
}

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
    /// Opens nothing yet. `last_known_trouble` is why stored data could not be read.
    pub(crate) fn new(
        setup: Arc<Setup>,
        profiles: Vec<ProfileRuntime>,
        holder: Arc<str>,
        (last_known_trouble, secrets): (Option<StoreTrouble>, Secrets),
    ) -> Self {
        Self { setup, profiles, holder, last_known_trouble, secrets, outbox: None, serving: None }
    }

    /// Why stored data could not be read. Stores that are started report this themselves.
    pub(crate) const fn last_known_trouble(&self) -> Option<&StoreTrouble> {
        self.last_known_trouble.as_ref()
    }

    /// Starts the stores that are not started yet, after the first frame; profiles with the same file share one.
    pub(crate) fn start_stores(&mut self) {
        let mut shared: Option<Store> = None;
        let accounts = self.profiles.iter().filter(|profile| profile.setup.store.is_some()).count();
        for profile in self.profiles.iter_mut().filter(|profile| profile.store.is_none()) {
            let store = match (&profile.setup.store, &shared) {
                (Some(_), Some(shared)) => shared.clone(),
                (Some(file), None) => {
                    let store = start_store(Some(file), profile).with_room_for(accounts);
                    shared.insert(store).clone()
                }
                (None, _) => start_store(None, profile),
            };
            profile.store_in(store);
        }
    }

    /// Prepares delivery, after the stores are started.
    pub(crate) fn start_delivery(&mut self, has_terminal: bool) {
        let Setup { channels, lang, .. } = &*self.setup;
        let (Some(store), Some(profile)) = (self.account_store(), self.profiles.first()) else { return };
        if channels.is_empty() {
            return;
        }
        let (messages, clock) = (profile.messages.clone(), Arc::new(Clock::utc));
        let (channels, words) = ((channels, &self.secrets), (*lang, local_zone()));
        let outbox = OutboxWorker::new(store.clone(), channels, has_terminal, clock, words);
        self.outbox = Some(outbox.reporting(move |states| {
            let _ = messages.send(Message::Channels(states));
        }));
    }

    /// Starts delivering present and future messages of the outbox.
    pub(crate) fn serve_outbox(&mut self) {
        self.serving = self.outbox.clone().map(|outbox| tokio::spawn(outbox.serve()));
    }

    /// Delivers due messages once, and waits for the outcome.
    pub(crate) async fn deliver_due(&self) {
        if let Some(outbox) = &self.outbox {
            outbox.deliver_due().await;
        }
    }

    /// Reports the state of the channels, and waits until that is sent.
    pub(crate) async fn report_channels(&self) {
        if let Some(outbox) = &self.outbox {
            outbox.report_now().await;
        }
    }

    /// Lets the stores read their files, which sets damaged ones aside, and closes.
    pub(crate) fn set_damaged_store_aside(mut self, within: Duration) {
        self.start_stores();
        for profile in &self.profiles {
            if let Some(store) = &profile.store {
                store.read_last_known(&profile.identity);
            }
        }
        self.close(within);
    }

    /// Whether every source answers at once.
    pub(crate) fn is_all_at_hand(&self) -> bool {
        self.profiles.iter().all(|profile| profile.setup.source.is_at_hand())
    }

    /// The snapshots whose files may change; `None` if there are none.
    pub(crate) fn snapshots(&self) -> Option<Snapshots> {
        let files = self.profiles.iter().filter_map(|one| Some((one.id, Arc::clone(one.file.as_ref()?))));
        let files: Vec<_> = files.collect();
        let messages = self.profiles.first().filter(|_| !files.is_empty())?.messages.clone();
        Some(Snapshots { files, messages })
    }

    /// Uses the new login as soon as `message` announces it to the reducer.
    pub(crate) fn adopt_login(&mut self, message: &Message) {
        if let Message::NewLogin(id, _) = message
            && let Some(profile) = self.profiles.get_mut(id.0)
        {
            profile.adopt_login();
        }
    }

    /// Does all but what the event loop does.
    pub(crate) fn run(&mut self, effect: Effect) {
        match effect {
            Effect::OpenDemo => {
                if let Some(profile) = self.profiles.first_mut() {
                    let store = start_store(None, profile);
                    profile.become_demo(store);
                }
            }
            Effect::OpenAccount(id) => {
                if let Some(profile) = self.profiles.get_mut(id.0) {
                    let store = start_store(None, profile);
                    profile.open_account(store);
                }
            }
            effect => drop(self.run_for_profile(effect)),
        }
    }

    /// The answer to an effect that only reads the store, from its open file; absent if that has none, or none such.
    pub(crate) fn read_at_once(&self, effect: &Effect, file: &PeekFile) -> Option<Message> {
        let of = |tag: &Tag| self.profile(tag.profile).filter(|profile| profile.setup.store.is_some());
        match effect {
            Effect::ReadHistory(tag, model, site, bills_end) => {
                let seen = file.history(&of(tag)?.identity, model, start_of_history()).ok()?;
                let history = model_history(model.clone(), seen, *site, bills_end.as_ref());
                Some(Message::HistoryRead(*tag, Box::new(history)))
            }
            Effect::ReadCalls(tag, range) => {
                let stored = file.calls(&of(tag)?.identity, *range).ok()?;
                Some(Message::CallsRead(*tag, *range, stored))
            }
            _ => None,
        }
    }

    fn run_for_profile(&self, effect: Effect) -> Option<()> {
        let of = |tag: Tag| self.profile(tag.profile);
        match effect {
            Effect::Request { tag, task, request, force } => {
                of(tag)?.fetch_task().start(tag, task, request, force);
            }
            Effect::Change(tag, change) => self.change(of(tag)?, tag, change),
            Effect::CheckLogin(id) => self.profile(id)?.fetch_task().check_login(),
            Effect::Save(id, data) => self.profile(id)?.save(data),
            Effect::NextRequestAt(id, feed, next_due) => {
                let profile = self.profile(id)?;
                profile.store.as_ref()?.announce_next_poll(&profile.identity, feed, &self.holder, next_due);
            }
            Effect::WaitUntil(id, feed, until) => {
                let profile = self.profile(id)?;
                profile.store.as_ref()?.save_wait(&profile.identity, feed, until);
            }
            Effect::SaveCalls(id, calls) => {
                let profile = self.profile(id)?;
                profile.store.as_ref()?.save_calls(&profile.identity, calls);
            }
            Effect::ReadCalls(tag, range) => of(tag)?.read_calls(tag, range),
            Effect::RenewBillGrants(tag) => of(tag)?.renew_bill_grants(tag),
            Effect::ReadCycle(tag, cycle, detail) => of(tag)?.read_cycle(tag, cycle, detail),
            Effect::ReadLines(tag, wanted) => of(tag)?.read_lines(tag, wanted),
            Effect::Forecast(tag, bills_end) => of(tag)?.forecast(tag, bills_end),
            Effect::ReadHistory(tag, model, site, bills_end) => {
                of(tag)?.read_model_history(tag, model, site, bills_end);
            }
            Effect::ReadAlerts(tag) => {
                requests::read(of(tag)?, tag);
                self.read_channels();
            }
            Effect::ReadDeliveries(tag) => {
                requests::read_deliveries(of(tag)?, tag, served_channels(&self.setup.channels, true));
            }
            Effect::Observe(tag, observed) => self.observe(of(tag)?, tag, *observed),
            Effect::HandleAlert(tag, handling) => requests::handle(of(tag)?, tag, handling),
            // The event loop, or [`Self::run`], does these.
            Effect::Copy(_)
            | Effect::CheckConfig
            | Effect::OpenAccount(_)
            | Effect::OpenDemo
            | Effect::Suspend
            | Effect::Quit => {}
        }
        Some(())
    }

    /// Makes a change, unless nothing may be changed. The reducer offers none then; this is what makes it certain.
    fn change(&self, profile: &ProfileRuntime, tag: Tag, change: Change) {
        let is_barred = profile.setup.barred(self.setup.offline).is_some() || self.setup.wall.is_some();
        if !is_barred {
            profile.change(tag, change);
        }
    }

    fn observe(&self, profile: &ProfileRuntime, tag: Tag, observed: Observed) {
        let (outbox, channels) = if profile.setup.delivers_alerts() {
            (self.outbox.clone(), self.setup.channels.keys().cloned().collect())
        } else {
            (None, Vec::new())
        };
        requests::observe(profile, tag, observed, (self.setup.rules.clone(), channels), outbox);
    }

    /// Reads the state of the channels, which other instances deliver over, too.
    fn read_channels(&self) {
        let (Some(store), Some(profile)) = (self.account_store(), self.profiles.first()) else { return };
        if !self.setup.channels.is_empty() {
            let states = store.read_channels(served_channels(&self.setup.channels, true));
            profile.forward(states, |states| Some(Message::Channels(states?)));
        }
    }

    /// What each profile has requested so far.
    pub(crate) fn request_counts(&self) -> Vec<Arc<RequestCounts>> {
        self.profiles.iter().map(|profile| Arc::clone(&profile.counts)).collect()
    }

    pub(crate) fn profile(&self, id: ProfileId) -> Option<&ProfileRuntime> {
        self.profiles.get(id.0)
    }

    /// The store of the live accounts, once it is started.
    fn account_store(&self) -> Option<&Store> {
        self.profiles.iter().find(|profile| profile.setup.delivers_alerts())?.store.as_ref()
    }

    /// Gives the stores at most `within` to write accepted data.
    pub(crate) fn close(self, within: Duration) {
        if let Some(serving) = self.serving {
            serving.abort();
        }
        if let Some(outbox) = self.outbox {
            outbox.end();
        }
        let mut closed = BTreeSet::new();
        for profile in self.profiles {
            let file = profile.setup.store.clone();
            // Profiles share the store of a file; a store in memory is a profile's own.
            if (file.is_none() || closed.insert(file))
                && let Some(store) = profile.store
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

/// Starts a store in this file, else in memory. Its reports are messages.
fn start_store(file: Option<&Path>, profile: &ProfileRuntime) -> Store {
    let (messages, clock) = (profile.messages.clone(), Arc::new(Clock::utc));
    match file {
        Some(file) => Store::start(file.to_owned(), clock, move |storage| {
            let _ = messages.send(Message::Store(storage));
        }),
        None => Store::in_memory(clock, |_| {}),
    }
}
