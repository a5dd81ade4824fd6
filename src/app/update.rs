//! The one reducer: what each message does to the state, and what is to be done because of it.

pub(crate) use super::account::ingest::order_is_held_until;

use super::{
    Effect, Message, State,
    account::{alerts::evaluation, forecasting, ingest, requests},
    input::{filter, keys, mouse},
    layout::{has_lines_pane, has_whole_detail, layout},
    pages::{alerts, bills, wall},
    view::{Overlay, Page},
};
use crate::domain::Now;

/// Takes `message`, which happened at `now`, into the state. Total and deterministic.
pub fn update(state: &mut State, message: Message, now: Now) -> Vec<Effect> {
    evaluation::note(state, &message);
    let mut effects = match message {
        Message::Key(key) => keys::key(state, key, now),
        Message::Pasted(text) => filter::pasted(state, &text, now),
        Message::Mouse(mouse) => mouse::used(state, mouse, now),
        Message::Resized(size) => {
            state.size = size;
            Vec::new()
        }
        Message::Woke => ingest::woke(state, now),
        Message::Fetched(tag, task, fetched) => ingest::fetched(state, tag, task, fetched, now),
        Message::AskedElsewhere(tag, task, known, next_due) => {
            ingest::asked_elsewhere(state, tag, (task, next_due), known, now)
        }
        Message::MustWait(tag, task, until) => ingest::must_wait(state, tag, task, until, now),
        Message::BillsSaved(tag, kept) => bills::kept(state, tag, kept, now),
        Message::CycleRead(tag, read) => bills::read(state, tag, *read, now),
        Message::LinesRead(tag, page) => bills::lines_read(state, tag, page),
        Message::Foreseen(tag, forecasts) => forecasting::foreseen(state, tag, forecasts, now),
        Message::PastRead(tag, past) => forecasting::past_read(state, tag, *past),
        Message::Alerts(tag, told) => alerts::told(state, tag, told, now),
        Message::NotObserved(tag) => alerts::not_observed(state, tag),
        Message::EvaluateAlerts => evaluation::all(state, now),
        Message::AlertLog(tag, events) => alerts::log_read(state, tag, events),
        Message::Channels(channels) => {
            state.channels = channels;
            Vec::new()
        }
        Message::NewLogin(profile, known) => ingest::new_login(state, profile, known, now),
        Message::FileChanged(profile) => requests::file_changed(state, profile, now),
        Message::Clock(clock) => ingest::clock_seen(state, clock, now),
        Message::Store(storage) => {
            state.storage = storage;
            Vec::new()
        }
        Message::Background(background) => {
            state.themes.follow(background);
            Vec::new()
        }
        Message::Configuration(problem) => {
            state.configuration_problem = Some(problem);
            Vec::new()
        }
        Message::Measured(extents) => {
            state.extents = extents;
            Vec::new()
        }
        Message::Ended => vec![Effect::Quit],
    };
    state.said.take_if(|said| said.until <= now.monotonic);
    effects.extend(bills::due(state, now));
    effects.extend(forecasting::due(state, now));
    effects.extend(alerts::due(state, now));
    effects.extend(requests::due(state, now));
    effects.extend(evaluation::due(state, now));
    wall::settle(state, now);
    if state.wall.is_some() {
        // It has no cursor, and shows no detail.
        return effects;
    }
    close_needless_detail(state);
    match state.view.page {
        Page::Models => keep_cursor_in_sight(state),
        Page::Bills => bills::keep_in_sight(state),
        Page::Alerts => alerts::cursor::keep_in_sight(state),
    }
    effects.extend(bills::lines(state, now));
    effects.extend(forecasting::past(state));
    effects
}

/// The detail is no page any more where it has come to stand beside the list, or its model is gone.
fn close_needless_detail(state: &mut State) {
    let is_needed = !has_whole_detail(state) && state.cursor().is_some();
    if state.view.overlay == Overlay::Detail && !is_needed {
        state.view.overlay = Overlay::None;
    }
    // The lines, too; nothing of a line can be shown that is not there.
    let lines_have_a_pane = has_lines_pane(state.size) || state.bills_group().is_none();
    if state.view.overlay == Overlay::Lines && lines_have_a_pane
        || matches!(state.view.overlay, Overlay::Line { .. }) && state.view.bills.line.is_none()
    {
        state.view.overlay = Overlay::None;
    }
}

/// Scrolls as little as needed for the cursor to be shown, and never beyond the end.
fn keep_cursor_in_sight(state: &mut State) {
    if state.cursor().is_none() {
        // What it was on has gone while something lay over the list.
        state.keep_cursor(None);
    }
    let height = usize::from(layout(state).rows.height);
    if height == 0 {
        return;
    }
    let length = state.list.len();
    let cursor = state.cursor().unwrap_or(0);
    let lowest = cursor.saturating_add(1).saturating_sub(height);
    state.view.offset =
        state.view.offset.clamp(lowest, cursor.max(lowest)).min(length.saturating_sub(height));
}
