//! What Enter opens on the Alerts page.

use crate::{
    app::{Command, State, view::Page},
    domain::{FeedName, alert::Subject},
};

/// The command that opens the subject of the selected alert or event: its model, account or feed.
pub(super) fn opens(state: &State) -> Option<Command> {
    let of_event = state.log_event().map(|(id, event)| (id, event.subject.clone()));
    let of_alert = || state.alerts_entry().map(|(id, entry)| (id, entry.id().1));
    let (id, subject) = of_event.or_else(of_alert)?;
    Some(match subject {
        Subject::Model(name) => Command::Model(id, name),
        Subject::Account | Subject::Feed(FeedName::Account) => Command::Account(id),
        Subject::Feed(feed) => Command::PageOf(id, Page::home(feed)?),
    })
}
