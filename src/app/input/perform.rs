//! What commands do: actions, and what is told with more than an action.

use super::{filter, keys};
use crate::{
    app::{
        Command, Effect, State,
        overlays::{columns, palette::input, profiles},
        pages::{bills, models::cursor, open},
        view::Page,
    },
    domain::Now,
};

/// Does `command`. The palette, which may have said it, is closed before: it does not stand in the way.
pub(crate) fn perform(state: &mut State, command: Command, now: Now) -> Vec<Effect> {
    state.palette = None;
    match command {
        Command::Act(action) => return keys::act(state, action, now),
        Command::Sort(sort) => {
            open::show(state, Page::Models, now);
            (state.view.sort, state.view.reversed) = (sort, false);
            state.relist();
        }
        Command::SortBill(sort) => {
            open::show(state, Page::Bills, now);
            let query = &mut state.view.bills.query;
            (query.sort, query.reversed) = (sort, false);
            bills::sum_up(state, now);
        }
        Command::GroupBy(grouping) => {
            open::show(state, Page::Bills, now);
            bills::group_by(state, grouping, now);
        }
        Command::Cycle(cycle) => {
            open::show(state, Page::Bills, now);
            bills::show(state, cycle, now);
        }
        Command::Filter(text) => {
            open::show(state, state.view.page, now);
            filter::set(state, &text, now);
        }
        Command::Product(product) => {
            open::show(state, Page::Bills, now);
            bills::take_product(state, product, now);
        }
        Command::Copy(copied) => return keys::copy(state, Some(copied), now),
        Command::Ask(verb) => input::ask(state, verb),
        Command::Model(id, name) => {
            if state.is_shown(id) && state.of(id).is_some_and(|profile| profile.model(&name).is_some()) {
                cursor::to_model(state, id, &name, now);
            }
        }
        Command::Profile(id) => profiles::show(state, id, now),
        Command::Theme(name) => state.themes.try_this(&name),
        Command::Column(column) => columns::toggle_this(state, column),
    }
    Vec::new()
}
