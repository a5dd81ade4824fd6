//! Key bindings: the defaults of the table, with the user's changes.

use crate::app::{Action, Key};
use crate::domain::action::{BINDINGS, Binding, FIXED};

/// The effective key bindings. [`Default`] are those of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    /// Actions with configured keys; an empty list unbinds the action.
    changed: Vec<(Action, Vec<Key>)>,
}

impl Keymap {
    /// Overrides the keys of the named actions. Unknown names are ignored: the configuration has rejected
    /// them already.
    pub fn new<'a>(changed: impl IntoIterator<Item = (&'a str, Vec<Key>)>) -> Self {
        let action = |name: &str| BINDINGS.iter().find(|row| row.name == name).map(|row| row.action);
        Self { changed: changed.into_iter().filter_map(|(name, keys)| Some((action(name)?, keys))).collect() }
    }

    fn bound(&self, row: &Binding) -> &[Key] {
        let changed = self.changed.iter().find(|(action, _)| *action == row.action);
        changed.map_or(row.keys, |(_, keys)| keys)
    }

    /// The keys of `action`; the first is the one to show.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = Key> {
        self.bound(action.binding()).iter().chain(action.fixed()).copied()
    }

    /// Whether `action` has a key besides its fixed one.
    pub fn has_own_key(&self, action: Action) -> bool {
        self.keys_of(action).any(|key| !action.fixed().contains(&key))
    }

    /// The action bound to `key`, on the wallboard or on the dashboard. The user's own keys come first.
    pub fn action(&self, key: Key, is_wall: bool) -> Option<Action> {
        if FIXED.1.contains(&key) {
            return Some(FIXED.0);
        }
        let has_key = |row: &&Binding| self.bound(row).contains(&key);
        let rank = |row: &&Binding| {
            let is_changed = self.changed.iter().any(|(action, _)| *action == row.action);
            (row.action.is_only_on_wall() != is_wall, !is_changed)
        };
        let bound = BINDINGS.iter().filter(|row| is_wall || !row.action.is_only_on_wall());
        bound.filter(has_key).min_by_key(rank).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_does_what_it_says() {
        let keymap = Keymap::default();
        for row in BINDINGS {
            let is_wall = row.action.is_only_on_wall();
            assert!(keymap.keys_of(row.action).all(|key| keymap.action(key, is_wall) == Some(row.action)));
            assert!(keymap.keys_of(row.action).count() > 0, "{} has no key", row.name);
        }
    }

    #[test]
    fn keys_can_be_changed_and_unbound_except_the_last_way_out() {
        let keymap = Keymap::new([
            ("refresh", vec![Key::char('R'), Key::ctrl('c'), Key::char('u')]),
            ("sort", vec![]),
            ("quit", vec![]),
            ("unheard-of", vec![Key::char('!')]),
        ]);
        for (key, action) in [
            (Key::char('R'), Some(Action::Refresh)),
            (Key::char('r'), None),
            (Key::char('s'), None),
            (Key::char('S'), Some(Action::Reverse)),
            (Key::char('u'), Some(Action::Refresh)),
            (Key::char(' '), Some(Action::Peek)),
            (Key::char('q'), None),
            (Key::ctrl('c'), Some(Action::Quit)),
            (Key::char('!'), None),
        ] {
            assert_eq!(keymap.action(key, false), action, "{key}");
        }
        assert_eq!(keymap.action(Key::char(' '), true), Some(Action::Hold));
        assert_eq!(keymap.action(Key::char('R'), true), Some(Action::Refresh));
        assert_eq!(keymap.keys_of(Action::Sort).count(), 0);
        assert_eq!(keymap.keys_of(Action::Quit).collect::<Vec<_>>(), [Key::ctrl('c')]);
    }
}
