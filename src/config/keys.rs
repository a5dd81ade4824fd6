//! `[keys]`: key bindings. The caller passes the list of actions.

use std::collections::BTreeSet;

use super::{problem::What, section::Section, settings::Keys, value};
use crate::domain::key::{Bindable, Key};

/// Reads the bindings that differ from the defaults.
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
            if let Some(what) = others.find_map(|(at, other)| taken(*key, other, &chosen, at < position)) {
                section.report_at(action.name, action.name, what);
            }
        }
    }
    chosen.retain(|name, keys| {
        actions.iter().any(|action| action.name == *name && action.keys != keys.as_slice())
    });
    chosen
}

/// The problem if `other` has this key, too. If the file binds one key twice, the later binding is reported.
fn taken(key: Key, other: &Bindable, chosen: &Keys, is_earlier: bool) -> Option<What> {
    let (key_name, other_name) = (key.name(), other.name);
    if other.fixed.contains(&key) {
        return Some(What::KeyFixed { key: key_name, other: other_name });
    }
    let is_chosen = chosen.get(other.name);
    let has_it = is_chosen.map_or(other.keys, Vec::as_slice).contains(&key);
    let is_reported = has_it && (is_chosen.is_none() || is_earlier);
    is_reported.then_some(What::KeyTaken {
        key: key_name,
        other: other_name,
        by_default: is_chosen.is_none(),
    })
}
