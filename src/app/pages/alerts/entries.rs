//! The alerts of the profiles that are shown, as one.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        Profile, ProfileId, State,
        account::alerts::{Entry, Toast},
    },
    domain::alert::{Episode, Event, Severity},
};

impl State {
    /// The rows of the page of the alerts with their profiles: what is active, the gravest first, then what is muted.
    pub fn alert_entries<'a>(&'a self) -> Vec<(ProfileId, Entry<'a>)> {
        let entries =
            |(id, profile): (_, &'a Profile)| profile.alerts.entries().map(move |entry| (id, entry));
        let mut all: Vec<_> = self.shown().flat_map(entries).collect();
        if self.shows_all() {
            all.sort_by_key(|(_, entry)| (entry.severity().is_none(), entry.severity()));
        }
        all
    }

    /// How many rows the page of the alerts has.
    pub fn alerts_length(&self) -> usize {
        self.shown().map(|(_, profile)| profile.alerts.length()).sum()
    }

    /// What is active and of which somebody wants to hear.
    pub fn loud_alerts(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Episode> {
        self.shown().flat_map(move |(_, profile)| profile.alerts.loud(now))
    }

    /// The severity of the gravest of them.
    pub fn gravest_alert(&self, now: DateTime<Utc>) -> Option<Severity> {
        self.loud_alerts(now).map(|episode| episode.rule.severity()).min()
    }

    /// The newest events with their profiles, the newest first.
    pub fn alert_log<'a>(&'a self) -> Vec<(ProfileId, &'a Event)> {
        let events =
            |(id, profile): (_, &'a Profile)| profile.alerts.log().iter().map(move |event| (id, event));
        let mut log: Vec<_> = self.shown().flat_map(events).collect();
        if self.shows_all() {
            log.sort_by_key(|(_, event)| std::cmp::Reverse(event.at));
        }
        log
    }

    /// How many of them there are.
    pub fn log_length(&self) -> usize {
        self.shown().map(|(_, profile)| profile.alerts.log().len()).sum()
    }

    /// The position of the cursor in the log of the alerts, where it is there.
    pub fn log_cursor(&self) -> Option<usize> {
        let selected = self.view.alerts.event.as_deref()?;
        self.alert_log().iter().position(|(_, event)| event.id == selected)
    }

    /// The event of the log that the cursor is on, and whose it is, where it is there.
    pub fn log_event(&self) -> Option<(ProfileId, &Event)> {
        self.alert_log().into_iter().nth(self.log_cursor()?)
    }

    /// The gravest of the newest messages, of whichever profile, and how many more there were.
    pub fn toast(&self) -> Option<(&Profile, &Toast, usize)> {
        let toasts =
            || self.profiles().filter_map(|(_, profile)| Some((profile, profile.alerts.toast.as_ref()?)));
        let (profile, toast) = toasts().min_by_key(|(_, toast)| toast.message.severity())?;
        let messages: usize = toasts().map(|(_, toast)| toast.others.saturating_add(1)).sum();
        Some((profile, toast, messages.saturating_sub(1)))
    }

    /// The position of the cursor on the page of the alerts, where there is one.
    pub fn alerts_cursor(&self) -> Option<usize> {
        let (profile, selected) = self.view.alerts.selected.as_ref()?;
        self.alert_entries().iter().position(|(id, entry)| id == profile && entry.is(selected))
    }

    /// What the cursor on the page of the alerts is on, or was before it went into the log, and whose it is.
    pub fn alerts_entry(&self) -> Option<(ProfileId, Entry<'_>)> {
        self.alert_entries().into_iter().nth(self.alerts_cursor()?)
    }
}
