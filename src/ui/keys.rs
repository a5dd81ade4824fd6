//! How keys and actions are displayed.

use std::{borrow::Cow, collections::HashMap};

use super::{Glyphs, Scene};
use crate::{
    app::{
        Action, Keymap,
        key::{Code, Key},
    },
    domain::action::{BINDINGS, Binding},
    words::{Lang, overlays::help::does},
};

/// The display name of `key`.
pub(super) fn written(key: Key, glyphs: &Glyphs) -> Cow<'static, str> {
    let name = match key {
        Key { ctrl: true, .. } | Key { alt: true, .. } => return key.to_string().into(),
        Key { code: Code::Up, .. } => glyphs.keys.up,
        Key { code: Code::Down, .. } => glyphs.keys.down,
        Key { code: Code::Left, .. } => glyphs.keys.left,
        Key { code: Code::Right, .. } => glyphs.keys.right,
        Key { code: Code::Enter, .. } => glyphs.keys.enter,
        key => return key.to_string().into(),
    };
    name.into()
}

/// The key to show for `action`. If it is unbound, what to type into the palette; if that is unbound too, the
/// action's name.
pub(super) fn first_of(action: Action, scene: &Scene<'_>) -> Cow<'static, str> {
    way_to(action, scene).unwrap_or_else(|| action.name().into())
}

/// The first key of `action`; `None` if it is unbound.
pub(super) fn bound_to(action: Action, scene: &Scene<'_>) -> Option<Cow<'static, str>> {
    scene.state.keymap.keys_of(action).next().map(|key| written(key, scene.glyphs))
}

/// What to press for `action`, or to type into the palette; `None` if both are unbound.
pub(super) fn way_to(action: Action, scene: &Scene<'_>) -> Option<Cow<'static, str>> {
    let palette = || Some(format!("{}{}", bound_to(Action::Palette, scene)?, action.name()).into());
    bound_to(action, scene).or_else(palette)
}

/// All keys of `action`, separated by `gap`.
pub(super) fn all_of(action: Action, keymap: &Keymap, glyphs: &Glyphs, gap: &str) -> String {
    keymap.keys_of(action).map(|key| written(key, glyphs)).collect::<Vec<_>>().join(gap)
}

/// The description of each action.
pub fn action_texts(lang: Lang) -> HashMap<Action, &'static str> {
    BINDINGS.iter().map(|row| (row.action, does(row.action).sentence.of(lang))).collect()
}

/// The table of keys in docs/keys.md: keys, name and description of each action.
pub fn table(lang: Lang) -> Vec<(String, &'static str, &'static str)> {
    let row = |row: &Binding| {
        let keys = all_of(row.action, &Keymap::default(), &Glyphs::UNICODE, " ");
        (keys, row.name, does(row.action).sentence.of(lang))
    };
    BINDINGS.iter().map(row).collect()
}
