//! The one table of actions: it feeds key bindings, help, the hint line, the mouse and the README.

use super::key::{Bindable, Code, Key};

/// Everything a person can make the program do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Open what the cursor is on.
    Open,
    /// Close what is open; clear the filter.
    Back,
    /// The next page.
    NextPage,
    /// The page before.
    PreviousPage,
    /// The page of every model's free quota.
    ModelsPage,
    /// The page of the bills.
    BillsPage,
    /// The page of the alerts.
    AlertsPage,
    /// To the left: the billing cycle before.
    Left,
    /// To the right: the billing cycle after.
    Right,
    /// Group the bill by something else.
    Group,
    /// Choose the product of the bill.
    Product,
    /// From a bill to its model, from a model to its bill.
    Counterpart,
    /// Choose which profiles are shown.
    Profiles,
    /// Show the next profile.
    NextProfile,
    /// Show the profile before.
    PreviousProfile,
    /// Take note of an alert.
    Acknowledge,
    /// Put an alert off.
    Snooze,
    /// Hear nothing of a model, or hear of it again.
    Mute,
    /// Type a filter.
    Filter,
    /// The next order.
    Sort,
    /// Turn the order around.
    Reverse,
    /// Show or fold the untouched models.
    Untouched,
    /// Choose the columns of the list.
    Columns,
    /// Copy what the cursor is on.
    Copy,
    /// Copy the command or the address that mends what is wrong.
    CopyRemedy,
    /// Show the account.
    Account,
    /// Ask the server now.
    Refresh,
    /// Try the next theme.
    Theme,
    /// Look at the demo account (offered where there is nothing to sign in with).
    Demo,
    /// Type the name of what is to be done.
    Palette,
    /// Let the wallboard's page stand, or turn again.
    Hold,
    /// Show the keys and the rules.
    Help,
    /// Leave the terminal to the shell for a while.
    Suspend,
    /// Leave.
    Quit,
}

impl Action {
    /// Whether it means something only where several profiles are open.
    pub const fn needs_several(self) -> bool {
        matches!(self, Self::Profiles | Self::NextProfile | Self::PreviousProfile)
    }
}

/// What an action does in one context, where the action's own word would say too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The action's own word.
    Own,
    /// Move the cursor.
    Move,
    /// Scroll a text.
    Scroll,
    /// Clear the filter.
    Clear,
    /// Fold the untouched models.
    Fold,
    /// Show another billing cycle.
    Cycle,
    /// Show the lines of a group.
    Lines,
    /// Show every field of a line.
    Fields,
    /// Go back to the groups of the bill.
    Groups,
    /// Search the lines of the bill.
    Search,
    /// Show or hide a column.
    ShowOrHide,
    /// Choose this one.
    Choose,
    /// Go to the model.
    Model,
    /// Go to the bill.
    Bill,
    /// Undo an acknowledgement or a snooze.
    Undo,
    /// Unmute a model.
    Unmute,
    /// Go from the log back to the alerts.
    LeaveLog,
    /// Turn the help to the keys.
    Keys,
    /// Turn the help to the rules.
    Rules,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What is done.
    pub action: Action,
    /// What it is called in the configuration and in the palette. A name is for good.
    pub name: &'static str,
    /// The keys that do it, unless the person chose others.
    pub keys: &'static [Key],
}

const fn on(action: Action, name: &'static str, keys: &'static [Key]) -> Binding {
    Binding { action, name, keys }
}

/// What cannot be taken away: whatever the configuration says, one gets out.
pub const FIXED: (Action, &[Key]) = (Action::Quit, &[Key::ctrl('c')]);

/// Every action with its keys, in the order of the help.
pub const BINDINGS: &[Binding] = &[
    on(Action::Up, "up", &[Key::plain(Code::Up), Key::char('k')]),
    on(Action::Down, "down", &[Key::plain(Code::Down), Key::char('j')]),
    on(Action::PageUp, "page-up", &[Key::plain(Code::PageUp), Key::ctrl('b')]),
    on(Action::PageDown, "page-down", &[Key::plain(Code::PageDown), Key::ctrl('f')]),
    on(Action::First, "first", &[Key::plain(Code::Home), Key::char('g')]),
    on(Action::Last, "last", &[Key::plain(Code::End), Key::char('G')]),
    on(Action::Open, "open", &[Key::plain(Code::Enter)]),
    on(Action::Back, "back", &[Key::plain(Code::Esc)]),
    on(Action::NextPage, "next-page", &[Key::plain(Code::Tab)]),
    on(Action::PreviousPage, "previous-page", &[Key::plain(Code::BackTab)]),
    on(Action::ModelsPage, "models-page", &[Key::char('1')]),
    on(Action::BillsPage, "bills-page", &[Key::char('2')]),
    on(Action::AlertsPage, "alerts-page", &[Key::char('3')]),
    on(Action::Left, "left", &[Key::plain(Code::Left), Key::char('h')]),
    on(Action::Right, "right", &[Key::plain(Code::Right), Key::char('l')]),
    on(Action::Filter, "filter", &[Key::char('/')]),
    on(Action::Sort, "sort", &[Key::char('s')]),
    on(Action::Reverse, "reverse", &[Key::char('S')]),
    on(Action::Untouched, "untouched", &[Key::char('u')]),
    on(Action::Group, "group-by", &[Key::char('b')]),
    on(Action::Product, "product", &[Key::char('p')]),
    on(Action::Counterpart, "model-or-bill", &[Key::char('m')]),
    on(Action::Acknowledge, "acknowledge", &[Key::char('x')]),
    on(Action::Snooze, "snooze", &[Key::char('z')]),
    on(Action::Mute, "mute", &[Key::char('M')]),
    on(Action::Columns, "columns", &[Key::char('c')]),
    on(Action::Profiles, "choose-profile", &[Key::char('P')]),
    on(Action::NextProfile, "next-profile", &[Key::char(']')]),
    on(Action::PreviousProfile, "previous-profile", &[Key::char('[')]),
    on(Action::Copy, "copy", &[Key::char('y')]),
    on(Action::CopyRemedy, "copy-remedy", &[Key::char('Y')]),
    on(Action::Account, "account", &[Key::char('a')]),
    on(Action::Refresh, "refresh", &[Key::char('r')]),
    on(Action::Theme, "theme", &[Key::char('t')]),
    on(Action::Demo, "demo", &[Key::char('d')]),
    on(Action::Hold, "hold", &[Key::char(' ')]),
    on(Action::Palette, "palette", &[Key::char(':')]),
    on(Action::Help, "help", &[Key::char('?')]),
    on(Action::Suspend, "suspend", &[Key::ctrl('z')]),
    on(Action::Quit, "quit", &[Key::char('q')]),
];

impl Action {
    /// Its row of the table.
    pub fn binding(self) -> &'static Binding {
        const MISSING: Binding = on(Action::Quit, "", &[]);
        // That none is missing, a test proves.
        BINDINGS.iter().find(|binding| binding.action == self).unwrap_or(&MISSING)
    }

    /// What it is called in the configuration and in the palette.
    pub fn name(self) -> &'static str {
        self.binding().name
    }

    /// The keys that always do it.
    pub fn fixed(self) -> &'static [Key] {
        if self == FIXED.0 { FIXED.1 } else { &[] }
    }
}

/// What a configuration may bind keys to.
pub fn bindable() -> Vec<Bindable> {
    let row = |row: &Binding| Bindable { name: row.name, keys: row.keys, fixed: row.action.fixed() };
    BINDINGS.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_and_no_name_either() {
        let rows = bindable();
        let keys: Vec<Key> = rows.iter().flat_map(|row| row.keys.iter().chain(row.fixed)).copied().collect();
        for (position, key) in keys.iter().enumerate() {
            assert!(!keys[..position].contains(key), "{key} is bound twice");
            assert_eq!(Key::parse(&key.name()), Some(*key), "the configuration can name {key}");
        }
        for (position, row) in rows.iter().enumerate() {
            assert!(rows[..position].iter().all(|other| other.name != row.name), "{} twice", row.name);
            assert!(row.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'));
        }
        for binding in BINDINGS {
            assert_eq!(binding.action.name(), binding.name);
        }
    }
}
