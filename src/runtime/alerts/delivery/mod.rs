//! Delivers messages over the configured channels. Stateless: the store's outbox schedules deliveries and
//! retries.

mod answer;
mod attempt;
mod child;
mod command;
mod envelope;
mod outbox;
mod terminal;
mod variables;
mod webhook;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use crate::{
    config::Channel,
    domain::alert::DeliveryError,
    source::{Secrets, off_loop::off_loop},
};

pub(crate) use attempt::Attempt;
use child::Running;
pub(crate) use envelope::Envelope;
pub(crate) use outbox::{OutboxWorker, served_channels};
use variables::{address, variable};
use webhook::Hook;

/// The configured channels, ready to deliver.
pub(crate) struct Channels {
    by_name: BTreeMap<String, Arc<Ready>>,
    running: Arc<Running>,
    secrets: Secrets,
}

enum Ready {
    Command { command: Vec<String>, time_limit: Duration },
    Webhook(Box<Hook>),
    Bell,
    Desktop,
}

impl Channels {
    /// Opens nothing yet. No failure quotes any of `secrets`.
    pub(crate) fn new(configured: &BTreeMap<String, Channel>, secrets: &Secrets) -> Self {
        let ready = |channel: &Channel| match channel.clone() {
            Channel::Command { command, time_limit } => Ready::Command { command, time_limit },
            Channel::Webhook(hook) => Ready::Webhook(Box::new(Hook::new(hook, secrets.clone()))),
            Channel::Bell => Ready::Bell,
            Channel::Desktop => Ready::Desktop,
        };
        let by_name = configured.iter().map(|(name, channel)| (name.clone(), Arc::new(ready(channel))));
        Self { by_name: by_name.collect(), running: Arc::default(), secrets: secrets.clone() }
    }

    /// Kills the commands that are running.
    pub(crate) fn end(&self) {
        self.running.end();
    }

    /// Delivers a message over the channel of this name, within its time limit.
    pub(crate) async fn deliver(&self, name: &str, envelope: Envelope) -> Attempt {
        let Some(ready) = self.by_name.get(name).map(Arc::clone) else { return Ok(()).into() };
        let attempt: Attempt = match &*ready {
            Ready::Command { command, time_limit } => {
                let (command, time_limit, name) = (command.clone(), *time_limit, name.to_owned());
                let running = Arc::clone(&self.running);
                let secrets = self.secrets.clone();
                let run = move || command::run(&name, &command, &envelope, time_limit, (&running, &secrets));
                let ran = off_loop("alert", run).await;
                ran.unwrap_or_else(|error| Err(DeliveryError::NotStarted(error.to_string()))).into()
            }
            Ready::Webhook(hook) => hook.send(&envelope).await,
            Ready::Bell => terminal::ring().into(),
            Ready::Desktop => terminal::notify(&envelope).into(),
        };
        match &attempt.outcome {
            Ok(()) => tracing::info!(channel = name, "alert delivered"),
            Err(why) => tracing::warn!(channel = name, ?why, "alert not delivered"),
        }
        attempt
    }
}

/// Adds the addresses and headers of the channels to `secrets`.
pub(crate) fn add_secrets(secrets: &Secrets, configured: &BTreeMap<String, Channel>) {
    for channel in configured.values() {
        let Channel::Webhook(hook) = channel else { continue };
        if let Ok(address) = address(&hook.address) {
            secrets.add_address(&address);
        }
        let values = hook.headers.values().filter_map(|name| variable(name).ok());
        values.for_each(|value| secrets.add_header(&value));
    }
}
