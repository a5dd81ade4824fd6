//! The rows of the palette, filtered by the typed text.

use super::{
    arguments::{arguments, without_action},
    rank::rank,
    row::{MAX_ROWS, Row},
};
use crate::{
    app::{Action, State, input::offers::offers, verb::Verb},
    domain::{Now, action::BINDINGS},
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
    let mut ranked: Vec<(u8, Row)> = actions(state, now)
        .filter_map(|row| {
            let text = row.action().and_then(|action| state.action_texts.get(&action));
            Some((rank(&typed, &row.name, text.copied().unwrap_or(""))?, row))
        })
        .collect();
    // Stable: equal matches stay in order.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// Available actions and verbs. Movements come last: they are rarely typed.
fn actions(state: &State, now: Now) -> impl Iterator<Item = Row> {
    let offers = offers(state, now);
    let offered = BINDINGS.iter().map(|row| row.action);
    let offered = offered.filter(|action| *action != Action::Palette && offers.contains(*action));
    let (moving, other): (Vec<Action>, Vec<Action>) = offered.partition(|action| is_movement(*action));
    let rows = |actions: Vec<Action>| actions.into_iter().map(Row::from);
    rows(other).chain(without_action(state)).chain(rows(moving))
}

const fn is_movement(action: Action) -> bool {
    matches!(
        action,
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last
    )
}
