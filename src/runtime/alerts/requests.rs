//! Requests to the store about a profile's alerts; the answers go to the reducer. A store that fails reports
//! that itself.

use crate::{
    app::{Message, Tag, account::alerts::MAX_LOG_EVENTS},
    domain::alert::{AlertAction, Alerts, Observed, Rules},
    runtime::{alerts::delivery::OutboxWorker, engine::profile::ProfileRuntime},
    store::{Answer, ServedChannel},
};

/// Reads the active alerts and the log.
pub(crate) fn read(profile: &ProfileRuntime, tag: Tag) {
    let (Some(store), name) = (&profile.store, &profile.setup.name) else { return };
    forward(profile, store.read_alerts(name), tag);
    let events = store.read_events(name, None, MAX_LOG_EVENTS);
    profile.forward(events, move |events| Some(Message::AlertLog(tag, events?)));
}

/// Reads how the deliveries of the log's events went, over these channels.
pub(crate) fn read_deliveries(profile: &ProfileRuntime, tag: Tag, channels: Vec<ServedChannel>) {
    let (Some(store), name) = (&profile.store, &profile.setup.name) else { return };
    let deliveries = store.read_deliveries(name, channels, MAX_LOG_EVENTS);
    profile.forward(deliveries, move |deliveries| Some(Message::Deliveries(tag, deliveries?)));
}

/// Compares `observed` with the stored alerts; new messages go into the outbox of `channels`.
pub(crate) fn observe(
    profile: &ProfileRuntime,
    tag: Tag,
    observed: Observed,
    (rules, channels): (Rules, Vec<String>),
    outbox: Option<OutboxWorker>,
) {
    let Some(store) = &profile.store else { return };
    let alerts = store.observe(observed, rules, channels);
    profile.forward(alerts, move |alerts| {
        let Some(alerts) = alerts else { return Some(Message::EvaluationFailed(tag)) };
        if let Some(outbox) = outbox.filter(|_| !alerts.messages.is_empty()) {
            outbox.notify();
        }
        Some(Message::Alerts(tag, alerts))
    });
}

/// Acknowledges, snoozes or mutes.
pub(crate) fn handle(profile: &ProfileRuntime, tag: Tag, handling: AlertAction) {
    let Some(store) = &profile.store else { return };
    forward(profile, store.handle_alert(&profile.setup.name, handling), tag);
}

fn forward(profile: &ProfileRuntime, alerts: Answer<Option<Alerts>>, tag: Tag) {
    profile.forward(alerts, move |alerts| Some(Message::Alerts(tag, alerts?)));
}
