//! The alerts of all visible profiles.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        Profile, ProfileId, State,
        account::alerts::{Entry, Toast},
    },
    domain::alert::{Episode, Event, Severity},
};

impl State {
    /// The rows of the Alerts page with their profiles: active alerts, most severe first, then muted models.
    pub fn alert_entries<'a>(&'a self) -> Vec<(ProfileId, Entry<'a>)> {
        let entries =
            |(id, profile): (_, &'a Profile)| profile.alerts.entries().map(move |entry| (id, entry));
        let mut all: Vec<_> = self.shown().flat_map(entries).collect();
        if self.shows_all() {
            all.sort_by_key(|(_, entry)| (entry.severity().is_none(), entry.severity()));
        }
        all
    }

    /// The number of rows of the Alerts page.
    pub fn alerts_length(&self) -> usize {
        self.shown().map(|(_, profile)| profile.alerts.length()).sum()
    }

    /// Active alerts that are neither acknowledged nor snoozed.
    pub fn loud_alerts(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Episode> {
        self.shown().flat_map(move |(_, profile)| profile.alerts.loud(now))
    }

    /// The highest severity among them.
    pub fn highest_severity(&self, now: DateTime<Utc>) -> Option<Severity> {
        self.loud_alerts(now).map(|episode| episode.rule.severity()).min()
    }

    /// The log with the profile of each event, newest first.
    pub fn alert_log<'a>(&'a self) -> Vec<(ProfileId, &'a Event)> {
        let events =
            |(id, profile): (_, &'a Profile)| profile.alerts.log().iter().map(move |event| (id, event));
        let mut log: Vec<_> = self.shown().flat_map(events).collect();
        if self.shows_all() {
            log.sort_by_key(|(_, event)| std::cmp::Reverse(event.at));
        }
        log
    }

    /// The number of events in the log.
    pub fn log_length(&self) -> usize {
        self.shown().map(|(_, profile)| profile.alerts.log().len()).sum()
    }

    /// The position of the cursor in the log, if it is there.
    pub fn log_cursor(&self) -> Option<usize> {
        let selected = self.view.alerts.event.as_deref()?;
        self.alert_log().iter().position(|(_, event)| event.id == selected)
    }

    /// The selected event of the log with its profile, if the cursor is there.
    pub fn log_event(&self) -> Option<(ProfileId, &Event)> {
        self.alert_log().into_iter().nth(self.log_cursor()?)
    }

    /// The most severe of the newest messages of all profiles, and the number of others.
    pub fn toast(&self) -> Option<(&Profile, &Toast, usize)> {
        let toasts =
            || self.profiles().filter_map(|(_, profile)| Some((profile, profile.alerts.toast.as_ref()?)));
        let (profile, toast) = toasts().min_by_key(|(_, toast)| toast.message.severity())?;
        let messages: usize = toasts().map(|(_, toast)| toast.others.saturating_add(1)).sum();
        Some((profile, toast, messages.saturating_sub(1)))
    }

    /// The position of the cursor among the alerts.
    pub fn alerts_cursor(&self) -> Option<usize> {
        let (profile, selected) = self.view.alerts.selected.as_ref()?;
        self.alert_entries().iter().position(|(id, entry)| id == profile && entry.is(selected))
    }

    /// The selected row with its profile; it stays selected while the cursor is in the log.
    pub fn alerts_entry(&self) -> Option<(ProfileId, Entry<'_>)> {
        self.alert_entries().into_iter().nth(self.alerts_cursor()?)
    }
}
