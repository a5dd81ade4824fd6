//! Actions of the Alerts page.

use chrono::TimeDelta;

use super::{
    cursor,
    offers::undoes,
    regions::Regions,
    target::{bill, opens},
};
use crate::{
    app::{Effect, State, account::alerts::Entry, outcome::Outcome, scroll, view::Overlay},
    domain::{Action, Now, alert::AlertAction},
};

const SNOOZE_DURATION: TimeDelta = TimeDelta::hours(8);

/// Performs `action`; `None` leaves it to its global meaning.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action, now: Now) -> Option<Outcome> {
    if state.view.overlay != Overlay::None {
        return None;
    }
    let page = if state.log_cursor().is_some() { regions.log_rows() } else { regions.rows }.height;
    if let Some(by) = scroll::rows(action, page) {
        cursor::by(state, regions, by);
        return Some(Outcome::default());
    }
    match action {
        Action::Open => return Some(opens(state).map_or_else(Outcome::default, Outcome::from)),
        Action::Counterpart => {
            let Some((id, command)) = bill(state) else { return Some(Outcome::default()) };
            state.focus(id);
            return Some(command.into());
        }
        Action::Acknowledge | Action::Snooze | Action::Mute => {
            return Some(handle(state, action, now).map_or_else(Outcome::default, Outcome::from));
        }
        Action::Back => state.view.alerts.event = None,
        _ => return None,
    }
    Some(Outcome::default())
}

/// The page was opened: reads the alerts again, since other instances may have changed them.
pub(crate) fn opened(state: &mut State) {
    state.profiles_mut().for_each(|(_, profile)| profile.alerts.invalidate());
}

/// Acknowledges or snoozes all alerts of the selected row, or mutes its model; the same action again undoes it.
fn handle(state: &State, action: Action, now: Now) -> Option<Effect> {
    if state.log_cursor().is_some() {
        return None;
    }
    let (id, entry) = state.alerts_entry()?;
    let handling = match (action, entry) {
        (Action::Acknowledge | Action::Snooze, Entry::Active(row)) if undoes(row, now) == Some(action) => {
            AlertAction::Undo(row.subject.clone())
        }
        (Action::Acknowledge, Entry::Active(row)) => AlertAction::Acknowledge(row.subject.clone()),
        (Action::Snooze, Entry::Active(row)) => {
            AlertAction::Snooze(row.subject.clone(), now.utc.checked_add_signed(SNOOZE_DURATION)?)
        }
        (Action::Mute, Entry::Active(row)) => AlertAction::Mute(row.subject.model()?.clone()),
        (Action::Mute, Entry::Muted(model)) => AlertAction::Unmute(model.clone()),
        _ => return None,
    };
    Some(Effect::HandleAlert(state.profile_at(id)?.tag(id), handling))
}
