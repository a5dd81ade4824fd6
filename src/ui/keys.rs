//! Keys and actions as they are shown.

use std::{borrow::Cow, collections::HashMap};

use super::{Glyphs, Scene};
use crate::{
    app::{
        Action, Keymap,
        input::action::{BINDINGS, Binding},
        key::{Code, Key},
    },
    words::{
        Lang,
        overlays::help::{self, Does},
    },
};

/// How `key` is written.
pub(super) fn written(key: Key, glyphs: &Glyphs) -> Cow<'static, str> {
    let sign = match key {
        Key { ctrl: true, .. } | Key { alt: true, .. } => return key.to_string().into(),
        Key { code: Code::Up, .. } => glyphs.keys.up,
        Key { code: Code::Down, .. } => glyphs.keys.down,
        Key { code: Code::Left, .. } => glyphs.keys.left,
        Key { code: Code::Right, .. } => glyphs.keys.right,
        Key { code: Code::Enter, .. } => glyphs.keys.enter,
        key => return key.to_string().into(),
    };
    sign.into()
}

/// The key of `action` that is shown where there is room for one; where a person took them all away, what to type into
/// the palette, or what it is called where there is no way to type that either.
pub(super) fn first_of(action: Action, scene: &Scene<'_>) -> Cow<'static, str> {
    way_to(action, scene).unwrap_or_else(|| action.name().into())
}

/// What to press for `action`, or to type into the palette; absent where a person took away both.
pub(super) fn way_to(action: Action, scene: &Scene<'_>) -> Option<Cow<'static, str>> {
    let keymap = &scene.state.keymap;
    let first = |action| keymap.keys_of(action).next().map(|key| written(key, scene.glyphs));
    first(action).or_else(|| Some(format!("{}{}", first(Action::Palette)?, action.name()).into()))
}

/// Every key of `action`, one after the other.
pub(super) fn all_of(action: Action, keymap: &Keymap, glyphs: &Glyphs, gap: &str) -> String {
    keymap.keys_of(action).map(|key| written(key, glyphs)).collect::<Vec<_>>().join(gap)
}

/// What `action` does, in words.
pub(super) const fn does(action: Action) -> Does {
    match action {
        Action::Up => help::UP,
        Action::Down => help::DOWN,
        Action::PageUp => help::PAGE_UP,
        Action::PageDown => help::PAGE_DOWN,
        Action::First => help::FIRST,
        Action::Last => help::LAST,
        Action::Open => help::OPEN,
        Action::Back => help::BACK,
        Action::NextPage => help::NEXT_PAGE,
        Action::PreviousPage => help::PREVIOUS_PAGE,
        Action::ModelsPage => help::MODELS_PAGE,
        Action::BillsPage => help::BILLS_PAGE,
        Action::AlertsPage => help::ALERTS_PAGE,
        Action::Acknowledge => help::ACKNOWLEDGE,
        Action::Snooze => help::SNOOZE,
        Action::Mute => help::MUTE,
        Action::Left => help::LEFT,
        Action::Right => help::RIGHT,
        Action::Group => help::GROUP,
        Action::Product => help::PRODUCT,
        Action::Counterpart => help::COUNTERPART,
        Action::Profiles => help::PROFILES,
        Action::NextProfile => help::NEXT_PROFILE,
        Action::PreviousProfile => help::PREVIOUS_PROFILE,
        Action::Filter => help::FILTER,
        Action::Sort => help::SORT,
        Action::Reverse => help::REVERSE,
        Action::Untouched => help::UNTOUCHED,
        Action::Columns => help::COLUMNS,
        Action::Copy => help::COPY,
        Action::CopyRemedy => help::COPY_REMEDY,
        Action::Palette => help::PALETTE,
        Action::Account => help::ACCOUNT,
        Action::Refresh => help::REFRESH,
        Action::Theme => help::THEME,
        Action::Demo => help::DEMO,
        Action::Hold => help::HOLD,
        Action::Help => help::HELP_KEY,
        Action::Suspend => help::SUSPEND,
        Action::Quit => help::QUIT,
    }
}

/// What each action does.
pub fn action_texts(lang: Lang) -> HashMap<Action, &'static str> {
    BINDINGS.iter().map(|row| (row.action, does(row.action).sentence.of(lang))).collect()
}

/// The table of keys as the README prints it: the keys of each action, its name, and what it does.
pub fn table(lang: Lang) -> Vec<(String, &'static str, &'static str)> {
    let row = |row: &Binding| {
        let keys = all_of(row.action, &Keymap::default(), &Glyphs::UNICODE, " ");
        (keys, row.name, does(row.action).sentence.of(lang))
    };
    BINDINGS.iter().map(row).collect()
}
