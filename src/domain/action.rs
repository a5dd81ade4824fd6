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
    HalfPageUp,
    HalfPageDown,
    First,
    Last,
    /// Open the item under the cursor.
    Open,
    /// Show what is under the cursor below the list, or hide it again; in a chooser, tick the entry.
    Peek,
    /// Close the open view, or clear the filter.
    Back,
    NextPage,
    PreviousPage,
    Page(Page),
    /// E.g. to the previous billing cycle or a shorter range.
    Left,
    /// E.g. to the next billing cycle or a longer range.
    Right,
    /// The next grouping of the bill or of the calls.
    Group,
    Product,
    /// From a bill to its model or calls, from a model or an API key to its bill.
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
    /// Mark the model under the cursor, or remove its mark, and move on to the next one.
    Mark,
    /// Move the column under the cursor towards the first.
    ColumnUp,
    /// Move the column under the cursor towards the last.
    ColumnDown,
    Copy,
    /// Copy the suggested fix (command or URL).
    CopyRemedy,
    Account,
    /// Turn Free Quota Only on or off.
    FreeQuotaOnly,
    /// Send no further changes after the one under way.
    Stop,
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
    /// Close what is open, or else quit.
    Quit,
}

impl Action {
    /// Whether it needs more than one profile.
    pub const fn needs_several(self) -> bool {
        match self {
            Self::Profiles | Self::NextProfile | Self::PreviousProfile => true,
            Self::Page(page) => page.needs_several(),
            _ => false,
        }
    }

    /// Whether it means something only on the wallboard, and so may share its key with another action.
    pub const fn is_only_on_wall(self) -> bool {
        matches!(self, Self::Hold)
    }

    /// Whether it only moves the cursor or scrolls.
    pub const fn is_movement(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::HalfPageUp
                | Self::HalfPageDown
                | Self::First
                | Self::Last
        )
    }
}

/// The groups of actions, in the order of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub enum Group {
    Move,
    Pages,
    /// Find, sort and arrange the models.
    Find,
    Bills,
    Alerts,
    Accounts,
    Copy,
    Program,
}

/// The pages, in the order of their tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter)]
pub enum Page {
    /// Every model's free quota.
    #[default]
    Models,
    /// Who called what, and which calls failed.
    Calls,
    /// Which models cost money, and why.
    Bills,
    /// Active alerts, and the log.
    Alerts,
    /// All accounts, one row each.
    Accounts,
}

/// The sections of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter)]
pub enum HelpPage {
    /// What can be done on the open page.
    #[default]
    Here,
    /// All keys.
    Keys,
    /// The language of filters.
    Filters,
    /// The rules of free quotas.
    Rules,
    /// A glossary.
    Words,
    /// Errors of calls.
    Errors,
}

impl Page {
    /// The feeds whose data it shows. The first page of a feed is its home.
    pub const fn feeds(self) -> &'static [FeedName] {
        match self {
            Self::Models | Self::Alerts | Self::Accounts => &[FeedName::Quotas, FeedName::Account],
            Self::Calls => &[FeedName::Calls],
            Self::Bills => &[FeedName::Bills],
        }
    }

    /// Whether it needs more than one profile.
    pub const fn needs_several(self) -> bool {
        matches!(self, Self::Accounts)
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
    /// Remove all marks.
    ClearMarks,
    /// Hide the unused models.
    Fold,
    Cycle,
    Lines,
    Fields,
    Groups,
    Search,
    ShowOrHide,
    Choose,
    /// Show a shorter or longer range of time.
    Range,
    /// Move the cursor over time.
    Time,
    /// Move the cursor into the chart.
    Chart,
    /// Leave a chooser with what was chosen.
    Accept,
    /// Leave a chooser with what was there before.
    Restore,
    Model,
    Bill,
    Calls,
    /// Undo an acknowledgement or a snooze.
    Undo,
    Unmute,
    /// Go from the log back to the alerts.
    LeaveLog,
    /// Copy the address where the account is paid.
    PaymentLink,
    /// Close what is open.
    Close,
    /// Leave without doing it.
    Cancel,
    /// Take out of sight what goes on.
    Hide,
    /// Turn to another section of the help.
    Sections,
    /// Do it for the marked models.
    Marked,
    /// Do it for all models with quota left.
    AllWithQuota,
    /// Do it only for the model under the cursor.
    OneModel,
}

#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub group: Group,
    pub action: Action,
    /// Its name in the configuration and in the palette; part of the public contract.
    pub name: &'static str,
    /// The default keys. A configuration may bind each of them to another action.
    pub keys: &'static [Key],
}

const fn on(group: Group, action: Action, name: &'static str, keys: &'static [Key]) -> Binding {
    Binding { group, action, name, keys }
}

const fn f(number: u8) -> Key {
    Key::plain(Code::F(number))
}

/// Quits whatever is open. It cannot be rebound, so that no configuration prevents the user from quitting.
pub const FIXED: (Action, &[Key]) = (Action::Quit, &[Key::ctrl('c')]);

/// Every action with its keys, in the order of the help.
pub const BINDINGS: &[Binding] = &[
    on(Group::Move, Action::Up, "up", &[Key::plain(Code::Up), Key::char('k')]),
    on(Group::Move, Action::Down, "down", &[Key::plain(Code::Down), Key::char('j')]),
    on(Group::Move, Action::PageUp, "page-up", &[Key::plain(Code::PageUp), Key::ctrl('b')]),
    on(Group::Move, Action::PageDown, "page-down", &[Key::plain(Code::PageDown), Key::ctrl('f')]),
    on(Group::Move, Action::HalfPageUp, "half-page-up", &[Key::ctrl('u')]),
    on(Group::Move, Action::HalfPageDown, "half-page-down", &[Key::ctrl('d')]),
    on(Group::Move, Action::First, "first", &[Key::plain(Code::Home), Key::char('g')]),
    on(Group::Move, Action::Last, "last", &[Key::plain(Code::End), Key::char('G')]),
    on(Group::Move, Action::Open, "open", &[Key::plain(Code::Enter)]),
    on(Group::Move, Action::Peek, "peek", &[Key::char(' ')]),
    on(Group::Move, Action::Back, "back", &[Key::plain(Code::Esc)]),
    on(Group::Pages, Action::NextPage, "next-page", &[Key::plain(Code::Tab)]),
    on(Group::Pages, Action::PreviousPage, "previous-page", &[Key::plain(Code::BackTab)]),
    on(Group::Pages, Action::Page(Page::Models), "models-page", &[Key::char('1')]),
    on(Group::Pages, Action::Page(Page::Calls), "calls-page", &[Key::char('2')]),
    on(Group::Pages, Action::Page(Page::Bills), "bills-page", &[Key::char('3')]),
    on(Group::Pages, Action::Page(Page::Alerts), "alerts-page", &[Key::char('4')]),
    on(Group::Pages, Action::Page(Page::Accounts), "accounts-page", &[Key::char('5')]),
    on(Group::Pages, Action::Counterpart, "model-or-bill", &[Key::char('m')]),
    on(Group::Find, Action::Filter, "filter", &[Key::char('/'), f(3)]),
    on(Group::Find, Action::Sort, "sort", &[Key::char('s'), f(6)]),
    on(Group::Find, Action::Reverse, "reverse", &[Key::char('S')]),
    on(Group::Find, Action::Untouched, "untouched", &[Key::char('u')]),
    on(Group::Find, Action::Mark, "mark", &[Key::char('v')]),
    on(Group::Find, Action::Columns, "columns", &[Key::char('c')]),
    on(Group::Find, Action::ColumnUp, "column-up", &[Key::char('K')]),
    on(Group::Find, Action::ColumnDown, "column-down", &[Key::char('J')]),
    on(Group::Bills, Action::Left, "left", &[Key::plain(Code::Left), Key::char('h')]),
    on(Group::Bills, Action::Right, "right", &[Key::plain(Code::Right), Key::char('l')]),
    on(Group::Bills, Action::Group, "group-by", &[Key::char('b')]),
    on(Group::Bills, Action::Product, "product", &[Key::char('p')]),
    on(Group::Alerts, Action::Acknowledge, "acknowledge", &[Key::char('x')]),
    on(Group::Alerts, Action::Snooze, "snooze", &[Key::char('z')]),
    on(Group::Alerts, Action::Mute, "mute", &[Key::char('M')]),
    on(Group::Accounts, Action::Account, "account", &[Key::char('a')]),
    on(Group::Accounts, Action::FreeQuotaOnly, "free-quota-only", &[Key::char('f')]),
    on(Group::Accounts, Action::Stop, "stop", &[Key::plain(Code::Backspace)]),
    on(Group::Accounts, Action::Profiles, "choose-profile", &[Key::char('P')]),
    on(Group::Accounts, Action::NextProfile, "next-profile", &[Key::char(']')]),
    on(Group::Accounts, Action::PreviousProfile, "previous-profile", &[Key::char('[')]),
    on(Group::Copy, Action::Copy, "copy", &[Key::char('y')]),
    on(Group::Copy, Action::CopyRemedy, "copy-remedy", &[Key::char('Y')]),
    on(Group::Program, Action::Refresh, "refresh", &[Key::char('r'), f(5)]),
    on(Group::Program, Action::Palette, "palette", &[Key::char(':')]),
    on(Group::Program, Action::Theme, "theme", &[Key::char('t')]),
    on(Group::Program, Action::Demo, "demo", &[Key::char('d')]),
    on(Group::Program, Action::Hold, "hold", &[Key::char(' ')]),
    on(Group::Program, Action::Help, "help", &[Key::char('?'), f(1)]),
    on(Group::Program, Action::Suspend, "suspend", &[Key::ctrl('z')]),
    on(Group::Program, Action::Quit, "quit", &[Key::char('q'), f(10)]),
];

impl Action {
    pub fn binding(self) -> &'static Binding {
        const MISSING: Binding = on(Group::Program, Action::Quit, "", &[]);
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
    let row = |row: &Binding| Bindable {
        name: row.name,
        keys: row.keys,
        fixed: row.action.fixed(),
        may_share: row.action.is_only_on_wall(),
    };
    BINDINGS.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_names_are_unique() {
        let rows = bindable();
        let own = rows.iter().filter(|row| !row.may_share);
        let keys: Vec<Key> = own.flat_map(|row| row.keys.iter().chain(row.fixed)).copied().collect();
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
        let groups: Vec<Group> = BINDINGS.iter().map(|row| row.group).collect();
        let runs: Vec<Group> = groups.chunk_by(|left, right| left == right).map(|run| run[0]).collect();
        assert_eq!(runs, Group::iter().collect::<Vec<_>>(), "each group is in one piece");
    }
}
