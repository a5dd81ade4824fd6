//! The page of the alerts: what is told of them, and what a person does with them.

pub(crate) mod cursor;
mod entries;

use chrono::TimeDelta;

use crate::{
    app::{
        Action, Effect, ProfileId, State,
        account::{alerts::Entry, ingest::current_generation},
        message::Tag,
        overlays::profiles,
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
pub(crate) fn told(state: &mut State, tag: Tag, alerts: Alerts, now: Now) -> Vec<Effect> {
    let before = state.alerts_cursor();
    not_observed(state, tag);
    if let Some(profile) = current_generation(state, tag).filter(|profile| profile.has_alerts()) {
        profile.take_alerts(alerts, now.monotonic);
    }
    cursor::keep_cursor(state, before);
    Vec::new()
}

/// The store has answered an evaluation, whatever the answer is.
pub(crate) fn not_observed(state: &mut State, tag: Tag) -> Vec<Effect> {
    if let Some(profile) = state.profile_mut(tag.profile) {
        profile.evaluation.is_under_way = false;
    }
    Vec::new()
}

/// The log was read.
pub(crate) fn log_read(state: &mut State, tag: Tag, events: Vec<Event>) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag).filter(|profile| profile.has_alerts()) {
        profile.alerts.take_log(events);
    }
    Vec::new()
}

/// Has alerts read that were not yet; a message that stood long enough goes.
pub(crate) fn due(state: &mut State, now: Now) -> Vec<Effect> {
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

/// The newest messages were seen.
pub(crate) fn dismiss(state: &mut State) {
    for (_, profile) in state.profiles_mut() {
        profile.alerts.toast = None;
    }
}

/// A page was opened: of the alerts, what other instances did is read as well.
pub(crate) fn opened(state: &mut State) {
    if state.view.page == Page::Alerts {
        state.profiles_mut().for_each(|(_, profile)| profile.alerts.ask_again());
    }
}

/// Does what `action` means on this page; `None` where it means what it means everywhere.
pub(crate) fn act(state: &mut State, action: Action, now: Now) -> Option<Vec<Effect>> {
    let is_covered = state.view.overlay != Overlay::None;
    match action {
        Action::Open | Action::Back | Action::Left | Action::Right | Action::NextPage if is_covered => {
            return None;
        }
        Action::Open | Action::Counterpart if !is_covered => open(state, now),
        Action::Acknowledge | Action::Snooze | Action::Mute if !is_covered => {
            return Some(handle(state, action, now).into_iter().collect());
        }
        Action::Back if !is_covered => state.view.alerts.event = None,
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

/// What a person does with the alert that the cursor is on; the same key once more takes it back.
fn handle(state: &State, action: Action, now: Now) -> Option<Effect> {
    if state.log_cursor().is_some() {
        return None;
    }
    let (id, entry) = state.alerts_entry()?;
    let handling = match (action, entry) {
        (Action::Acknowledge, Entry::Active(alert)) if alert.acknowledged_at.is_some() => {
            Handling::TakeBack(alert.rule, alert.subject.clone())
        }
        (Action::Snooze, Entry::Active(alert)) if alert.is_snoozed(now.utc) => {
            Handling::TakeBack(alert.rule, alert.subject.clone())
        }
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
    Some(Effect::HandleAlert(state.of(id)?.tag(id), handling))
}

/// Opens what the alert or the event is about: its model, its account, its feed's page.
fn open(state: &mut State, now: Now) {
    let of_event = state.log_event().map(|(id, event)| (id, event.subject.clone()));
    let of_alert = || state.alerts_entry().map(|(id, entry)| (id, entry.id().1));
    let Some((id, subject)) = of_event.or_else(of_alert) else { return };
    let is_known = |name| state.of(id).is_some_and(|profile| profile.model(name).is_some());
    match subject {
        Subject::Model(name) if is_known(&name) => super::models::cursor::to_model(state, id, &name, now),
        Subject::Model(_) => {}
        Subject::Account | Subject::Feed(FeedName::Account) => {
            profiles::account(state, id, now);
        }
        Subject::Feed(FeedName::Quotas) => state.view.page = Page::Models,
        Subject::Feed(FeedName::Bills) => profiles::bills(state, id, now),
    }
}
