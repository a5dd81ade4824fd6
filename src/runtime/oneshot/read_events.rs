//! Reading the log of alerts, and how their deliveries go, without a loop around it.

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Storage,
        alert::{ChannelState, Event},
    },
    runtime::{
        alerts::delivery::served_channels,
        clock::Clock,
        engine::{CLOSING_TIME, setup::Setup, storage_reports::StorageReports},
    },
    store::{self, ServedChannel, Store},
};

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
            channels: unknown(&served_channels(&setup.channels, true)),
            storage: Storage::default(),
        });
    };
    let reports = StorageReports::default();
    let store = Store::start(file, Arc::new(Clock::utc), reports.sink());
    let events = store.read_events(&setup.first.name, since, limit).wait();
    let channels = read_channels(setup, &store);
    store.close(CLOSING_TIME);
    Some(EventLog { events: events?, channels, storage: reports.last() })
}

/// How the deliveries over the channels of `setup` go. Where that cannot be read, nothing is known of them.
pub fn channels(setup: &Setup) -> Vec<ChannelState> {
    let Some(file) = existing_store(setup) else { return unknown(&served_channels(&setup.channels, true)) };
    read_channels(setup, &Store::start(file, Arc::new(Clock::utc), |_| {}))
}

/// The store's file, where there is one: reading must not create it.
fn existing_store(setup: &Setup) -> Option<PathBuf> {
    setup.first.store.clone().filter(|file| store::may_exist(file))
}

fn read_channels(setup: &Setup, store: &Store) -> Vec<ChannelState> {
    let served = served_channels(&setup.channels, true);
    let unknown = unknown(&served);
    store.read_channels(served).wait().unwrap_or(unknown)
}

fn unknown(channels: &[ServedChannel]) -> Vec<ChannelState> {
    let state =
        |served: &ServedChannel| ChannelState { channel: served.channel.clone(), ..ChannelState::default() };
    channels.iter().map(state).collect()
}
