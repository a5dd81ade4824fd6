//! Where the cursor on the Alerts page leads.

use crate::{
    app::{Command, State, view::Page},
    domain::{FeedName, alert::Subject},
};

/// Where the alert or the event that the cursor is on leads: to its model, its account, the page of its feed.
pub(super) fn opens(state: &State) -> Option<Command> {
    let of_event = state.log_event().map(|(id, event)| (id, event.subject.clone()));
    let of_alert = || state.alerts_entry().map(|(id, entry)| (id, entry.id().1));
    let (id, subject) = of_event.or_else(of_alert)?;
    Some(match subject {
        Subject::Model(name) => Command::Model(id, name),
        Subject::Account | Subject::Feed(FeedName::Account) => Command::Account(id),
        Subject::Feed(FeedName::Quotas) => Command::Page(Page::Models),
        Subject::Feed(FeedName::Bills) => Command::Bills(id),
    })
}
