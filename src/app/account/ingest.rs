//! What changes when a source responds, another instance has data, or time passes.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    attempts::{current_generation, note_wait, request_failed, to_utc},
    bills::{reading, summary::explain},
    calls,
    profile::Profile,
    schedule::Task,
};
use crate::{
    app::{Effect, ProfileId, State, Tag, chrome::visible_profiles::HOLD_ORDER},
    domain::{
        Cause, ClockState, Dated, FeedName, FeedState, Fetched, LastKnown, Now, Response, SaveData, Status,
        bill::BillGrant,
        login::{self, LoginRecord, LoginUse},
    },
};

/// How long another instance needs to store a response.
const WRITING_TIME: Duration = Duration::from_secs(2);

/// Updates rows whose status changes with time alone, and sorts the list if that was deferred.
pub(crate) fn woke(state: &mut State, now: Now) -> Vec<Effect> {
    let has_changed = state.next_change().is_some_and(|at| at <= now.utc);
    let is_over = state.order_is_held && !state.holds_order(now);
    if is_over {
        state.rearrange(now, false);
    } else if has_changed {
        // Time alone does not reorder the list while the user reads it; the next poll does. A sort that was
        // deferred for another reason is still due.
        let was_held = state.order_is_held;
        state.rearrange_of(|_| false, now, true);
        state.order_is_held = was_held;
    }
    Vec::new()
}

/// When the list may be sorted again, on the monotonic clock.
pub(crate) fn order_is_held_until(state: &State) -> Option<Duration> {
    state
        .order_is_held
        .then(|| state.view.moved_in_a_list_at().unwrap_or_default().saturating_add(HOLD_ORDER))
}

/// The clock check has finished.
pub(crate) fn clock_checked(state: &mut State, clock: ClockState, now: Now) -> Vec<Effect> {
    state.clock = clock;
    data_changed(state, None, now);
    Vec::new()
}

/// The data of a profile have changed, or what concerns all of them.
pub(crate) fn data_changed(state: &mut State, changed: Option<ProfileId>, now: Now) {
    let hold = state.holds_order(now);
    state.rearrange_of(|id| changed.is_none_or(|changed| changed == id), now, hold);
    explain(state, now);
}

/// The free quotas that exported bills tell were computed.
pub(crate) fn bill_grants_read(state: &mut State, tag: Tag, grants: Vec<BillGrant>, now: Now) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag)
        && profile.bill_grants != grants
    {
        profile.take_bill_grants(grants);
        profile.forecasts.plan(now.monotonic);
        data_changed(state, Some(tag.profile), now);
    }
    Vec::new()
}

/// A source has responded.
pub(crate) fn fetched(state: &mut State, tag: Tag, task: Task, fetched: Fetched, now: Now) -> Vec<Effect> {
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    if profile.is_of_another_login(task, &fetched) {
        // The previous login is refused now, and this one may belong to another account: all data of the old
        // one go, and everything is requested again.
        profile.start_over(LastKnown::default(), now);
        profile.note_credential(task.feed(), &fetched);
        state.rearrange(now, false);
        return Vec::new();
    }
    profile.note_credential(task.feed(), &fetched);
    let mut effects = Vec::new();
    let has_quotas = matches!(fetched.answer, Ok(Response::Quotas(_)));
    let has_list = matches!(fetched.answer, Ok(Response::Catalogue(_)));
    // Recorded answers are as old as the recording.
    let read = Now { utc: profile.recorded_at.unwrap_or(now.utc), ..now };
    let failed = match fetched.answer {
        Ok(answer) => take(profile, answer, read, tag.profile, &mut effects),
        Err(cause) => Some(cause),
    };
    match failed {
        None => succeeded(profile, task, tag.profile, now, &mut effects),
        Some(cause) => effects.extend(request_failed(profile, tag.profile, task, cause, now)),
    }
    effects.extend(note_wait(profile, tag.profile, task, fetched.wait_until, now));
    if has_list && profile.has_unread_models() {
        profile.schedule.plan(Task::Quotas, now.monotonic);
        profile.schedule.plan(Task::Switches, now.monotonic);
    }
    // What is due at once is announced with its own response.
    let next_due = profile.schedule.next_request_at(task.feed()).filter(|due| *due > now.monotonic);
    if let Some(next_due) = next_due.and_then(|due| to_utc(due, now)) {
        effects.push(Effect::NextRequestAt(tag.profile, task.feed(), next_due));
    }
    if has_list {
        state.share_list(tag.profile);
    }
    data_changed(state, Some(tag.profile), now);
    if has_quotas {
        request_switches_after_running_out(state, tag.profile, now);
    }
    effects
}

/// The console was called with a token: when it may lapse.
pub(crate) fn login_used(
    state: &mut State,
    tag: Tag,
    used: &LoginUse,
    records: &[LoginRecord],
    now: Now,
) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag) {
        profile.lapse = login::lapse(records, used, now.utc);
        profile.minted = login::minted(records, used);
    }
    Vec::new()
}

/// Merges a response, and has it saved for the next run.
fn take(
    profile: &mut Profile,
    answer: Response,
    now: Now,
    id: ProfileId,
    effects: &mut Vec<Effect>,
) -> Option<Cause> {
    let saved = match &answer {
        Response::Catalogue(list) if list.failed.is_none() => {
            Some(SaveData::Catalogue(Dated { value: list.models.clone(), fetched_at: now.utc }))
        }
        Response::Account(balance) => {
            Some(SaveData::Balance(Dated { value: balance.clone(), fetched_at: now.utc }))
        }
        _ => None,
    };
    let is_quotas = matches!(answer, Response::Quotas(_));
    let range = if let Response::Calls(reading) = &answer { Some(reading.calls.range) } else { None };
    let is_models = is_quotas || matches!(answer, Response::FreeQuotaOnly(_) | Response::FleetAccount(_));
    let failed = profile.take(answer, now);
    effects.extend(saved.map(|data| Effect::Save(id, data)));
    let calls = range.and_then(|range| profile.calls.get(range)).cloned();
    effects.extend(calls.map(|calls| Effect::SaveCalls(id, calls)));
    // The store has the new figures by the time it makes forecasts. Earlier ones may lack a figure that had not been
    // read for long.
    let is_first = is_quotas && (profile.schedule.is_one_shot() || profile.forecasts.are_recalled());
    if profile.take_movement() || is_first {
        profile.forecasts.plan(now.monotonic);
    }
    if is_models && let Some(fetched_at) = profile.snapshot.feed(FeedName::Quotas).fetched_at {
        let value = profile.models_to_save();
        effects.push(Effect::Save(id, SaveData::Models(Dated { value, fetched_at })));
    }
    failed
}

fn succeeded(profile: &mut Profile, task: Task, id: ProfileId, now: Now, effects: &mut Vec<Effect>) {
    let every = profile.every(task);
    profile.schedule.succeeded(task, every, now.monotonic);
    if task != Task::Snapshot {
        profile.note(task, None);
    }
    if profile.schedule.forget_wait(task.feed(), now.monotonic) {
        effects.push(Effect::WaitUntil(id, task.feed(), None));
    }
}

/// A model has just run out, and may be stopped or billed: its Free Quota Only state is requested at once.
fn request_switches_after_running_out(state: &mut State, id: ProfileId, now: Now) {
    let Some(profile) = state.profile_mut(id) else { return };
    let over = |status: Status| matches!(status, Status::Exhausted | Status::Expired);
    let count = profile.rows.rows.iter().filter(|row| over(row.status)).count();
    let ran_out = profile.known_over.replace(count).is_some_and(|before| count > before);
    if ran_out && profile.schedule.is_planned(Task::Switches) {
        profile.schedule.plan(Task::Switches, now.monotonic);
    }
}

/// Another instance polls the server: uses its data.
pub(crate) fn polled_elsewhere(
    state: &mut State,
    tag: Tag,
    (task, next_due): (Task, DateTime<Utc>),
    known: LastKnown,
    now: Now,
) -> Vec<Effect> {
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.recall(known, now);
    if profile.take_movement() {
        profile.forecasts.plan(now.monotonic);
    }
    let ahead = next_due.signed_duration_since(now.utc).to_std().unwrap_or_default();
    let next = now.monotonic.saturating_add(ahead).saturating_add(WRITING_TIME);
    profile.schedule.put_off(task, next);
    if task == Task::Catalogue && !profile.snapshot.models.is_empty() {
        // Reading the list here would have led to these; the other instance may be gone by then.
        for task in [Task::Quotas, Task::Switches] {
            if !profile.schedule.is_planned(task) {
                profile.schedule.put_off(task, next);
            }
        }
    }
    if profile.schedule.yields() && lags_behind(profile, task, now) {
        profile.schedule.force(task, now.monotonic);
    }
    if task == Task::Catalogue {
        state.share_list(tag.profile);
    }
    data_changed(state, Some(tag.profile), now);
    match task {
        Task::Bills => reading::read_again(state, tag, now),
        Task::Calls => {
            calls::reading::read_again(state, tag);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Whether the instance that holds the lease has not carried out `task` for too long. Bills have intervals of
/// their own.
fn lags_behind(profile: &Profile, task: Task, now: Now) -> bool {
    match task {
        Task::Catalogue => profile.snapshot.models.is_empty(),
        Task::Bills | Task::Calls | Task::Snapshot | Task::Fleet | Task::Plans => false,
        _ => profile.snapshot.feed_state(task.feed(), profile.refresh, now.utc) != FeedState::Fresh,
    }
}

/// The server accepts no requests before `until`, according to this or another run.
pub(crate) fn rate_limited(
    state: &mut State,
    tag: Tag,
    task: Task,
    until: DateTime<Utc>,
    now: Now,
) -> Vec<Effect> {
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.schedule.wait_until(task.feed(), until, now);
    profile.schedule.put_off(task, now.monotonic);
    profile.note(task, Some((Cause::RateLimited { until: Some(until) }, now.utc)));
    Vec::new()
}

/// The login has changed: the old account is no longer shown.
pub(crate) fn new_login(state: &mut State, id: ProfileId, known: LastKnown, now: Now) -> Vec<Effect> {
    let Some(profile) = state.profile_mut(id) else { return Vec::new() };
    profile.start_over(known, now);
    state.share_list(id);
    state.rearrange(now, false);
    Vec::new()
}
