//! The sections of keys: those of the open page, and all.

use strum::IntoEnumIterator as _;

use super::{
    block::{Block, Columns, Explained, column_width, explained, titled},
    context::Context,
};
use crate::{
    app::{Action, Keymap, State, input::offers::offers_of_page, offer::Offers, pages::wall::ACTIONS},
    domain::action::{BINDINGS, Binding, Group},
    ui::{Glyphs, canvas::columns, keys},
    words::{overlays::help, pages},
};

/// Movements that share a line: their first keys, and what they do together.
const PAIRS: [(Action, Action); 5] = [
    (Action::Up, Action::Down),
    (Action::PageUp, Action::PageDown),
    (Action::HalfPageUp, Action::HalfPageDown),
    (Action::First, Action::Last),
    (Action::PreviousProfile, Action::NextProfile),
];

/// What can be done on the open page, and on every page.
pub(super) fn here(context: Context<'_>) -> Columns {
    let Context { state, lang, .. } = context;
    if state.wall.is_some() {
        let rows = BINDINGS.iter().map(|row| row.action).filter(|action| ACTIONS.contains(action));
        let rows = rows.map(|action| row(context, &[action], help::on_wall(action).of(lang).to_owned()));
        return Columns::balanced(
            context.width,
            vec![explained(context, context.theme.accent, rows.collect(), u16::MAX)],
        );
    }
    let offers = offers_of_page(state, context.now);
    let (own, everywhere): (Vec<&Binding>, Vec<&Binding>) =
        BINDINGS.iter().filter(|row| offers.contains(row.action)).partition(|row| belongs_to_page(row));
    let own = own.into_iter().map(|binding| {
        let own = pages::action(state.view.page, binding.action);
        let text = own.unwrap_or_else(|| help::does(binding.action).sentence);
        row(context, &[binding.action], text.of(lang).to_owned())
    });
    let own = explained(context, context.theme.accent, own.collect(), u16::MAX);
    let everywhere =
        explained(context, context.theme.accent, everywhere_rows(context, &offers, &everywhere), u16::MAX);
    let title = pages::title(state.view.page);
    // The last line of each block is empty.
    let mut left = titled(context, title.of(lang), own);
    let mut right = titled(context, help::EVERYWHERE.of(lang), everywhere);
    left.pop();
    right.pop();
    Columns::beside(context.width, left, right)
}

/// Whether an action concerns what the page shows; others are the same on every page.
fn belongs_to_page(row: &Binding) -> bool {
    matches!(row.action, Action::Open | Action::Peek | Action::Counterpart | Action::Demo)
        || matches!(row.group, Group::Find | Group::Bills | Group::Alerts)
}

/// Movements in pairs, the pages on one line, and a word for each other action.
fn everywhere_rows(context: Context<'_>, offers: &Offers, actions: &[&Binding]) -> Vec<Explained> {
    let pages: Vec<Action> =
        BINDINGS.iter().map(|row| row.action).filter(|action| matches!(action, Action::Page(_))).collect();
    let is_page =
        |action: Action| matches!(action, Action::Page(_) | Action::NextPage | Action::PreviousPage);
    let mut rows = Vec::new();
    let mut has_pages = false;
    for action in actions.iter().map(|binding| binding.action) {
        if PAIRS.iter().any(|(_, second)| *second == action) {
            continue;
        }
        if is_page(action) {
            if !has_pages {
                has_pages = true;
                let reachable = context.state.pages().map(Action::Page);
                let shown: Vec<Action> = reachable.filter(|page| pages.contains(page)).collect();
                let next = offers.contains(Action::NextPage).then_some(Action::NextPage);
                let keys: Vec<Action> = shown.into_iter().chain(next).collect();
                rows.push(row(context, &keys, help::does(Action::NextPage).hint.of(context.lang).to_owned()));
            }
            continue;
        }
        let pair = PAIRS.iter().find(|(first, _)| *first == action);
        let keys: Vec<Action> = pair.map_or_else(|| vec![action], |(first, second)| vec![*first, *second]);
        rows.push(row(context, &keys, help::pair(action).of(context.lang).to_owned()));
    }
    rows
}

/// All keys by group, as far as they can do something with these profiles.
pub(super) fn all(context: Context<'_>) -> Columns {
    let width = column_width(context.width);
    let block = |group: Group| -> Option<Block> {
        let rows = BINDINGS.iter().filter(|row| row.group == group && is_possible(context.state, row.action));
        let rows: Vec<Explained> = rows
            .map(|binding| {
                let text = help::does(binding.action).sentence.of(context.lang).to_owned();
                named(context, |glyphs, keymap| keys::all_of(binding.action, keymap, glyphs, " "), text)
            })
            .collect();
        let lines = explained(context, context.theme.accent, rows, width);
        (!lines.is_empty()).then(|| titled(context, help::group(group).of(context.lang), lines))
    };
    let mut blocks: Vec<Block> = Group::iter().filter_map(block).collect();
    if let Some(last) = blocks.last_mut() {
        last.pop();
    }
    Columns::balanced(context.width, blocks)
}

fn is_possible(state: &State, action: Action) -> bool {
    match action {
        Action::Page(_) => state.pages().any(|one| Action::Page(one) == action),
        Action::Demo => state.is_first_run(),
        Action::Left | Action::Right | Action::Group | Action::Product | Action::Counterpart => {
            state.has_bills()
        }
        Action::Acknowledge | Action::Snooze | Action::Mute => {
            state.shown().any(|(_, profile)| profile.has_alerts())
        }
        action => !action.is_only_on_wall() && (!action.needs_several() || state.has_several()),
    }
}

/// The first key of each action, and a text.
fn row(context: Context<'_>, actions: &[Action], text: String) -> Explained {
    let keys = |glyphs: &Glyphs, keymap: &Keymap| {
        let first = actions.iter().filter_map(|action| keymap.keys_of(*action).next());
        first.map(|key| keys::written(key, glyphs)).collect::<Vec<_>>().join(" ")
    };
    named(context, keys, text)
}

/// Sized for the keys in letters, so that the help is equally long with signs and without.
fn named(context: Context<'_>, keys: impl Fn(&Glyphs, &Keymap) -> String, text: String) -> Explained {
    let keymap = &context.state.keymap;
    let in_letters = columns(&keys(&Glyphs::ASCII, keymap));
    (keys(context.glyphs, keymap), in_letters, text)
}
