//! The reducer: applies messages to the state and returns side effects.

use super::{
    Effect, Message, State,
    account::{alerts::evaluation, bills, calls, forecasting, ingest, requests},
    concerned::{About, concerned},
    input::{keys, mouse},
    layout::layout,
    overlays::turning::run,
    pages::{self, alerts, wall},
};
use crate::domain::Now;

/// Applies `message`, which occurred at `now`. Total and deterministic.
pub fn update(state: &mut State, message: Message, now: Now) -> Vec<Effect> {
    let about = About::of(&message);
    evaluation::note(state, &message);
    let mut effects = match message {
        Message::Key(key) => keys::key(state, key, now),
        Message::Pasted(text) => {
            keys::pasted(state, &text, now);
            Vec::new()
        }
        Message::Mouse(mouse) => mouse::handle(state, mouse, now),
        Message::Resized(size) => {
            state.size = size;
            Vec::new()
        }
        Message::Woke => ingest::woke(state, now),
        Message::Fetched(tag, task, fetched) => ingest::fetched(state, tag, task, fetched, now),
        Message::PolledElsewhere(tag, task, known, next_due) => {
            ingest::polled_elsewhere(state, tag, (task, next_due), *known, now)
        }
        Message::RateLimited(tag, task, until) => ingest::rate_limited(state, tag, task, until, now),
        Message::BillsSaved(tag, saved) => bills::reading::saved(state, tag, saved, now),
        Message::BillGrants(tag, grants) => ingest::bill_grants_read(state, tag, grants, now),
        Message::CycleRead(tag, read) => bills::reading::read(state, tag, *read, now),
        Message::LinesRead(tag, page) => bills::reading::lines_read(state, tag, page),
        Message::CallsRead(tag, range, stored) => calls::reading::read(state, tag, range, stored, now),
        Message::Trends(tag, trends) => forecasting::take_trends(state, tag, trends),
        Message::Forecasts(tag, forecasts) => forecasting::take(state, tag, forecasts, now),
        Message::HistoryRead(tag, history) => forecasting::history_read(state, tag, *history),
        Message::Alerts(tag, active) => {
            alerts::changed(state, tag, active, now);
            alerts::read_deliveries(state, Some(tag.profile))
        }
        Message::EvaluationFailed(tag) => {
            alerts::evaluation_ended(state, tag);
            Vec::new()
        }
        Message::EvaluateAlerts => evaluation::all(state, now),
        Message::AlertLog(tag, events) => {
            alerts::log_read(state, tag, events);
            Vec::new()
        }
        Message::Channels(channels) => {
            state.channels = channels;
            alerts::read_deliveries(state, None)
        }
        Message::Deliveries(tag, deliveries) => {
            alerts::deliveries_read(state, tag, deliveries);
            Vec::new()
        }
        Message::Changed(tag, change, outcome) => run::ended(state, tag, &change, outcome, now),
        Message::LoginUsed(tag, used, records) => ingest::login_used(state, tag, &used, &records, now),
        Message::NewLogin(profile, known) => ingest::new_login(state, profile, *known, now),
        Message::FileChanged(profile) => requests::file_changed(state, profile, now),
        Message::Clock(clock) => ingest::clock_checked(state, clock, now),
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
    state.status_message.take_if(|message| message.until <= now.monotonic);
    let concerned = concerned(state, about, now);
    for due in [
        bills::reading::due,
        calls::reading::due,
        forecasting::due,
        alerts::due,
        requests::due,
        evaluation::due,
    ] {
        effects.extend(due(state, &concerned, now));
    }
    if !state.keeps_lists {
        // Nothing is shown, so that nothing has to be in sight.
        return effects;
    }
    wall::settle(state, now);
    if state.wall.is_some() {
        // The wallboard has no cursor and no detail.
        return effects;
    }
    pages::close_obsolete_overlay(state);
    let regions = layout(state);
    effects.extend(pages::settle(state, &regions.page, now));
    effects
}
