//! Keys and actions as they are shown.

use std::borrow::Cow;

use super::Glyphs;
use crate::{
    app::{
        Action,
        action::{BINDINGS, Binding, keys_of},
        key::{Code, Key},
    },
    words::{
        Lang,
        help::{self, Does},
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

/// The key of `action` that is shown where there is room for one.
pub(super) fn first_of(action: Action, glyphs: &Glyphs) -> Cow<'static, str> {
    keys_of(action).first().map_or_else(Cow::default, |key| written(*key, glyphs))
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
        Action::Filter => help::FILTER,
        Action::Sort => help::SORT,
        Action::Reverse => help::REVERSE,
        Action::Untouched => help::UNTOUCHED,
        Action::Columns => help::COLUMNS,
        Action::Account => help::ACCOUNT,
        Action::Refresh => help::REFRESH,
        Action::Theme => help::THEME,
        Action::Demo => help::DEMO,
        Action::Help => help::HELP_KEY,
        Action::Suspend => help::SUSPEND,
        Action::Quit => help::QUIT,
    }
}

/// The table of keys as the README prints it: the keys of each action, and what it does.
pub fn table(lang: Lang) -> Vec<(String, &'static str)> {
    let row = |binding: &Binding| {
        let keys = binding.keys.iter().map(|key| written(*key, &Glyphs::UNICODE));
        (keys.collect::<Vec<_>>().join(" "), does(binding.action).sentence.of(lang))
    };
    BINDINGS.iter().map(row).collect()
}
