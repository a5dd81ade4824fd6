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
pub const OPEN: Does = does(
    "open",
    "open the model, where it is not shown beside the list; a bill's lines; every field of a line; what an alert is about",
);
/// Back.
pub const BACK: Does = does("back", "close what is open; clear the filter");
/// Next page.
pub const NEXT_PAGE: Does = does("pages", "the next page: models, bills, alerts");
/// Previous page.
pub const PREVIOUS_PAGE: Does = does("pages", "the page before");
/// The page of the models.
pub const MODELS_PAGE: Does = does("models", "models: every free quota");
/// The page of the bills.
pub const BILLS_PAGE: Does = does("bills", "bills: which model cost money, and why");
/// The page of the alerts.
pub const ALERTS_PAGE: Does = does("alerts", "alerts: what is worth telling, and what was told");
/// Acknowledge.
pub const ACKNOWLEDGE: Does = does("acknowledge", "alerts: take note; quiet until it is over");
/// Snooze.
pub const SNOOZE: Does = does("snooze 8 h", "alerts: quiet for 8 hours, then told again");
/// Mute.
pub const MUTE: Does = does("mute", "alerts: tell nothing of this model, or listen to it again");
/// To the left.
pub const LEFT: Does = does("earlier", "bills: the billing cycle before");
/// To the right.
pub const RIGHT: Does = does("later", "bills: the billing cycle after");
/// Group.
pub const GROUP: Does = does("group by", "bills: group by model, API key, workspace, item, day, instance");
/// Product.
pub const PRODUCT: Does = does("product", "bills: choose the product");
/// Counterpart.
pub const COUNTERPART: Does =
    does("model/bill", "from a bill or an alert to its model, from a model to its bill");
/// Filter.
pub const FILTER: Does = does(
    "filter",
    "type a filter: words of a name, kind:video, status:low,expired, next:billed; -status:none leaves out; \
     in bills, words of a line",
);
/// Sort.
pub const SORT: Does = does(
    "sort",
    "the next order: attention, model, kind, left, % left, expiry, runs out, next call; payable, name, list price, lines",
);
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

/// What the key for muting does on a muted model.
pub const UNMUTE: &str = "listen again";

/// What the horizontal arrows do on the page of the bills.
pub const CYCLE: &str = "cycle";
/// What Enter does on a group of the bill, among its lines, and among the products.
pub const LINES: &str = "lines";
/// What Enter does on a line.
pub const FIELDS: &str = "all fields";
/// What Enter does on a product.
pub const CHOOSE: &str = "choose";
/// What the key of the filter does on the page of the bills.
pub const SEARCH: &str = "search";
/// Where Esc leads from the lines.
pub const GROUPS: &str = "groups";
/// Where the key of the counterpart leads from a group.
pub const MODEL: &str = "model";
/// Where it leads from a model.
pub const BILL: &str = "bill";

/// Which lines of how many are shown.
pub fn lines(first: usize, last: usize, all: usize) -> String {
    format!("lines {first} to {last} of {all}")
}
