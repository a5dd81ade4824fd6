//! What the keys do: a sentence for the help, and a word for the line of hints.

/// The title of the keys.
pub const KEYS: &str = "keys";
/// The title of the rules.
pub const RULES: &str = "rules";
/// The title of both.
pub const HELP: &str = "help";

/// One action in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Does {
    /// What it does, in the line of hints.
    pub hint: &'static str,
    /// What it does, in the help.
    pub sentence: &'static str,
}

const fn does(hint: &'static str, sentence: &'static str) -> Does {
    Does { hint, sentence }
}

/// One row up.
pub const UP: Does = does("up", "one row up");
/// One row down.
pub const DOWN: Does = does("down", "one row down");
/// One page up.
pub const PAGE_UP: Does = does("page up", "one page up");
/// One page down.
pub const PAGE_DOWN: Does = does("page down", "one page down");
/// To the first row.
pub const FIRST: Does = does("first", "to the first row");
/// To the last row.
pub const LAST: Does = does("last", "to the last row");
/// Open.
pub const OPEN: Does = does("open", "open the model, where it is not shown beside the list or below it");
/// Back.
pub const BACK: Does = does("back", "close what is open; clear the filter");
/// Next page.
pub const NEXT_PAGE: Does = does("turn", "the other page of the help");
/// Previous page.
pub const PREVIOUS_PAGE: Does = does("turn", "the other page of the help");
/// Filter.
pub const FILTER: Does = does(
    "filter",
    "type a filter: words of a name, kind:video, status:low,expired, next:billed; -status:none leaves out",
);
/// Sort.
pub const SORT: Does =
    does("sort", "the next order: attention, model, kind, left, % left, expiry, next call");
/// Reverse.
pub const REVERSE: Does = does("reverse", "turn the order around");
/// Untouched.
pub const UNTOUCHED: Does = does("untouched", "show or fold the models that nobody has used yet");
/// Account.
pub const ACCOUNT: Does = does("account", "the account: balance, and whether it is overdue");
/// Refresh.
pub const REFRESH: Does = does("refresh", "ask for everything now");
/// Demo.
pub const DEMO: Does = does("demo", "where there is no login: look at the demo account");
/// Help.
pub const HELP_KEY: Does = does("help", "this help");
/// Suspend.
pub const SUSPEND: Does = does("suspend", "leave the terminal to the shell; fg comes back");
/// Quit.
pub const QUIT: Does = does("quit", "leave");

/// What the arrows do in the list.
pub const MOVE: &str = "move";
/// What the arrows do in the help.
pub const SCROLL: &str = "scroll";
/// What Esc does while there is a filter.
pub const CLEAR: &str = "clear";
/// What Enter does while a filter is typed.
pub const KEEP: &str = "keep";
/// What the key for the untouched models does while they are folded.
pub const SHOWS: &str = "shows";
/// What it does while they are shown.
pub const FOLD: &str = "fold untouched";

/// Which lines of how many are shown.
pub fn lines(first: usize, last: usize, all: usize) -> String {
    format!("lines {first} to {last} of {all}")
}
