//! The table of actions, used by key bindings, help, the hint line, the mouse and docs/keys.md.

use strum::{EnumIter, IntoEnumIterator as _};

use super::{
    FeedName,
    key::{Bindable, Code, Key},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    /// Open the item under the cursor.
    Open,
    /// Close the open view, or clear the filter.
    Back,
    NextPage,
    PreviousPage,
    Page(Page),
    /// E.g. to the previous billing cycle.
    Left,
    /// E.g. to the next billing cycle.
    Right,
    /// The next grouping of the bill.
    Group,
    Product,
    /// From a bill to its model, from a model to its bill.
    Counterpart,
    Profiles,
    NextProfile,
    PreviousProfile,
    Acknowledge,
    Snooze,
    /// Mute or unmute a model.
    Mute,
    Filter,
    Sort,
    /// Reverse the order.
    Reverse,
    /// Show or hide the unused models.
    Untouched,
    Columns,
    Copy,
    /// Copy the suggested fix (command or URL).
    CopyRemedy,
    Account,
    /// Fetch all feeds now.
    Refresh,
    Theme,
    /// Show the demo account (offered without a login).
    Demo,
    Palette,
    /// Pause or resume the wallboard's page turning.
    Hold,
    Help,
    /// Return to the shell; `fg` resumes.
    Suspend,
    Quit,
}

impl Action {
    /// Whether it needs more than one profile.
    pub const fn needs_several(self) -> bool {
        matches!(self, Self::Profiles | Self::NextProfile | Self::PreviousProfile)
    }
}

/// The pages, in the order of their tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter)]
pub enum Page {
    /// Every model's free quota.
    #[default]
    Models,
    /// Which models cost money, and why.
    Bills,
    /// Active alerts, and the log.
    Alerts,
}

impl Page {
    /// The feeds whose data it shows. The first page of a feed is its home.
    pub const fn feeds(self) -> &'static [FeedName] {
        match self {
            Self::Models | Self::Alerts => &[FeedName::Quotas, FeedName::Account],
            Self::Bills => &[FeedName::Bills],
        }
    }

    /// The page to open for what concerns `feed`.
    pub fn home(feed: FeedName) -> Option<Self> {
        Self::iter().find(|page| page.feeds().contains(&feed))
    }
}

/// A label for an action in one context, where its general one is too vague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Own,
    Move,
    Scroll,
    Clear,
    /// Hide the unused models.
    Fold,
    Cycle,
    Lines,
    Fields,
    Groups,
    Search,
    ShowOrHide,
    Choose,
    Model,
    Bill,
    /// Undo an acknowledgement or a snooze.
    Undo,
    Unmute,
    /// Go from the log back to the alerts.
    LeaveLog,
    Keys,
    Rules,
}

#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub action: Action,
    /// Its name in the configuration and in the palette; part of the public contract.
    pub name: &'static str,
    /// The default keys.
    pub keys: &'static [Key],
}

const fn on(action: Action, name: &'static str, keys: &'static [Key]) -> Binding {
    Binding { action, name, keys }
}

/// Cannot be rebound, so that no configuration prevents the user from quitting.
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
    on(Action::Page(Page::Models), "models-page", &[Key::char('1')]),
    on(Action::Page(Page::Bills), "bills-page", &[Key::char('2')]),
    on(Action::Page(Page::Alerts), "alerts-page", &[Key::char('3')]),
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
    pub fn binding(self) -> &'static Binding {
        const MISSING: Binding = on(Action::Quit, "", &[]);
        // A test proves that none is missing.
        BINDINGS.iter().find(|binding| binding.action == self).unwrap_or(&MISSING)
    }

    pub fn name(self) -> &'static str {
        self.binding().name
    }

    pub fn fixed(self) -> &'static [Key] {
        if self == FIXED.0 { FIXED.1 } else { &[] }
    }
}

/// The actions to which a configuration may bind keys.
pub fn bindable() -> Vec<Bindable> {
    let row = |row: &Binding| Bindable { name: row.name, keys: row.keys, fixed: row.action.fixed() };
    BINDINGS.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_names_are_unique() {
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
