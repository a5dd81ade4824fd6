//! Reading the log of alerts, and how their deliveries go, without a loop around it.

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    time::Duration,
};

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Storage,
        alert::{ChannelState, Event},
    },
    runtime::{Clock, Setup, alerts::delivery::carriers, engine::storage_reports::StorageReports},
    store::{self, Carrier, Store},
};

/// The store has this long to close the file.
const CLOSING_TIME: Duration = Duration::from_secs(5);

/// The log of alerts, as far as it was asked for.
#[derive(Debug)]
pub struct EventLog {
    /// The events, the oldest first; none where nothing is stored of the profile.
    pub events: Vec<Event>,
    /// How the deliveries over each channel go. Where that cannot be read, nothing is known of them.
    pub channels: Vec<ChannelState>,
    /// How data are stored, as far as the user has to know.
    pub storage: Storage,
}

/// The newest events of `setup`'s profile since then, at most `limit`, and how deliveries go: both by one look at the
/// store, since only the first one finds it damaged. `None` where they cannot be read.
pub fn events(setup: &Setup, since: Option<DateTime<Utc>>, limit: u32) -> Option<EventLog> {
    let Some(file) = existing_store(setup) else {
        return Some(EventLog {
            events: Vec::new(),
            channels: unknown(&carriers(&setup.channels, true)),
            storage: Storage::default(),
        });
    };
    let reports = StorageReports::default();
    let store = Store::start(file, Arc::new(Clock::utc), reports.sink());
    let (reply, answer) = mpsc::channel();
    store.read_events(&setup.first.name, since, limit, move |events| {
        let _ = reply.send(events);
    });
    let events = answer.recv().ok().flatten();
    let channels = read_channels(setup, &store);
    store.close(CLOSING_TIME);
    Some(EventLog { events: events?, channels, storage: reports.last() })
}

/// How the deliveries over the channels of `setup` go. Where that cannot be read, nothing is known of them.
pub fn channels(setup: &Setup) -> Vec<ChannelState> {
    let Some(file) = existing_store(setup) else { return unknown(&carriers(&setup.channels, true)) };
    read_channels(setup, &Store::start(file, Arc::new(Clock::utc), |_| {}))
}

/// The store's file, where there is one: reading must not create it.
fn existing_store(setup: &Setup) -> Option<PathBuf> {
    setup.first.store.clone().filter(|file| store::may_exist(file))
}

fn read_channels(setup: &Setup, store: &Store) -> Vec<ChannelState> {
    let carriers = carriers(&setup.channels, true);
    let unknown = unknown(&carriers);
    let (reply, answer) = mpsc::channel();
    store.read_channels(carriers, move |states| {
        let _ = reply.send(states);
    });
    answer.recv().ok().flatten().unwrap_or(unknown)
}

fn unknown(carriers: &[Carrier]) -> Vec<ChannelState> {
    let state =
        |carrier: &Carrier| ChannelState { channel: carrier.channel.clone(), ..ChannelState::default() };
    carriers.iter().map(state).collect()
}
