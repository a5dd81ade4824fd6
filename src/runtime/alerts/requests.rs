//! What a person sees of alerts, and does with them: asked of the store, and told to the reducer.

use tokio::sync::mpsc::UnboundedSender;

use crate::{
    app::{Message, account::alerts::LOG_MOST, message::Tag},
    domain::alert::{Alerts, Handling},
    runtime::engine::profile::Account,
    store::Store,
};

/// The alerts of a profile in the store, and who is told of them. A store that cannot be used tells so itself.
pub(crate) struct Alerting<'a> {
    store: &'a Store,
    profile: &'a str,
    messages: &'a UnboundedSender<Message>,
}

impl<'a> Alerting<'a> {
    /// The alerts of this profile; none before its store is started.
    pub(crate) fn of(account: &'a Account) -> Option<Self> {
        Some(Self { store: account.store()?, profile: &account.opened().name, messages: account.messages() })
    }

    /// Reads what is active, and the log.
    pub(crate) fn read(&self, tag: Tag) {
        self.store.read_alerts(self.profile, self.told(tag));
        let messages = self.messages.clone();
        self.store.read_events(self.profile, None, LOG_MOST, move |events| {
            if let Some(events) = events {
                let _ = messages.send(Message::AlertLog(tag, events));
            }
        });
    }

    /// Does what a person wants done.
    pub(crate) fn handle(&self, tag: Tag, handling: Handling) {
        self.store.handle_alert(self.profile, handling, self.told(tag));
    }

    fn told(&self, tag: Tag) -> impl FnOnce(Option<Alerts>) + Send + 'static {
        let messages = self.messages.clone();
        move |alerts| {
            if let Some(alerts) = alerts {
                let _ = messages.send(Message::Alerts(tag, alerts));
            }
        }
    }
}
