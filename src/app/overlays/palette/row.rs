//! A row of the palette.

use crate::{
    app::verb::Verb,
    app::{Action, Area, Command},
};

/// More rows are not shown: the user types on to narrow them down.
pub(super) const MAX_ROWS: usize = 200;

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub name: String,
    pub command: Command,
    /// The verb, if the command needs an argument.
    pub verb: Option<Verb>,
}

impl From<Action> for Row {
    fn from(action: Action) -> Self {
        let (name, command) = (action.name().to_owned(), Command::Act(action));
        Self { name, command, verb: Verb::ALL.into_iter().find(|verb| verb.action() == Some(action)) }
    }
}

impl Row {
    /// The action, if the command is one.
    pub const fn action(&self) -> Option<Action> {
        if let Command::Act(action) = self.command { Some(action) } else { None }
    }
}

/// The bottom of `area` that `rows` rows and their title take. Without rows, one says so.
pub fn occupied(mut area: Area, rows: usize) -> Area {
    area.take_bottom(u16::try_from(rows.max(1)).unwrap_or(u16::MAX).saturating_add(1))
}
