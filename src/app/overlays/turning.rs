//! The dialog that turns Free Quota Only on or off, for a model or for all with quota left: it asks for a word, sends
//! the changes, one after another, and says what came of each.
//!
//! It takes all keys while it is shown, except the one that always quits. There is one at most; while its change is
//! under way it can be hidden, and it comes back with the outcome.

use crate::{
    app::{
        Action, Code, Command, Effect, Key, State, Tag,
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
    let mut all = turnable::all(state, on, now.utc);
    if all.iter().all(|other| *other == model) {
        all.clear();
    }
    state.turning = Some(Turning {
        profile,
        model,
        all,
        takes_all: false,
        on,
        typed: String::new(),
        stage: Stage::Asks,
        outcomes: Vec::new(),
        is_hidden: false,
    });
}

/// The word that has to be typed.
pub const fn word(turning: &Turning) -> &'static str {
    if turning.on { "on" } else { "off" }
}

/// What can be done in it.
pub const fn actions(turning: &Turning) -> &'static [(Action, Label)] {
    match turning.stage {
        Stage::Asks | Stage::Wrong if turning.all.is_empty() => {
            &[(Action::Open, Label::Accept), (Action::Back, Label::Cancel)]
        }
        Stage::Asks | Stage::Wrong if turning.takes_all => &[
            (Action::Open, Label::Accept),
            (Action::NextPage, Label::OneModel),
            (Action::Back, Label::Cancel),
        ],
        Stage::Asks | Stage::Wrong => &[
            (Action::Open, Label::Accept),
            (Action::NextPage, Label::AllWithQuota),
            (Action::Back, Label::Cancel),
        ],
        Stage::Sent => &[(Action::Back, Label::Hide)],
        Stage::Ended => &[(Action::Back, Label::Close)],
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
    match (turning.stage, key.code) {
        (_, Code::Esc) | (Stage::Ended, Code::Enter) => close(state),
        (Stage::Asks | Stage::Wrong, Code::Enter) => return send(state),
        (Stage::Asks | Stage::Wrong, _) if edit(&mut turning.typed, key) => turning.stage = Stage::Asks,
        (Stage::Asks | Stage::Wrong, Code::Tab | Code::BackTab) => switch(turning),
        (Stage::Sent | Stage::Ended, _) if action == Some(Action::Quit) => close(state),
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
        Some(Command::Act(Action::NextPage)) => return key(state, Key::plain(Code::Tab)),
        Some(Command::Act(Action::Back)) => close(state),
        _ => {}
    }
    Vec::new()
}

/// From the model under the cursor to all, or back. A word typed for the one does not confirm the other.
fn switch(turning: &mut Turning) {
    if !turning.all.is_empty() {
        turning.takes_all = !turning.takes_all;
        turning.typed.clear();
        turning.stage = Stage::Asks;
    }
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
    let id = turning.profile;
    let tag = state.profile_at(id).filter(|profile| profile.may_change).map(|profile| profile.tag(id));
    let Some(turning) = &mut state.turning else { return Vec::new() };
    match tag {
        Some(tag) if is_typed => {
            turning.stage = Stage::Sent;
            next(turning).map(|change| Effect::Change(tag, change)).into_iter().collect()
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

/// The change of the first model without an outcome.
fn next(turning: &Turning) -> Option<Change> {
    let model = turning.models().get(turning.outcomes.len())?.clone();
    Some(Change::FreeQuotaOnly { model, on: turning.on })
}

/// A change has ended: sends the next one, or shows what came of all, and requests the switches again.
pub(crate) fn ended(state: &mut State, tag: Tag, change: &Change, outcome: Outcome, now: Now) -> Vec<Effect> {
    let Change::FreeQuotaOnly { model, .. } = change else { return Vec::new() };
    let profile = state.profile_at(tag.profile);
    // What was confirmed was about the account of that login.
    let may_go_on = profile.is_some_and(|profile| profile.may_change && profile.tag(tag.profile) == tag);
    if let Some(profile) = state.profile_mut(tag.profile).filter(|_| outcome != Outcome::NotSent) {
        // Whatever was read before is no longer certain.
        profile.forget_switch(model, now.utc);
        ingest::data_changed(state, now);
    }
    let is_own = |turning: &&mut Turning| {
        turning.profile == tag.profile
            && turning.stage == Stage::Sent
            && next(turning).is_some_and(|own| own == *change)
    };
    let own = state.turning.as_mut().filter(is_own);
    if let Some(change) = own.and_then(|turning| take(turning, outcome, may_go_on)) {
        return vec![Effect::Change(tag, change)];
    }
    if let Some(profile) = state.profile_mut(tag.profile) {
        profile.schedule.force(Task::Switches, now.monotonic);
    }
    Vec::new()
}

/// Notes what came of a change. Returns the next one, unless it was the last or the others would fail, too.
fn take(turning: &mut Turning, outcome: Outcome, may_go_on: bool) -> Option<Change> {
    let goes_on = may_go_on && !outcome.ends_it();
    turning.outcomes.push(outcome);
    let next = next(turning).filter(|_| goes_on);
    if next.is_none() {
        let count = turning.models().len();
        turning.outcomes.resize(count, Outcome::NotSent);
        turning.stage = Stage::Ended;
        turning.is_hidden = false;
    }
    next
}
