//! Actions of the Alerts page.

use chrono::TimeDelta;

use super::{cursor, regions::Regions, target::opens};
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
        Action::Open | Action::Counterpart => {
            return Some(opens(state).map_or_else(Outcome::default, Outcome::from));
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

/// Acknowledges, snoozes or mutes the selected alert; the same action again undoes it.
fn handle(state: &State, action: Action, now: Now) -> Option<Effect> {
    if state.log_cursor().is_some() {
        return None;
    }
    let (id, entry) = state.alerts_entry()?;
    let handling = match (action, entry) {
        (Action::Acknowledge, Entry::Active(alert)) if alert.acknowledged_at.is_some() => {
            AlertAction::Undo(alert.rule, alert.subject.clone())
        }
        (Action::Snooze, Entry::Active(alert)) if alert.is_snoozed(now.utc) => {
            AlertAction::Undo(alert.rule, alert.subject.clone())
        }
        (Action::Acknowledge, Entry::Active(alert)) => {
            AlertAction::Acknowledge(alert.rule, alert.subject.clone())
        }
        (Action::Snooze, Entry::Active(alert)) => AlertAction::Snooze(
            alert.rule,
            alert.subject.clone(),
            now.utc.checked_add_signed(SNOOZE_DURATION)?,
        ),
        (Action::Mute, Entry::Active(alert)) => AlertAction::Mute(alert.subject.model()?.clone()),
        (Action::Mute, Entry::Muted(model)) => AlertAction::Unmute(model.clone()),
        _ => return None,
    };
    Some(Effect::HandleAlert(state.profile_at(id)?.tag(id), handling))
}
