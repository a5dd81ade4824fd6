//! Reads bills from the store, takes in the outcome of requests, and schedules the next one.

use crate::{
    app::{
        Effect, ProfileId, State, Tag,
        account::{
            attempts::{current_generation, note_wait, request_failed, to_utc},
            schedule::Task,
        },
        message::BillsSaved,
    },
    domain::{
        Dated, FeedName, Now, SaveData,
        bill::{Cycle, LinesPage, StoredCycle},
    },
};

use super::summary::sum_up;

/// Reads wanted cycles that are not in memory yet, and what the open account page is about.
pub(crate) fn due(state: &mut State, concerned: &[ProfileId], now: Now) -> Vec<Effect> {
    let running = Cycle::at(now.utc);
    let mut effects = Vec::new();
    for id in concerned.iter().copied() {
        let shown = state.cycle_of(id, now.utc);
        let is_account_open = id == state.current() && state.view.overlay.is_account();
        let Some(profile) = state.profile_mut(id).filter(|profile| profile.wants(FeedName::Bills)) else {
            continue;
        };
        let tag = profile.tag(id);
        let bills = &mut profile.bills;
        for cycle in bills.only.map_or([running, running.previous()], |only| [only; 2]) {
            bills.want(cycle);
        }
        bills.want(shown);
        let mut unread = bills.take_unread();
        if bills.needs_reading(shown) {
            unread.push(shown);
        }
        if is_account_open {
            unread.extend(bills.take_unread_closed(now.utc));
        }
        let detail = bills.detail;
        effects.extend(unread.into_iter().map(|cycle| Effect::ReadCycle(tag, cycle, detail)));
    }
    effects
}

/// A request for bills has ended: what was saved is read from the store.
pub(crate) fn saved(state: &mut State, tag: Tag, saved: BillsSaved, now: Now) -> Vec<Effect> {
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.note_login(FeedName::Bills, saved.credential.as_deref());
    profile.bills.is_polled_elsewhere = false;
    let mut effects = Vec::new();
    match saved.failed {
        None => {
            profile.schedule.succeeded(Task::Bills, None, now.monotonic);
            profile.note(Task::Bills, None);
            if profile.schedule.forget_wait(FeedName::Bills, now.monotonic) {
                effects.push(Effect::WaitUntil(tag.profile, FeedName::Bills, None));
            }
        }
        Some(cause) => {
            effects.extend(request_failed(profile, tag.profile, Task::Bills, cause, now));
            // Keeps other instances from retrying before that.
            let next_due = profile.schedule.next_request_at(FeedName::Bills).and_then(|due| to_utc(due, now));
            effects.extend(next_due.map(|due| Effect::NextRequestAt(tag.profile, FeedName::Bills, due)));
        }
    }
    effects.extend(note_wait(profile, tag.profile, Task::Bills, saved.wait_until, now));
    for cycle in &saved.cycles {
        // Even if it is being read already: that may have missed what was just saved.
        profile.bills.begin_reading(*cycle);
        effects.push(Effect::ReadCycle(tag, *cycle, profile.bills.detail));
    }
    if saved.cycles.is_empty() {
        effects.extend(plan(state, tag, now));
    }
    effects
}

/// A cycle was read from the store.
pub(crate) fn read(state: &mut State, tag: Tag, read: StoredCycle, now: Now) -> Vec<Effect> {
    let (running, shown) = (Cycle::at(now.utc), state.cycle_of(tag.profile, now.utc));
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    let cycle = read.ledger.cycle();
    // Once: an import computes them itself, but an earlier version may have stored the lines.
    let computes_grants = !std::mem::replace(&mut profile.bills.are_grants_requested, true);
    profile.bills.take(read, shown, now.utc);
    if cycle == running || profile.bills.only == Some(cycle) {
        let read_at = profile.bills.read_at(cycle);
        profile.snapshot.feed_mut(FeedName::Bills).fetched_at = read_at;
        let since = profile.failure(Task::Bills).map(|failure| failure.since);
        if profile.bills.is_polled_elsewhere && since.is_some_and(|since| read_at > Some(since)) {
            profile.note(Task::Bills, None);
        }
    }
    // The list of models has a column of costs, and those that cost most come first.
    let hold = state.holds_order(now);
    state.rearrange_of(|id| id == tag.profile, now, hold);
    let mut effects: Vec<Effect> = plan(state, tag, now).into_iter().collect();
    effects.extend(save(state, tag, now));
    effects.extend(computes_grants.then_some(Effect::RenewBillGrants(tag)));
    if cycle == shown && tag.profile == state.current() {
        sum_up(state, now);
    }
    effects
}

/// Has the sum of all bills saved, so that the next run shows it at once.
fn save(state: &mut State, tag: Tag, now: Now) -> Option<Effect> {
    let offline = state.offline;
    let profile = current_generation(state, tag).filter(|_| !offline)?;
    let value = profile.bills.take_summary(now.utc)?;
    Some(Effect::Save(tag.profile, SaveData::Bills(Dated { value, fetched_at: now.utc })))
}

/// Another instance polls bills: reads what it has stored so far.
pub(crate) fn read_again(state: &mut State, tag: Tag, now: Now) -> Vec<Effect> {
    let cycles = [Cycle::at(now.utc), state.cycle_of(tag.profile, now.utc)];
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.bills.is_polled_elsewhere = true;
    let detail = profile.bills.detail;
    let wanted = cycles.into_iter().filter(|cycle| profile.bills.begin_reading(*cycle));
    wanted.map(|cycle| Effect::ReadCycle(tag, cycle, detail)).collect()
}

fn plan(state: &mut State, tag: Tag, now: Now) -> Option<Effect> {
    if state.offline {
        return None;
    }
    let (running, shown) = (Cycle::at(now.utc), state.cycle_of(tag.profile, now.utc));
    let profile = current_generation(state, tag)?;
    let has_failed = profile.failure(Task::Bills).is_some();
    // Another polling instance only fetches the newest cycles: an older one on screen is requested here.
    let is_older_cycle = shown < running.previous() && profile.bills.is_due(shown, now.utc) && !has_failed;
    let is_planned = profile.schedule.is_planned(Task::Bills) && !is_older_cycle;
    let is_busy = profile.bills.is_busy() || profile.schedule.is_under_way(Task::Bills) || is_planned;
    let may_request = profile.requests_bills() && !is_busy && !(has_failed && profile.schedule.is_one_shot());
    let next = profile.bills.next_request_at(now.utc).filter(|_| may_request)?;
    let delay = next.signed_duration_since(now.utc).to_std().unwrap_or_default();
    let repeated_until = profile.bills.repeats_until(shown, now.utc);
    let due = now.monotonic.saturating_add(delay).max(repeated_until.unwrap_or_default());
    if is_older_cycle && due <= now.monotonic {
        profile.schedule.force(Task::Bills, due);
    } else {
        profile.schedule.plan(Task::Bills, due);
    }
    Some(Effect::NextRequestAt(tag.profile, FeedName::Bills, to_utc(due, now)?))
}

pub(crate) fn lines_read(state: &mut State, tag: Tag, page: LinesPage) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag) {
        profile.bills.take_lines(page);
    }
    Vec::new()
}
