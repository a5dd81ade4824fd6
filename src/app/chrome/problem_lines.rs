//! The lines that say what is wrong.

use strum::IntoEnumIterator as _;

use crate::{
    app::{Profile, State, pages, view::Page},
    domain::{
        Cause, ClockState, Failure, FeedName, SourceKind, StoreTrouble,
        alert::ChannelState,
        bill::{Cycle, Outstanding},
    },
};

/// A line that says what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note<'a> {
    /// A feed cannot be read.
    Feed(FeedName, &'a Failure),
    /// A closed cycle is not paid: what it owes.
    Owes(Cycle, &'a Outstanding),
    /// The configuration as it is now is not accepted: where, and what is.
    Configuration(&'a str),
    /// Nothing is stored.
    NotStored(&'a StoreTrouble),
    /// Stored data were damaged: where they are now.
    SetAside(&'a str),
    /// A channel does not deliver alerts.
    Channel(&'a ChannelState),
    /// This machine's clock is wrong, or cannot be relied on.
    Clock(Cause),
}

impl State {
    /// How many lines say what is wrong.
    pub fn notes(&self) -> usize {
        self.note_lines().count()
    }

    /// The lines that say what is wrong, each with the profile it is about; none where it is about the program.
    pub fn note_lines(&self) -> impl Iterator<Item = (Option<&Profile>, Note<'_>)> {
        let of_profiles = self
            .shown()
            .flat_map(|(_, profile)| self.notes_of(profile).map(move |note| (Some(profile), note)));
        let configuration = self.configuration_problem.as_deref();
        let configuration = configuration.map(|problem| (None, Note::Configuration(problem)));
        let clock = self.clock_warning().map(|cause| (None, Note::Clock(cause)));
        // Only the Alerts page lists channels: elsewhere the alerts themselves are on the screen.
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

    /// What there is to say of this machine's clock. Where a server's answer will soon tell how it is, nothing before
    /// that failed.
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
            (!self.is_said_elsewhere(profile, name, &failure.cause)).then_some(Note::Feed(name, failure))
        });
        let owed = profile.bills.outstanding.iter().filter(|(_, owed)| !owed.value.0.is_empty());
        let owed = owed.map(|(cycle, owed)| Note::Owes(*cycle, &owed.value));
        feeds.chain(owed)
    }

    /// Without any model, the place of the list says why; the header says that the account is not checked.
    fn is_said_elsewhere(&self, profile: &Profile, feed: FeedName, cause: &Cause) -> bool {
        if feed == FeedName::Quotas {
            !self.shows_all() && profile.snapshot.models.is_empty()
        } else if feed == FeedName::Account {
            cause.means_off()
        } else {
            // Only a feed's own page reports that it cannot be read: on others nobody may miss it.
            !std::ptr::eq(profile, self.profile()) || !pages::shows_data_of(self, feed)
        }
    }
}
