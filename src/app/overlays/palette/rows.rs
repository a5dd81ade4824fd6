//! The rows of the palette, filtered by the typed text.

use super::{
    arguments::{arguments, without_action},
    rank::rank,
    row::{MAX_ROWS, Row},
};
use crate::{
    app::{Action, State, input::offers::offers, verb::Verb},
    domain::{
        Now,
        action::{BINDINGS, Binding},
    },
};

/// The matching rows, best match first; none while the palette is closed.
pub fn rows(state: &State, now: Now) -> Vec<Row> {
    let Some(palette) = &state.palette else { return Vec::new() };
    let typed = palette.text.trim_start();
    let verb = typed.split_once(' ').and_then(|(word, rest)| Some((Verb::parse(word)?, rest)));
    if let Some((verb, rest)) = verb {
        return arguments(verb, state, rest.trim(), now).into_iter().take(MAX_ROWS).collect();
    }
    let typed = typed.to_lowercase();
    let mut ranked: Vec<(u8, Row)> = actions(state, &typed, now)
        .filter_map(|row| {
            let text = row.action().and_then(|action| state.action_texts.get(&action));
            Some((rank(&typed, &row.name, text.copied().unwrap_or(""))?, row))
        })
        .collect();
    // Stable: equal matches stay in order.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// Available actions and verbs. What only moves the cursor or turns to what is next to it is not listed: its
/// keys are shorter. Without a key it can still be typed by its whole name.
fn actions(state: &State, typed: &str, now: Now) -> impl Iterator<Item = Row> {
    let offers = offers(state, now);
    let is_listed = |row: &&Binding| {
        let hidden = row.action == Action::Palette || leads_next_door(row.action) && row.name != typed;
        !hidden && offers.contains(row.action)
    };
    let offered: Vec<Action> = BINDINGS.iter().filter(is_listed).map(|row| row.action).collect();
    offered.into_iter().map(Row::from).chain(without_action(state))
}

const fn leads_next_door(action: Action) -> bool {
    action.is_movement()
        || matches!(
            action,
            Action::Open | Action::Peek | Action::Back | Action::NextPage | Action::PreviousPage
        )
}
