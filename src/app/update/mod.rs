//! The one reducer: what each message does to the state, and what is to be done because of it.

mod alerts;
mod asking;
mod bills;
mod choosing;
mod commands;
mod data;
mod filtering;
mod foreseeing;
mod mouse;
mod moving;
mod pages;
mod palette;
mod pressing;
mod profiles;
mod typing;
mod wall;

pub(super) use data::order_is_held_until;

use super::{
    Effect, Message, State,
    layout::{has_lines_pane, has_whole_detail, layout},
    view::{Overlay, Page},
};
use crate::domain::Now;

/// Takes `message`, which happened at `now`, into the state. Total and deterministic.
pub fn update(state: &mut State, message: Message, now: Now) -> Vec<Effect> {
    let mut effects = match message {
        Message::Key(key) => pressing::key(state, key, now),
        Message::Pasted(text) => filtering::pasted(state, &text, now),
        Message::Mouse(mouse) => mouse::used(state, mouse, now),
        Message::Resized(size) => {
            state.size = size;
            Vec::new()
        }
        Message::Woke => data::woke(state, now),
        Message::Fetched(tag, task, fetched) => data::fetched(state, tag, task, fetched, now),
        Message::AskedElsewhere(tag, task, known, next_due) => {
            data::asked_elsewhere(state, tag, (task, next_due), known, now)
        }
        Message::MustWait(tag, task, until) => data::must_wait(state, tag, task, until, now),
        Message::BillsKept(tag, kept) => bills::kept(state, tag, kept, now),
        Message::CycleRead(tag, read) => bills::read(state, tag, *read, now),
        Message::LinesRead(tag, page) => bills::lines_read(state, tag, page),
        Message::Foreseen(tag, forecasts) => foreseeing::foreseen(state, tag, forecasts, now),
        Message::PastRead(tag, past) => foreseeing::past_read(state, tag, *past),
        Message::Alerts(tag, told) => alerts::told(state, tag, told, now),
        Message::AlertLog(tag, events) => alerts::log_read(state, tag, events),
        Message::Channels(channels) => {
            state.channels = channels;
            Vec::new()
        }
        Message::NewLogin(profile, known) => data::new_login(state, profile, known, now),
        Message::FileChanged(profile) => asking::file_changed(state, profile, now),
        Message::Clock(clock) => data::clock_seen(state, clock, now),
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
        Message::Ended => vec![Effect::Quit],
    };
    state.said.take_if(|said| said.until <= now.monotonic);
    effects.extend(bills::due(state, now));
    effects.extend(foreseeing::due(state, now));
    effects.extend(alerts::due(state, now));
    effects.extend(asking::due(state, now));
    super::wall::settle(state, now);
    if state.wall.is_some() {
        // It has no cursor, and shows no detail.
        return effects;
    }
    close_needless_detail(state);
    match state.view.page {
        Page::Models => keep_cursor_in_sight(state),
        Page::Bills => bills::keep_in_sight(state),
        Page::Alerts => alerts::moving::keep_in_sight(state),
    }
    effects.extend(bills::lines(state, now));
    effects.extend(foreseeing::past(state));
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
