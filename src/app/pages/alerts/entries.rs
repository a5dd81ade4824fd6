//! The alerts of all visible profiles.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        Profile, ProfileId, State,
        account::alerts::{Entry, Toast},
    },
    domain::alert::{Change, Consequence, Counts, Event},
};

/// Blank rows separate the groups if at least this many rows of the screen are left for everything else.
const BELOW_SPACED_ROWS: usize = 14;

/// A line of the list of alerts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Line<'a> {
    /// Before a heading, on a screen with room for it.
    Gap,
    /// The heading of a group; `None` for that of muted models.
    Heading(Option<Consequence>),
    /// A row, with its position among the rows and its profile.
    Row(usize, ProfileId, Entry<'a>),
}

impl State {
    /// The rows of the Alerts page with their profiles: active alerts, what costs most first, then muted models.
    pub fn alert_entries<'a>(&'a self) -> Vec<(ProfileId, Entry<'a>)> {
        let entries =
            |(id, profile): (_, &'a Profile)| profile.alerts.entries().map(move |entry| (id, entry));
        let mut all: Vec<_> = self.shown().flat_map(entries).collect();
        if self.shows_all() {
            all.sort_by(|(_, a), (_, b)| a.order().cmp(&b.order()));
        }
        all
    }

    /// The rows under the headings of their groups.
    pub fn alert_lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        let mut headings = 0_usize;
        let mut group = None;
        for (position, (id, entry)) in self.alert_entries().into_iter().enumerate() {
            let of_entry = Some(entry.consequence());
            if group != of_entry {
                group = of_entry;
                headings = headings.saturating_add(1);
                lines.extend([Line::Gap, Line::Heading(entry.consequence())]);
            }
            lines.push(Line::Row(position, id, entry));
        }
        let wanted = lines.len().saturating_add(BELOW_SPACED_ROWS);
        if wanted > usize::from(self.size.height) {
            lines.retain(|line| *line != Line::Gap);
        } else if headings > 0 {
            lines.remove(0);
        }
        lines
    }

    /// The number of rows of the Alerts page.
    pub fn alerts_length(&self) -> usize {
        self.shown().map(|(_, profile)| profile.alerts.length()).sum()
    }

    /// The one count of the alerts of the visible profiles.
    pub fn alert_counts(&self, now: DateTime<Utc>) -> Counts {
        self.shown().map(|(_, profile)| profile.alerts.counts(now)).sum()
    }

    /// The changes with the profile of each, newest first. What was there at the first observation is no
    /// change: the list above has it.
    pub fn alert_log<'a>(&'a self) -> Vec<(ProfileId, &'a Event)> {
        let events = |(id, profile): (_, &'a Profile)| changes(profile).map(move |event| (id, event));
        let mut log: Vec<_> = self.shown().flat_map(events).collect();
        if self.shows_all() {
            log.sort_by_key(|(_, event)| std::cmp::Reverse(event.at));
        }
        log
    }

    /// The number of events in the log.
    pub fn log_length(&self) -> usize {
        self.shown().map(|(_, profile)| changes(profile).count()).sum()
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

    /// The most severe of the newest events of all profiles.
    pub fn toast(&self) -> Option<(&Profile, &Toast)> {
        let toasts =
            self.profiles().filter_map(|(_, profile)| Some((profile, profile.alerts.toast.as_ref()?)));
        toasts.min_by_key(|(_, toast)| toast.event.severity)
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

fn changes(profile: &Profile) -> impl Iterator<Item = &Event> {
    profile.alerts.log().iter().filter(|event| event.change != Change::Found)
}
