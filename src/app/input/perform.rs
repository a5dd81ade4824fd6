//! Performs commands. A page that leads to another returns a follow-up command.

use super::{clipboard, line_edit::push};
use crate::{
    app::{
        Command, Effect, State,
        account::requests,
        chrome::status_message::Feedback,
        copied::Copied,
        layout::layout,
        outcome::Outcome,
        overlays::{self, chooser, columns, help, palette, profiles, turning},
        pages::{self, bills, calls, models, wall},
        view::{Choice, HelpPage, Overlay, Page},
    },
    domain::{Action, Now},
};

/// Longer chains of follow-up commands can only be a loop.
const MAX_STEPS: usize = 4;

/// Performs `command` and its follow-ups.
pub(crate) fn perform(state: &mut State, command: Command, now: Now) -> Vec<Effect> {
    // The command may come from the palette, which closes now.
    state.palette = None;
    let mut effects = Vec::new();
    let mut next = Some(command);
    for _ in 0..MAX_STEPS {
        let Some(command) = next.take() else { break };
        let outcome = step(state, command, now);
        effects.extend(outcome.effects);
        next = outcome.then;
    }
    effects
}

fn step(state: &mut State, command: Command, now: Now) -> Outcome {
    match command {
        Command::Act(action) => return act(state, action, now),
        Command::Page(page) => pages::show(state, page, now),
        Command::Click(target) => return pages::click(state, target, now),
        Command::Sort(sort) => {
            pages::show(state, Page::Models, now);
            models::sort_by(state, sort);
        }
        Command::SortBill(sort) => {
            pages::show(state, Page::Bills, now);
            bills::sort_by(state, sort, now);
        }
        Command::GroupBy(grouping) => {
            pages::show(state, Page::Bills, now);
            bills::group_by(state, grouping, now);
        }
        Command::Cycle(cycle) => {
            pages::show(state, Page::Bills, now);
            bills::show_cycle(state, cycle, now);
        }
        Command::Filter(wanted) => {
            pages::show(state, state.view.page, now);
            if let Some(text) = pages::filter_text(state) {
                text.clear();
                push(text, &wanted);
                pages::filter_changed(state, now);
            }
        }
        Command::Product(product) => {
            pages::show(state, Page::Bills, now);
            bills::show_product(state, product, now);
        }
        Command::Copy(copied) => return copy(state, Some(copied), Feedback::NothingToCopy, now),
        Command::Ask(verb) => palette::ask(state, verb),
        Command::Model(id, name) => models::show_model(state, id, &name, now),
        Command::Bill(name) => bills::show_model(state, &name, now),
        Command::BillOfKey(key) => bills::show_key(state, &key, now),
        Command::Calls(name) => calls::show_model(state, &name),
        Command::CallsOfKey(key) => calls::show_key(state, &key),
        Command::SortCalls(sort) => {
            pages::show(state, Page::Calls, now);
            calls::sort_by(state, sort);
        }
        Command::PageOf(id, page) => pages::show_of(state, id, page, now),
        Command::Account(id) => {
            if id != state.current() {
                profiles::show(state, Some(id), now);
            }
            return Command::Act(Action::Account).into();
        }
        Command::OpenAccount(account) => return profiles::open_account(state, account, now).into(),
        Command::Profile(id) => profiles::show(state, id, now),
        Command::Theme(name) => state.themes.choose(&name),
        Command::Help(page) => help::show(state, page),
        Command::Turn => turning::open(state, now),
        Command::Choose(choice) => chooser::open(state, choice, now),
        Command::Column(column) => columns::toggle(state, column),
    }
    Outcome::default()
}

/// Offers `action` to the wallboard, the overlay and the page in this order, before its global meaning
/// applies.
fn act(state: &mut State, action: Action, now: Now) -> Outcome {
    let is_open = state.view.overlay != Overlay::None || pages::is_peeking(state);
    let closes = action == Action::Quit && is_open;
    let action = if closes { Action::Back } else { action };
    if let Some(outcome) = wall::act(state, action, now) {
        return outcome;
    }
    let regions = layout(state);
    let outcome = overlays::act(state, &regions, action, now)
        .or_else(|| pages::act(state, &regions.page, action, now))
        .unwrap_or_else(|| everywhere(state, action, now));
    // A covered filter takes no input.
    state.view.typing &= state.view.overlay == Overlay::None;
    outcome
}

/// What `action` does on every page.
fn everywhere(state: &mut State, action: Action, now: Now) -> Outcome {
    match action {
        Action::Open | Action::Back => state.view.overlay = Overlay::None,
        Action::NextPage => pages::turn(state, 1, now),
        Action::PreviousPage => pages::turn(state, -1, now),
        Action::Profiles => chooser::open(state, Choice::Profile, now),
        Action::NextProfile => profiles::turn(state, 1, now),
        Action::PreviousProfile => profiles::turn(state, -1, now),
        Action::Filter if pages::has_filter(state) => {
            state.view.overlay = Overlay::None;
            state.view.typing = true;
        }
        Action::Copy => return copy(state, clipboard::copied(state), Feedback::NothingToCopy, now),
        Action::CopyRemedy => return copy(state, clipboard::remedy(state), Feedback::NothingToFix, now),
        Action::Palette => palette::open(state),
        Action::Account => state.view.open_over(Overlay::ACCOUNT),
        Action::Help => help::show(state, HelpPage::default()),
        Action::Theme => state.themes.next(),
        Action::Refresh => return requests::refresh(state, now).into(),
        Action::Suspend => return Effect::Suspend.into(),
        Action::Quit => return Effect::Quit.into(),
        Action::Page(page) => pages::show(state, page, now),
        // Has a meaning only on another page.
        _ => {}
    }
    Outcome::default()
}

/// Copies to the clipboard, with a status message: `nothing` if there is nothing to copy.
fn copy(state: &mut State, copied: Option<Copied>, nothing: Feedback, now: Now) -> Outcome {
    let Some(copied) = copied else {
        state.show_feedback(nothing, now);
        return Outcome::default();
    };
    state.show_feedback(Feedback::Copied(copied.clone()), now);
    Effect::Copy(copied).into()
}
