//! Reading the log of alerts, and how their deliveries go, without a loop around it.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::{Clock, Setup, channels::carriers, storage_reports::StorageReports};
use crate::{
    domain::{
        Storage,
        alert::{ChannelState, Event},
    },
    store::{Carrier, Store},
};

/// The store has this long to close the file.
const CLOSING_TIME: Duration = Duration::from_secs(5);

/// The log of alerts, as far as it was asked for.
#[derive(Debug, Default)]
pub struct EventLog {
    /// The events, the oldest first; none where nothing is stored of the profile.
    pub events: Vec<Event>,
    /// How data are stored, as far as the user has to know.
    pub storage: Storage,
}

/// The newest events of `setup`'s profile since then, at most `limit`. `None` where they cannot be read.
pub fn events(setup: &Setup, since: Option<DateTime<Utc>>, limit: u32) -> Option<EventLog> {
    // Looking for something must not begin a file.
    let Some(file) = setup.first.store.as_ref().filter(|file| file.symlink_metadata().is_ok()) else {
        return Some(EventLog::default());
    };
    let reports = StorageReports::default();
    let store = Store::start(file.clone(), Arc::new(Clock::utc), reports.sink());
    let (reply, answer) = mpsc::channel();
    store.read_events(&setup.first.name, since, limit, move |events| {
        let _ = reply.send(events);
    });
    let events = answer.recv().ok().flatten()?;
    store.close(CLOSING_TIME);
    Some(EventLog { events, storage: reports.last() })
}

/// How the deliveries over the channels of `setup` go. Where that cannot be read, nothing is known of them.
pub fn channels(setup: &Setup) -> Vec<ChannelState> {
    let carriers = carriers(&setup.channels, true);
    let unknown =
        |carrier: &Carrier| ChannelState { channel: carrier.channel.clone(), ..ChannelState::default() };
    let unknown = carriers.iter().map(unknown).collect();
    let Some(file) = setup.first.store.as_ref().filter(|file| file.symlink_metadata().is_ok()) else {
        return unknown;
    };
    let store = Store::start(file.clone(), Arc::new(Clock::utc), |_| {});
    let (reply, answer) = mpsc::channel();
    store.read_channels(carriers, move |states| {
        let _ = reply.send(states);
    });
    answer.recv().ok().flatten().unwrap_or(unknown)
}
