//! The palette: what can be done here and now, narrowed by what is typed. It lies over whatever is open, and acts on
//! that.

pub(crate) mod input;
mod rank;
mod verb;

pub use verb::Verb;

use crate::{
    app::{
        Action, Area, Command, State,
        input::{action::BINDINGS, offers::is_possible},
    },
    domain::Now,
};
use rank::rank;

/// At most so many rows are offered: whoever is offered more types on.
const MOST: usize = 200;

/// The palette, while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// What was typed.
    pub text: String,
    /// The position of the cursor among the rows that match.
    pub cursor: usize,
}

/// One row: something that can be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is typed for it, as it came where it is a model's name.
    pub name: String,
    /// What is done.
    pub command: Command,
    /// With what it can be done, where the name is followed by that.
    pub verb: Option<Verb>,
}

/// What is offered now, the best match first; nothing where the palette is not open.
pub fn rows(state: &State, now: Now) -> Vec<Row> {
    let Some(palette) = &state.palette else { return Vec::new() };
    let typed = palette.text.trim_start();
    if let Some((verb, rest)) = typed.split_once(' ').and_then(|(word, rest)| Some((Verb::of(word)?, rest))) {
        return verb.arguments(state, rest.trim(), now).into_iter().take(MOST).collect();
    }
    let typed = typed.to_lowercase();
    let mut ranked: Vec<(u8, Row)> = actions(state)
        .filter_map(|row| {
            let text = row.action().and_then(|action| state.action_texts.get(&action));
            Some((rank(&typed, &row.name, text.copied().unwrap_or(""))?, row))
        })
        .collect();
    // Stable: what matches equally well stays in its order.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// Every action that does something now, and what else can be asked for. The movements come last: nobody types those.
fn actions(state: &State) -> impl Iterator<Item = Row> {
    let possible = BINDINGS.iter().map(|row| row.action);
    let possible =
        possible.filter(|action| *action != Action::Palette && is_possible(state, *action)).map(Row::of);
    let (moving, other): (Vec<Row>, Vec<Row>) =
        possible.partition(|row| row.action().is_some_and(is_movement));
    other.into_iter().chain(Verb::without_action(state)).chain(moving)
}

const fn is_movement(action: Action) -> bool {
    matches!(
        action,
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last
    )
}

impl Row {
    fn of(action: Action) -> Self {
        let (name, command) = (action.name().to_owned(), Command::Act(action));
        Self { name, command, verb: Verb::ALL.into_iter().find(|verb| verb.action() == Some(action)) }
    }

    /// The action that is done, where it is one.
    pub const fn action(&self) -> Option<Action> {
        if let Command::Act(action) = self.command { Some(action) } else { None }
    }
}

/// What so many rows take of the `place` for them, with their title: the bottom of it. A row says where there are none.
pub fn taken(mut place: Area, offered: usize) -> Area {
    place.take_bottom(u16::try_from(offered.max(1)).unwrap_or(u16::MAX).saturating_add(1))
}
