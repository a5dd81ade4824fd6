//! One row of the palette.

use crate::{
    app::verb::Verb,
    app::{Action, Area, Command},
};

/// At most this many rows are offered: the user types on to see others.
pub(super) const MOST: usize = 200;

/// One row: something that can be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is typed for it.
    pub name: String,
    /// What is done.
    pub command: Command,
    /// What more it needs to know, where the name is followed by that.
    pub verb: Option<Verb>,
}

impl From<Action> for Row {
    fn from(action: Action) -> Self {
        let (name, command) = (action.name().to_owned(), Command::Act(action));
        Self { name, command, verb: Verb::ALL.into_iter().find(|verb| verb.action() == Some(action)) }
    }
}

impl Row {
    /// The action that is done, where it is one.
    pub const fn action(&self) -> Option<Action> {
        if let Command::Act(action) = self.command { Some(action) } else { None }
    }
}

/// What `offered` rows take of the `area` for them, with their title: the bottom of it. A row says where there are
/// none.
pub fn taken(mut area: Area, offered: usize) -> Area {
    area.take_bottom(u16::try_from(offered.max(1)).unwrap_or(u16::MAX).saturating_add(1))
}
