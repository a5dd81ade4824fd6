//! The one table of actions: it feeds key bindings, help, the hint line, the mouse and the README.

use super::key::{Code, Key};

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
    /// Show the account.
    Account,
    /// Ask the server now.
    Refresh,
    /// Try the next theme.
    Theme,
    /// Look at the demo account (offered where there is nothing to sign in with).
    Demo,
    /// Show the keys and the rules.
    Help,
    /// Leave the terminal to the shell for a while.
    Suspend,
    /// Leave.
    Quit,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What is done.
    pub action: Action,
    /// The keys that do it, unless the person chose others.
    pub keys: &'static [Key],
}

const fn on(action: Action, keys: &'static [Key]) -> Binding {
    Binding { action, keys }
}

/// Every action with its keys, in the order of the help.
pub const BINDINGS: &[Binding] = &[
    on(Action::Up, &[Key::plain(Code::Up), Key::char('k')]),
    on(Action::Down, &[Key::plain(Code::Down), Key::char('j')]),
    on(Action::PageUp, &[Key::plain(Code::PageUp), Key::ctrl('b')]),
    on(Action::PageDown, &[Key::plain(Code::PageDown), Key::ctrl('f')]),
    on(Action::First, &[Key::plain(Code::Home), Key::char('g')]),
    on(Action::Last, &[Key::plain(Code::End), Key::char('G')]),
    on(Action::Open, &[Key::plain(Code::Enter)]),
    on(Action::Back, &[Key::plain(Code::Esc)]),
    on(Action::NextPage, &[Key::plain(Code::Tab)]),
    on(Action::PreviousPage, &[Key::plain(Code::BackTab)]),
    on(Action::ModelsPage, &[Key::char('1')]),
    on(Action::BillsPage, &[Key::char('2')]),
    on(Action::AlertsPage, &[Key::char('3')]),
    on(Action::Left, &[Key::plain(Code::Left), Key::char('h')]),
    on(Action::Right, &[Key::plain(Code::Right), Key::char('l')]),
    on(Action::Filter, &[Key::char('/')]),
    on(Action::Sort, &[Key::char('s')]),
    on(Action::Reverse, &[Key::char('S')]),
    on(Action::Untouched, &[Key::char('u')]),
    on(Action::Group, &[Key::char('b')]),
    on(Action::Product, &[Key::char('p')]),
    on(Action::Counterpart, &[Key::char('m')]),
    on(Action::Acknowledge, &[Key::char('x')]),
    on(Action::Snooze, &[Key::char('z')]),
    on(Action::Mute, &[Key::char('M')]),
    on(Action::Columns, &[Key::char('c')]),
    on(Action::Account, &[Key::char('a')]),
    on(Action::Refresh, &[Key::char('r')]),
    on(Action::Theme, &[Key::char('t')]),
    on(Action::Demo, &[Key::char('d')]),
    on(Action::Help, &[Key::char('?')]),
    on(Action::Suspend, &[Key::ctrl('z')]),
    on(Action::Quit, &[Key::char('q'), Key::ctrl('c')]),
];

/// The action that `key` means.
pub fn bound_to(key: Key) -> Option<Action> {
    BINDINGS.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

/// The keys that mean `action`, the first being the one to show.
pub fn keys_of(action: Action) -> &'static [Key] {
    BINDINGS.iter().find(|binding| binding.action == action).map_or(&[], |binding| binding.keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things() {
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|binding| binding.keys).copied().collect();
        for (position, key) in keys.iter().enumerate() {
            assert!(!keys[..position].contains(key), "{key} is bound twice");
        }
        for binding in BINDINGS {
            assert!(binding.keys.iter().all(|key| bound_to(*key) == Some(binding.action)));
        }
    }
}
