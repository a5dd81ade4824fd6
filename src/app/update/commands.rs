//! What commands do: actions, and what is told with more than an action.

use super::{bills, filtering, moving, palette, pressing};
use crate::{
    app::{
        Command, Effect, State,
        view::{Overlay, Page},
    },
    domain::Now,
};

/// Does `command`. The palette, which may have said it, is closed before: it does not stand in the way.
pub(super) fn perform(state: &mut State, command: Command, now: Now) -> Vec<Effect> {
    state.palette = None;
    match command {
        Command::Act(action) => return pressing::act(state, action, now),
        Command::Sort(sort) => {
            show(state, Page::Models);
            (state.view.sort, state.view.reversed) = (sort, false);
            state.relist();
        }
        Command::SortBill(sort) => {
            show(state, Page::Bills);
            let query = &mut state.view.bills.query;
            (query.sort, query.reversed) = (sort, false);
            bills::sum_up(state, now);
        }
        Command::GroupBy(grouping) => {
            show(state, Page::Bills);
            bills::group_by(state, grouping, now);
        }
        Command::Cycle(cycle) => {
            show(state, Page::Bills);
            bills::show(state, cycle, now);
        }
        Command::Filter(text) => {
            show(state, state.view.page);
            filtering::set(state, &text, now);
        }
        Command::Product(product) => {
            show(state, Page::Bills);
            bills::take_product(state, product, now);
        }
        Command::Copy(copied) => return pressing::copy(state, Some(copied), now),
        Command::Ask(verb) => palette::ask(state, verb),
        Command::Model(name) if state.profile().model(&name).is_some() => {
            moving::to_model(state, state.current(), &name, now);
        }
        Command::Model(_) => {}
    }
    Vec::new()
}

/// The page on which something is done, with nothing over it.
fn show(state: &mut State, page: Page) {
    state.view.page = page;
    state.view.overlay = Overlay::None;
    state.view.typing = false;
}
