//! Reads and handles a profile's alerts in the store, and forwards them to the reducer. A store that cannot be used
//! reports that separately.

use crate::{
    app::{Message, account::alerts::LOG_MOST, message::Tag},
    domain::alert::{AlertAction, Alerts, Observed, Rules},
    runtime::{alerts::delivery::Post, engine::profile::Account},
    store::Answer,
};

/// Reads what is active, and the log.
pub(crate) fn read(account: &Account, tag: Tag) {
    let (Some(store), profile) = (account.store(), &account.opened().name) else { return };
    forward(account, store.read_alerts(profile), tag);
    let events = store.read_events(profile, None, LOG_MOST);
    account.forward(events, move |events| Some(Message::AlertLog(tag, events?)));
}

/// Compares what is observed with the stored episodes; what is new goes into the outbox of `channels`.
pub(crate) fn observe(
    account: &Account,
    tag: Tag,
    observed: Observed,
    (rules, channels): (Rules, Vec<String>),
    post: Option<Post>,
) {
    let Some(store) = account.store() else { return };
    let alerts = store.observe(observed, rules, channels);
    account.forward(alerts, move |alerts| {
        let Some(alerts) = alerts else { return Some(Message::NotObserved(tag)) };
        if let Some(post) = post.filter(|_| !alerts.messages.is_empty()) {
            post.notify();
        }
        Some(Message::Alerts(tag, alerts))
    });
}

/// Acknowledges, snoozes or mutes.
pub(crate) fn handle(account: &Account, tag: Tag, handling: AlertAction) {
    let Some(store) = account.store() else { return };
    forward(account, store.handle_alert(&account.opened().name, handling), tag);
}

fn forward(account: &Account, alerts: Answer<Option<Alerts>>, tag: Tag) {
    account.forward(alerts, move |alerts| Some(Message::Alerts(tag, alerts?)));
}
