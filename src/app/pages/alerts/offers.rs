//! Available actions of the Alerts page.

use crate::{
    app::{State, account::alerts::Entry, offer::Offers, view::Overlay},
    domain::{Action, Now, action::Label, alert::Episode},
};

pub(crate) fn offers(state: &State, now: Now, offers: &mut Offers) {
    if state.view.overlay != Overlay::None {
        return;
    }
    if state.alerts_length() > 0 || state.log_length() > 0 {
        offers.movement(Label::Move);
    }
    if state.log_cursor().is_some() {
        offers.hint(Action::Open);
        offers.hint_as(Action::Back, Label::LeaveLog);
        offers.also(&[Action::Counterpart]);
    } else if let Some((_, entry)) = state.alerts_entry() {
        offers.hint(Action::Open);
        match entry {
            Entry::Active(episode) => {
                let undo = undoes(episode, now);
                for action in [Action::Acknowledge, Action::Snooze] {
                    offers.hint_as(action, if undo == Some(action) { Label::Undo } else { Label::Own });
                }
                if episode.subject.model().is_some() {
                    offers.hint(Action::Mute);
                }
            }
            Entry::Muted(_) => offers.hint_as(Action::Mute, Label::Unmute),
        }
        offers.also(&[Action::Counterpart]);
    }
    offers.hint(Action::NextPage);
}

/// The action that undoes an acknowledgement or a snooze that is still in effect.
pub fn undoes(episode: &Episode, now: Now) -> Option<Action> {
    if episode.acknowledged_at.is_some() {
        return Some(Action::Acknowledge);
    }
    episode.is_snoozed(now.utc).then_some(Action::Snooze)
}
