//! The dialog that turns Free Quota Only on or off for a model: it asks for a word, sends the change, and says what
//! came of it.
//!
//! It takes all keys while it is shown, except the one that always quits. There is one at most; while its change is
//! under way it can be hidden, and it comes back with the outcome.

use crate::{
    app::{
        Action, Code, Command, Effect, Key, ProfileId, State,
        account::{ingest, schedule::Task, turnable},
        input::line_edit::{edit, push},
        offer::Offers,
        view::{Stage, Turning},
    },
    domain::{
        ModelName, Now,
        action::Label,
        write::{Change, Outcome},
    },
};

/// Opens it for a model of the profile in focus, if its switch can be turned.
pub(crate) fn open(state: &mut State, model: ModelName, now: Now) {
    if let Some(turning) = &mut state.turning {
        // Its change is under way.
        turning.is_hidden = false;
        return;
    }
    let profile = state.current();
    let Some(on) = turnable::to(state, &model, now.utc) else { return };
    state.view.typing = false;
    state.turning =
        Some(Turning { profile, model, on, typed: String::new(), stage: Stage::Asks, is_hidden: false });
}

/// The word that has to be typed.
pub const fn word(turning: &Turning) -> &'static str {
    if turning.on { "on" } else { "off" }
}

/// What can be done in it.
pub const fn actions(turning: &Turning) -> &'static [(Action, Label)] {
    match turning.stage {
        Stage::Asks | Stage::Wrong => &[(Action::Open, Label::Accept), (Action::Back, Label::Cancel)],
        Stage::Sent => &[(Action::Back, Label::Hide)],
        Stage::Ended(_) => &[(Action::Back, Label::Close)],
    }
}

pub(crate) fn offers(turning: &Turning, offers: &mut Offers) {
    for (action, label) in actions(turning) {
        offers.hint_as(*action, *label);
    }
}

/// Handles a key while it is shown.
pub(crate) fn key(state: &mut State, key: Key) -> Vec<Effect> {
    let action = state.keymap.action(key, false);
    let Some(turning) = state.turning.as_mut() else { return Vec::new() };
    match (&turning.stage, key.code) {
        (_, Code::Esc) | (Stage::Ended(_), Code::Enter) => close(state),
        (Stage::Asks | Stage::Wrong, Code::Enter) => return send(state),
        (Stage::Asks | Stage::Wrong, _) if edit(&mut turning.typed, key) => turning.stage = Stage::Asks,
        (Stage::Sent | Stage::Ended(_), _) if action == Some(Action::Quit) => close(state),
        _ => {}
    }
    Vec::new()
}

pub(crate) fn pasted(state: &mut State, pasted: &str) {
    if let Some(turning) =
        state.turning.as_mut().filter(|turning| matches!(turning.stage, Stage::Asks | Stage::Wrong))
    {
        push(&mut turning.typed, pasted);
        turning.stage = Stage::Asks;
    }
}

/// A click on what it offers does that; any other click does nothing.
pub(crate) fn click(state: &mut State, command: Option<&Command>) -> Vec<Effect> {
    match command {
        Some(Command::Act(Action::Open)) => return key(state, Key::plain(Code::Enter)),
        Some(Command::Act(Action::Back)) => close(state),
        _ => {}
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

/// Sends the change if exactly the word was typed.
fn send(state: &mut State) -> Vec<Effect> {
    let Some(turning) = &state.turning else { return Vec::new() };
    let is_typed = turning.typed.trim() == word(turning);
    let (id, model, on) = (turning.profile, turning.model.clone(), turning.on);
    let tag = state.profile_at(id).filter(|profile| profile.may_change).map(|profile| profile.tag(id));
    let Some(turning) = &mut state.turning else { return Vec::new() };
    match tag {
        Some(tag) if is_typed => {
            turning.stage = Stage::Sent;
            vec![Effect::Change(tag, Change::FreeQuotaOnly { model, on })]
        }
        Some(_) => {
            turning.stage = Stage::Wrong;
            turning.typed.clear();
            Vec::new()
        }
        // The account may no longer be changed.
        None => {
            state.turning = None;
            Vec::new()
        }
    }
}

/// A change has ended: shows what came of it, and requests the switches again.
pub(crate) fn ended(state: &mut State, id: ProfileId, change: &Change, outcome: Outcome, now: Now) {
    let Change::FreeQuotaOnly { model, on } = change else { return };
    if let Some(profile) = state.profile_mut(id).filter(|_| outcome != Outcome::NotSent) {
        // Whatever was read before is no longer certain.
        profile.forget_switch(model);
        profile.schedule.force(Task::Switches, now.monotonic);
        ingest::data_changed(state, now);
    }
    let is_own =
        |turning: &&mut Turning| turning.model == *model && turning.on == *on && turning.profile == id;
    if let Some(turning) = state.turning.as_mut().filter(is_own) {
        turning.stage = Stage::Ended(outcome);
        turning.is_hidden = false;
    }
}
