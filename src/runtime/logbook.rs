//! Reading the log of alerts, without a loop around it.

use std::sync::{Arc, mpsc};

use chrono::{DateTime, Utc};

use super::{Clock, Setup};
use crate::{domain::alert::Event, store::Store};

/// The newest events of `setup`'s profile since then, at most `limit`; none where nothing is kept of it. `None`
/// where they cannot be read.
pub fn events(setup: &Setup, since: Option<DateTime<Utc>>, limit: u32) -> Option<Vec<Event>> {
    let Some(file) = setup.first.store.clone() else { return Some(Vec::new()) };
    let store = Store::start(file, Arc::new(Clock::utc), |_| {});
    let (reply, answer) = mpsc::channel();
    store.read_events(&setup.first.name, since, limit, move |events| {
        let _ = reply.send(events);
    });
    answer.recv().ok().flatten()
}
