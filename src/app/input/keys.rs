//! Keys: which action they mean now, and what an action does.

use super::{
    clipboard::{self, Copied},
    filter,
};
use crate::{
    app::{
        Action, Effect, Key, State,
        account::requests,
        chrome::status_message::Remark,
        layout::covers_the_list,
        overlays::{columns, palette::input, profiles},
        pages::{alerts, bills, models::cursor, open, wall},
        view::{Overlay, Page},
    },
    domain::Now,
};

/// A key was pressed.
pub(crate) fn key(state: &mut State, key: Key, now: Now) -> Vec<Effect> {
    alerts::dismiss(state);
    state.themes.keep();
    state.said = None;
    if state.palette.is_some() {
        return input::key(state, key, now);
    }
    if state.view.typing
        && let Some(effects) = filter::key(state, key, now)
    {
        return effects;
    }
    state.keymap.action(key).map_or_else(Vec::new, |action| act(state, action, now))
}

/// Does `action`; where the list is covered, nothing that only the list would show.
pub(crate) fn act(state: &mut State, action: Action, now: Now) -> Vec<Effect> {
    if let Some(effects) = wall::act(state, action, now) {
        return effects;
    }
    let (is_covered, on_bills) = (covers_the_list(&state.view), state.view.page == Page::Bills);
    if state.view.page == Page::Alerts
        && let Some(effects) = alerts::act(state, action, now)
    {
        return effects;
    }
    match action {
        Action::Sort | Action::Reverse | Action::Untouched | Action::Demo if is_covered => {}
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
            cursor::by_action(state, action, now);
        }
        Action::Open if columns::toggle(state) => {}
        Action::Open if profiles::choose(state, now) => {}
        Action::Open if on_bills => bills::open(state, now),
        Action::Open => open::open(state),
        Action::Back if on_bills => {
            if !bills::back(state) {
                filter::clear(state, now);
            }
        }
        Action::Back => open::back(state, now),
        Action::NextPage | Action::PreviousPage | Action::Left | Action::Right if open::is_help(state) => {
            open::turn_help(state);
        }
        Action::NextPage => open::turn_page(state, 1, now),
        Action::PreviousPage => open::turn_page(state, -1, now),
        Action::ModelsPage => open::show(state, Page::Models, now),
        Action::BillsPage => open::show(state, Page::Bills, now),
        Action::AlertsPage => open::show(state, Page::Alerts, now),
        Action::Profiles => profiles::offer(state),
        Action::NextProfile => profiles::turn(state, 1, now),
        Action::PreviousProfile => profiles::turn(state, -1, now),
        Action::Filter => {
            state.view.overlay = Overlay::None;
            state.view.typing = true;
        }
        Action::Left if on_bills && !is_covered => bills::turn(state, -1, now),
        Action::Right if on_bills && !is_covered => bills::turn(state, 1, now),
        Action::Product if on_bills => bills::products(state, now),
        Action::Group if on_bills && !is_covered => bills::group(state, now),
        Action::Counterpart if on_bills => bills::to_model(state, now),
        Action::Counterpart => bills::to_bill(state, now),
        Action::Sort if on_bills => {
            let query = &mut state.view.bills.query;
            query.sort = query.sort.next();
            query.reversed = false;
            bills::sum_up(state, now);
        }
        Action::Reverse if on_bills => {
            state.view.bills.query.reversed ^= true;
            bills::sum_up(state, now);
        }
        Action::Left
        | Action::Right
        | Action::Hold
        | Action::Product
        | Action::Group
        | Action::Acknowledge
        | Action::Snooze
        | Action::Mute => {}
        Action::Untouched | Action::Demo if on_bills => {}
        // A filter looks through all of them anyway.
        Action::Untouched if !state.view.filter.is_empty() => {}
        Action::Sort => {
            state.view.sort = state.view.sort.next();
            state.view.reversed = false;
            state.relist();
        }
        Action::Reverse => {
            state.view.reversed = !state.view.reversed;
            state.relist();
        }
        Action::Untouched => {
            state.view.unfolded = !state.view.unfolded;
            state.relist();
        }
        Action::Columns => columns::columns(state),
        Action::Copy => return copy(state, clipboard::copied(state), now),
        Action::CopyRemedy => return copy(state, clipboard::remedy(state), now),
        Action::Palette => input::open(state),
        Action::Account => open::toggle(state, Overlay::Account),
        Action::Help => open::toggle_help(state),
        Action::Theme => state.themes.try_next(),
        Action::Refresh => return requests::refresh(state, now),
        Action::Demo => return open_demo(state, now),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return vec![Effect::Quit],
    }
    // Nobody types into a filter that is covered.
    state.view.typing &= !covers_the_list(&state.view);
    Vec::new()
}

/// Copies it, and says so.
pub(crate) fn copy(state: &mut State, copied: Option<Copied>, now: Now) -> Vec<Effect> {
    let Some(copied) = copied else {
        state.say(Remark::NothingToCopy, now);
        return Vec::new();
    };
    state.say(Remark::Copied(copied.clone()), now);
    vec![Effect::Copy(copied)]
}

/// Shows the demo account, where there is nothing to sign in with.
fn open_demo(state: &mut State, now: Now) -> Vec<Effect> {
    if !state.is_first_run() {
        return Vec::new();
    }
    let id = state.current();
    let Some(profile) = state.profile_mut(id) else { return Vec::new() };
    profile.become_demo(now);
    vec![Effect::OpenDemo]
}
