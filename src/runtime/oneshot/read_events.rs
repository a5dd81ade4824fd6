//! Reads the log of alerts and the state of the channels, for commands.

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Storage,
        alert::{ChannelState, Deliveries, Event},
    },
    runtime::{
        alerts::delivery::served_channels,
        clock::Clock,
        engine::{CLOSING_TIME, setup::Setup, storage_reports::StorageReports},
    },
    store::{self, Store},
};

#[derive(Debug)]
pub struct EventLog {
    /// Oldest first; none if nothing is stored of the profile.
    pub events: Vec<Event>,
    /// How the deliveries of the events went, over the channels that are configured.
    pub deliveries: Deliveries,
    /// With nothing but their names if they cannot be read.
    pub channels: Vec<ChannelState>,
    pub storage: Storage,
}

/// The newest events of `setup`'s first profile, and the state of the channels: with one store, since only
/// the first to open the file finds it damaged. `None` if the events cannot be read.
pub fn events(setup: &Setup, since: Option<DateTime<Utc>>, limit: u32) -> Option<EventLog> {
    let Some(file) = existing_store(setup) else {
        let channels = read_channels(setup, None);
        let (events, deliveries) = (Vec::new(), Deliveries::new());
        return Some(EventLog { events, deliveries, channels, storage: Storage::default() });
    };
    let reports = StorageReports::default();
    let store = Store::start(file, Arc::new(Clock::utc), reports.sink());
    let events = store.read_events(&setup.first.name, since, limit).wait();
    let served = served_channels(&setup.channels, true);
    let deliveries = store.read_deliveries(&setup.first.name, served, limit).wait().unwrap_or_default();
    let channels = read_channels(setup, Some(&store));
    store.close(CLOSING_TIME);
    Some(EventLog { events: events?, deliveries, channels, storage: reports.last() })
}

/// The channels of `setup`, with nothing but their names if their state cannot be read.
pub fn channels(setup: &Setup) -> Vec<ChannelState> {
    let store = existing_store(setup).map(|file| Store::start(file, Arc::new(Clock::utc), |_| {}));
    read_channels(setup, store.as_ref())
}

/// The store's file if it exists: reading must not create it.
fn existing_store(setup: &Setup) -> Option<PathBuf> {
    setup.first.store.clone().filter(|file| store::may_exist(file))
}

fn read_channels(setup: &Setup, store: Option<&Store>) -> Vec<ChannelState> {
    let served = served_channels(&setup.channels, true);
    let names = served.iter().map(|served| served.channel.clone());
    let unknown = names.map(|channel| ChannelState { channel, ..ChannelState::default() }).collect();
    store.and_then(|store| store.read_channels(served).wait()).unwrap_or(unknown)
}
