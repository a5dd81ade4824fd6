//! Reads and handles a profile's alerts in the store, and forwards them to the reducer. A store that cannot be used
//! reports that separately.

use crate::{
    app::{Message, account::alerts::LOG_MOST, message::Tag},
    domain::alert::{Alerts, Handling},
    runtime::engine::profile::Account,
    store::Answer,
};

/// Reads what is active, and the log.
pub(crate) fn read(account: &Account, tag: Tag) {
    let (Some(store), profile) = (account.store(), &account.opened().name) else { return };
    forward(account, store.read_alerts(profile), tag);
    let events = store.read_events(profile, None, LOG_MOST);
    account.forward(events, move |events| Some(Message::AlertLog(tag, events?)));
}

/// Acknowledges, snoozes or mutes.
pub(crate) fn handle(account: &Account, tag: Tag, handling: Handling) {
    let Some(store) = account.store() else { return };
    forward(account, store.handle_alert(&account.opened().name, handling), tag);
}

fn forward(account: &Account, alerts: Answer<Option<Alerts>>, tag: Tag) {
    account.forward(alerts, move |alerts| Some(Message::Alerts(tag, alerts?)));
}
