//! Available actions of the Alerts page.

use super::target::bill;
use crate::{
    app::{
        State,
        account::alerts::{AlertRow, Entry},
        offer::Offers,
    },
    domain::{Action, Now, action::Label, alert::AlertState},
};

pub(crate) fn offers(state: &State, now: Now, offers: &mut Offers) {
    if state.alerts_length() > 0 || state.log_length() > 0 {
        offers.movement(Label::Move);
    }
    if state.log_cursor().is_some() {
        offers.hint(Action::Open);
        offers.hint_as(Action::Back, Label::LeaveLog);
    } else if let Some((_, entry)) = state.alerts_entry() {
        offers.hint(Action::Open);
        match entry {
            Entry::Active(row) => {
                let undo = undoes(row, now);
                for action in [Action::Acknowledge, Action::Snooze] {
                    offers.hint_as(action, if undo == Some(action) { Label::Undo } else { Label::Own });
                }
                if row.subject.model().is_some() {
                    offers.hint(Action::Mute);
                }
            }
            Entry::Muted(_) => offers.hint_as(Action::Mute, Label::Unmute),
        }
    }
    if bill(state).is_some() {
        offers.hint_as(Action::Counterpart, Label::Bill);
    }
    offers.hint(Action::NextPage);
}

/// The action that undoes an acknowledgement or a snooze that is still in effect.
pub fn undoes(row: &AlertRow, now: Now) -> Option<Action> {
    match row.state(now.utc) {
        AlertState::Acknowledged(_) => Some(Action::Acknowledge),
        AlertState::Snoozed(_) => Some(Action::Snooze),
        AlertState::New | AlertState::KnownAtStart => None,
    }
}
