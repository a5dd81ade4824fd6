//! `[keys]`: key bindings. The caller passes the list of actions.
//!
//! A key that the file binds is taken from the action that has it by default: a new default breaks no file. Only
//! two actions of the file with the same key are an error.

use std::collections::BTreeSet;

use super::{problem::What, section::Section, settings::Keys, value};
use crate::domain::key::{Bindable, Key};

/// Reads the bindings, and returns all that differ from the defaults.
pub(super) fn keys(section: &mut Section<'_>, actions: &[Bindable]) -> Keys {
    let mut chosen = Keys::new();
    for action in actions {
        if let Some(mut keys) = section.value(action.name, value::keys) {
            let mut seen = BTreeSet::new();
            keys.retain(|key| !action.fixed.contains(key) && seen.insert(key.name()));
            chosen.insert(action.name, keys);
        }
    }
    for (position, action) in actions.iter().enumerate() {
        for key in chosen.get(action.name).into_iter().flatten() {
            let mut others = actions.iter().enumerate().filter(|(at, _)| *at != position);
            if let Some(what) =
                others.find_map(|(at, other)| taken(*key, action, other, &chosen, at < position))
            {
                section.report_at(action.name, action.name, what);
            }
        }
    }
    let defaults = actions.iter().filter(|action| !chosen.contains_key(action.name));
    let left: Vec<(&'static str, Vec<Key>)> =
        defaults.map(|action| (action.name, left(action, actions, &chosen))).collect();
    chosen.extend(left);
    chosen.retain(|name, keys| {
        actions.iter().any(|action| action.name == *name && action.keys != keys.as_slice())
    });
    chosen
}

/// The problem if `other` has this key, too. If the file binds one key twice, the later binding is reported.
fn taken(key: Key, action: &Bindable, other: &Bindable, chosen: &Keys, is_earlier: bool) -> Option<What> {
    let (key_name, other_name) = (key.name(), other.name);
    if other.fixed.contains(&key) {
        return Some(What::KeyFixed { key: key_name, other: other_name });
    }
    let has_it = chosen.get(other.name).is_some_and(|keys| keys.contains(&key));
    (has_it && is_earlier && !may_share(action, other))
        .then_some(What::KeyTaken { key: key_name, other: other_name })
}

/// The default keys of `action` that the file binds to no other action.
fn left(action: &Bindable, actions: &[Bindable], chosen: &Keys) -> Vec<Key> {
    let is_taken = |key: &Key| {
        let others = actions.iter().filter(|other| !may_share(action, other));
        others.filter_map(|other| chosen.get(other.name)).any(|keys| keys.contains(key))
    };
    action.keys.iter().filter(|key| !is_taken(key)).copied().collect()
}

const fn may_share(action: &Bindable, other: &Bindable) -> bool {
    action.may_share || other.may_share
}
