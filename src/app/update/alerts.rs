//! The page of the alerts: what is told of them, and what a person does with them.

use chrono::TimeDelta;

use super::{data::current_generation, moving};
use crate::{
    app::{
        Action, Effect, ProfileId, Regions, State,
        alerts::{Entry, EntryId},
        layout::layout,
        message::Tag,
        view::{Overlay, Page},
    },
    domain::{
        FeedName, Now,
        alert::{Alerts, Event, Handling, Subject},
    },
};

/// For how long an alert is put off.
const SNOOZE: TimeDelta = TimeDelta::hours(8);

/// The store told how alerts are.
pub(super) fn told(state: &mut State, tag: Tag, alerts: Alerts, now: Now) -> Vec<Effect> {
    let before = state.alerts_cursor();
    if let Some(profile) = current_generation(state, tag).filter(|profile| profile.has_alerts()) {
        profile.take_alerts(alerts, now.monotonic);
    }
    keep_cursor(state, before);
    Vec::new()
}

/// The log was read.
pub(super) fn log_read(state: &mut State, tag: Tag, events: Vec<Event>) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag).filter(|profile| profile.has_alerts()) {
        profile.alerts.take_log(events);
    }
    Vec::new()
}

/// Has alerts read that were not yet; a message that stood long enough goes.
pub(super) fn due(state: &mut State, now: Now) -> Vec<Effect> {
    let ids: Vec<ProfileId> = state.profiles().map(|(id, _)| id).collect();
    let mut effects = Vec::new();
    for id in ids {
        let Some(profile) = state.profile_mut(id) else { continue };
        profile.alerts.toast.take_if(|toast| toast.until <= now.monotonic);
        if profile.has_alerts() && !profile.schedule.asks_once() && profile.alerts.take_due() {
            effects.push(Effect::ReadAlerts(profile.tag(id)));
        }
    }
    effects
}

/// The newest message was seen.
pub(super) fn dismiss(state: &mut State) {
    let id = state.current();
    if let Some(profile) = state.profile_mut(id) {
        profile.alerts.toast = None;
    }
}

/// A page was opened: of the alerts, what other instances did is read as well.
pub(super) fn opened(state: &mut State) {
    let id = state.current();
    if state.view.page == Page::Alerts
        && let Some(profile) = state.profile_mut(id)
    {
        profile.alerts.ask_again();
    }
}

/// Moves the cursor by so many rows, as far as there are.
pub(super) fn by(state: &mut State, by: isize) {
    let last = state.profile().alerts.length().saturating_sub(1);
    select(state, state.alerts_cursor().unwrap_or(0).saturating_add_signed(by).min(last));
}

/// A click moves the cursor; a second one opens what it is on.
pub(super) fn click(state: &mut State, regions: &Regions, (column, row): (u16, u16), now: Now) {
    if !regions.rows.contains(column, row) {
        return;
    }
    let at = state.view.alerts.offset.saturating_add(usize::from(row.saturating_sub(regions.rows.y)));
    if state.alerts_cursor() == Some(at) {
        open(state, now);
    } else if at < state.profile().alerts.length() {
        select(state, at);
    }
}

/// Does what `action` means on this page; `None` where it means what it means everywhere.
pub(super) fn act(state: &mut State, action: Action, now: Now) -> Option<Vec<Effect>> {
    let is_covered = state.view.overlay != Overlay::None;
    match action {
        Action::Open | Action::Back | Action::Left | Action::Right | Action::NextPage if is_covered => {
            return None;
        }
        Action::Open | Action::Counterpart if !is_covered => open(state, now),
        Action::Acknowledge | Action::Snooze | Action::Mute if !is_covered => {
            return Some(handle(state, action, now).into_iter().collect());
        }
        // There is nothing here to look for, to order or to group.
        Action::Acknowledge
        | Action::Snooze
        | Action::Mute
        | Action::Counterpart
        | Action::Back
        | Action::Left
        | Action::Right
        | Action::Filter
        | Action::Sort
        | Action::Reverse
        | Action::Untouched
        | Action::Product
        | Action::Group => {}
        _ => return None,
    }
    Some(Vec::new())
}

fn handle(state: &State, action: Action, now: Now) -> Option<Effect> {
    let handling = match (action, state.alerts_entry()?) {
        (Action::Acknowledge, Entry::Active(alert)) => {
            Handling::Acknowledge(alert.rule, alert.subject.clone())
        }
        (Action::Snooze, Entry::Active(alert)) => {
            Handling::Snooze(alert.rule, alert.subject.clone(), now.utc.checked_add_signed(SNOOZE)?)
        }
        (Action::Mute, Entry::Active(alert)) => Handling::Mute(alert.subject.model()?.clone()),
        (Action::Mute, Entry::Muted(model)) => Handling::Unmute(model.clone()),
        _ => return None,
    };
    Some(Effect::HandleAlert(state.profile().tag(state.current()), handling))
}

/// Opens what the alert is about: its model, its account, its feed's page.
fn open(state: &mut State, now: Now) {
    let Some((_, subject)) = state.alerts_entry().map(|entry| entry.id()) else { return };
    match subject {
        Subject::Model(name) if state.profile().model(&name).is_some() => moving::to_model(state, name, now),
        Subject::Model(_) => {}
        Subject::Account | Subject::Feed(FeedName::Account) => state.view.overlay = Overlay::Account,
        Subject::Feed(FeedName::Quotas) => state.view.page = Page::Models,
        Subject::Feed(FeedName::Bills) => {
            if state.pages().any(|page| page == Page::Bills) {
                state.view.page = Page::Bills;
            }
        }
    }
}

fn select(state: &mut State, position: usize) {
    state.view.alerts.selected = id_at(state, position);
}

fn id_at(state: &State, position: usize) -> Option<EntryId> {
    state.profile().alerts.entries().nth(position).map(|entry| entry.id())
}

/// Leaves the cursor on its alert; where that is gone, on the row that took its place.
fn keep_cursor(state: &mut State, before: Option<usize>) {
    if state.alerts_cursor().is_none() {
        let last = state.profile().alerts.length().saturating_sub(1);
        select(state, before.unwrap_or(0).min(last));
    }
}

/// Scrolls as little as needed for the cursor to be shown, and never beyond the end.
pub(super) fn keep_in_sight(state: &mut State) {
    keep_cursor(state, None);
    let height = usize::from(layout(state).rows.height);
    if height == 0 {
        return;
    }
    let length = state.profile().alerts.length();
    let cursor = state.alerts_cursor().unwrap_or(0);
    let lowest = cursor.saturating_add(1).saturating_sub(height);
    let offset = state.view.alerts.offset.clamp(lowest, cursor.max(lowest));
    state.view.alerts.offset = offset.min(length.saturating_sub(height));
}
