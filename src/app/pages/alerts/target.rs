//! Where Enter and `m` lead from the Alerts page.

use crate::{
    app::{Command, Profile, ProfileId, State, view::Page},
    domain::{FeedName, alert::Subject},
};

/// The command that opens the subject of the selected alert or event: its model, account or feed.
pub(super) fn opens(state: &State) -> Option<Command> {
    let (id, subject) = subject(state)?;
    Some(match subject {
        Subject::Model(name) => Command::Model(id, name),
        Subject::Account | Subject::Feed(FeedName::Account) => Command::Account(id),
        Subject::Feed(feed) => Command::PageOf(id, Page::home(feed)?),
    })
}

/// The command that shows what the selected model or account costs, for the profile that it belongs to;
/// `None` without bills.
pub(super) fn bill(state: &State) -> Option<(ProfileId, Command)> {
    let (id, subject) = subject(state)?;
    let has_bills = state.profile_at(id).is_some_and(Profile::has_bills);
    let command = match subject {
        Subject::Model(name) => Command::Bill(name),
        Subject::Account | Subject::Feed(_) => Command::PageOf(id, Page::Bills),
    };
    has_bills.then_some((id, command))
}

fn subject(state: &State) -> Option<(ProfileId, Subject)> {
    let of_event = state.log_event().map(|(id, event)| (id, event.subject.clone()));
    of_event.or_else(|| state.alerts_entry().map(|(id, entry)| (id, entry.subject())))
}
