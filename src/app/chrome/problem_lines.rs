//! Problem lines.

use chrono::{DateTime, Utc};
use strum::IntoEnumIterator as _;

use crate::{
    app::{Profile, State, account::schedule::Task, pages, view::Page},
    domain::{
        Cause, ClockState, Failure, FeedName, SourceKind, StoreTrouble,
        alert::ChannelState,
        bill::{Cycle, Outstanding},
        login::Lapse,
    },
};

/// The problem of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note<'a> {
    /// A feed cannot be read.
    Feed(FeedName, &'a Failure),
    /// The accounts of a fleet cannot be read: those that were read last, and when, are shown.
    Fleet(&'a Failure, Option<DateTime<Utc>>),
    /// The console login will have to be renewed by hand soon.
    Lapsing(&'a Lapse),
    /// A closed cycle is unpaid.
    Owes(Cycle, &'a Outstanding),
    /// The reloaded configuration was rejected: why.
    Configuration(&'a str),
    /// Nothing is stored.
    NotStored(&'a StoreTrouble),
    /// Damaged data were set aside: where they are now.
    SetAside(&'a str),
    /// A channel does not deliver alerts.
    Channel(&'a ChannelState),
    /// This machine's clock is wrong or unreliable.
    Clock(Cause),
}

impl State {
    /// The number of problem lines.
    pub fn notes(&self) -> usize {
        self.note_lines().count()
    }

    /// The problem lines, each with its profile unless it is about the program.
    pub fn note_lines(&self) -> impl Iterator<Item = (Option<&Profile>, Note<'_>)> {
        let of_profiles = self
            .shown()
            .flat_map(|(_, profile)| self.notes_of(profile).map(move |note| (Some(profile), note)));
        let configuration = self.configuration_problem.as_deref();
        let configuration = configuration.map(|problem| (None, Note::Configuration(problem)));
        let clock = self.clock_warning().map(|cause| (None, Note::Clock(cause)));
        // Channels are only listed on the Alerts page: elsewhere their alerts are on screen anyway.
        let is_listed = self.is_open(Page::Alerts);
        let stuck = self.channels.iter().filter(move |channel| is_listed && channel.is_stuck());
        configuration
            .into_iter()
            .chain(clock)
            .chain(stuck.map(|channel| (None, Note::Channel(channel))))
            .chain(of_profiles)
            .chain(self.storage.trouble.iter().map(|trouble| (None, Note::NotStored(trouble))))
            .chain(self.storage.set_aside.iter().map(|to| (None, Note::SetAside(to))))
    }

    /// A problem of this machine's clock. If a response will soon show whether it is right, none is reported
    /// before that request has failed.
    pub fn clock_warning(&self) -> Option<Cause> {
        let judges = |profile: &Profile| match self.clock {
            ClockState::Unsure { .. } => {
                let is_stuck = self.offline || profile.snapshot.feed(FeedName::Quotas).failure.is_some();
                profile.source == SourceKind::Snapshot || profile.source == SourceKind::Alibaba && is_stuck
            }
            _ => true,
        };
        let cause = self.clock.cause().filter(|_| self.shown().any(|(_, profile)| judges(profile)));
        let ahead = self.shown().find_map(|(_, profile)| profile.ahead);
        cause.or(ahead.map(|ahead| Cause::ClockUnsure { behind_seconds: Some(ahead.num_seconds()) }))
    }

    fn notes_of<'a>(&'a self, profile: &'a Profile) -> impl Iterator<Item = Note<'a>> {
        let feeds = FeedName::iter().filter_map(move |name| {
            let failure = profile.snapshot.feed(name).failure.as_ref()?;
            (!self.is_shown_elsewhere(profile, name, &failure.cause)).then_some(Note::Feed(name, failure))
        });
        let owed = profile.bills.outstanding.iter().filter(|(_, owed)| !owed.value.0.is_empty());
        let owed = owed.map(|(cycle, owed)| Note::Owes(*cycle, &owed.value));
        let fleet = profile.failure(Task::Fleet).map(|failure| Note::Fleet(failure, profile.fleet.read_at));
        feeds.chain(fleet).chain(profile.lapse.iter().map(Note::Lapsing)).chain(owed)
    }

    /// Without models, the list's area shows the reason; an unchecked account is shown in the header.
    fn is_shown_elsewhere(&self, profile: &Profile, feed: FeedName, cause: &Cause) -> bool {
        if feed == FeedName::Quotas {
            // Exported bills need no login; the header says that quotas are from them.
            profile.has_bill_quotas_alone() || !self.shows_all() && profile.snapshot.models.is_empty()
        } else if feed == FeedName::Account {
            cause.means_off()
        } else if profile.has_imported_bills_alone() {
            // The header says that bills are from files.
            true
        } else {
            // A feed's failure is only reported on its own page: on others it may not matter.
            !std::ptr::eq(profile, self.profile()) || !pages::shows_data_of(self, feed)
        }
    }
}
