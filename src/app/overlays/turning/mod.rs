//! The dialog that turns Free Quota Only on or off, for marked models, one, or all with quota left: it asks for a word, sends
//! the changes, one after another, and says what came of each.
//!
//! It takes all keys while it is shown, except the one that always quits. There is one at most; while its change is
//! under way it can be hidden, and it comes back with the outcome.

pub mod dialog;
pub(crate) mod proposals;
pub(crate) mod run;

use dialog::{Scope, Stage, Turning};

use crate::{
    app::{
        Action, Code, Command, Effect, Key, State,
        input::line_edit::{edit, push},
        offer::Offers,
        scroll,
    },
    domain::{Now, action::Label},
};

/// Opens it, if it can be turned for anything; one that is hidden is shown again.
pub(crate) fn open(state: &mut State, now: Now) {
    if let Some(turning) = &mut state.turning {
        turning.is_hidden = false;
        return;
    }
    let tag = state.profile().tag(state.current());
    state.turning = Turning::new(tag, proposals::proposals(state, now.utc));
    state.view.typing &= state.turning.is_none();
}

/// What can be done in it, apart from scrolling.
pub fn actions(turning: &Turning) -> Vec<(Action, Label)> {
    match turning.stage {
        Stage::Asks | Stage::Wrong => {
            let next = turning.others.front().map(|next| (Action::NextPage, label(next.scope)));
            let accept = [(Action::Open, Label::Accept)];
            accept.into_iter().chain(next).chain([(Action::Back, Label::Cancel)]).collect()
        }
        Stage::Sent if turning.can_stop() => vec![(Action::Stop, Label::Own), (Action::Back, Label::Hide)],
        Stage::Sent => vec![(Action::Back, Label::Hide)],
        Stage::Ended => vec![(Action::Back, Label::Close)],
    }
}

const fn label(scope: Scope) -> Label {
    match scope {
        Scope::Marked => Label::Marked,
        Scope::One => Label::OneModel,
        Scope::AllWithQuota => Label::AllWithQuota,
    }
}

pub(crate) fn offers(state: &State, turning: &Turning, offers: &mut Offers) {
    for (action, label) in actions(turning) {
        offers.hint_as(action, label);
    }
    if state.extents.scroll_end > 0 {
        offers.movement(Label::Scroll);
    }
}

/// Handles a key while it is shown.
pub(crate) fn key(state: &mut State, key: Key) -> Vec<Effect> {
    if let Some(turning) = state.turning.as_mut().filter(|turning| turning.is_asking())
        && edit(&mut turning.typed, key)
    {
        turning.stage = Stage::Asks;
        return Vec::new();
    }
    let action = match key.code {
        Code::Enter => Some(Action::Open),
        Code::Esc => Some(Action::Back),
        Code::Tab => Some(Action::NextPage),
        Code::BackTab => Some(Action::PreviousPage),
        _ => state.keymap.action(key, false),
    };
    action.map_or_else(Vec::new, |action| act(state, action))
}

pub(crate) fn pasted(state: &mut State, pasted: &str) {
    if let Some(turning) = state.turning.as_mut().filter(|turning| turning.is_asking()) {
        push(&mut turning.typed, pasted);
        turning.stage = Stage::Asks;
    }
}

/// A click on what it offers does that; any other click does nothing.
pub(crate) fn click(state: &mut State, command: Option<&Command>) -> Vec<Effect> {
    match command {
        Some(Command::Act(action)) => act(state, *action),
        _ => Vec::new(),
    }
}

/// Scrolls its models by `by` lines.
pub(crate) fn by(state: &mut State, by: isize) {
    let end = state.extents.scroll_end;
    if let Some(turning) = &mut state.turning {
        turning.scroll = scroll::scrolled_by(turning.scroll, by, end);
    }
}

fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(turning) = &mut state.turning else { return Vec::new() };
    match (turning.stage, action) {
        (Stage::Asks | Stage::Wrong, Action::Open) => return run::send(state),
        (Stage::Asks | Stage::Wrong, Action::NextPage) => turning.switch(false),
        (Stage::Asks | Stage::Wrong, Action::PreviousPage) => turning.switch(true),
        (Stage::Sent, Action::Stop) => turning.is_stopped |= turning.can_stop(),
        (Stage::Ended, Action::Open) | (_, Action::Back | Action::Quit) => close(state),
        (_, action) => {
            if let Some(rows) = scroll::rows(action, state.extents.scroll_page) {
                by(state, rows);
            }
        }
    }
    Vec::new()
}

/// Closes it; while its change is under way it is only hidden.
fn close(state: &mut State) {
    match &mut state.turning {
        Some(turning) if turning.stage == Stage::Sent => turning.is_hidden = true,
        turning => *turning = None,
    }
}
