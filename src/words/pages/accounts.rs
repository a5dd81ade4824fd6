//! Texts of the accounts' list, on its page and of `quotatop accounts`: headings, and what a filter finds.

use crate::words::{Lang, Text, phrase, plain};

pub(crate) const TAB: Text = Text::new("Accounts", "账号");
pub(crate) const ACCOUNT: Text = Text::new("ACCOUNT", "账号");
pub(crate) const BALANCE: Text = Text::new("BALANCE", "余额");
pub(crate) const MODELS: Text = Text::new("MODELS", "模型");
pub(crate) const BILLED: Text = Text::new("BILLED", "计费");
pub(crate) const REFUSED: Text = Text::new("REFUSED", "拒绝");
pub(crate) const LOW: Text = Text::new("LOW", "偏低");
pub(crate) const USED_UP: Text = Text::new("USED UP", "已用完");
pub(crate) const RUNS_OUT: Text = Text::new("RUNS OUT NEXT", "最先用完");
/// Of the quota that runs out next.
pub(crate) const MODEL: Text = Text::new("MODEL", "模型");
pub(crate) const LAPSES: Text = Text::new("LAPSES 7 D", "7 天内失效");
pub(crate) const SPENT: Text = Text::new("SPENT", "本账期费用");
pub(crate) const READ: Text = Text::new("READ", "更新于");
pub(crate) const CLEARS: Text = Text::new("clears the filter", "清除筛选");
/// Without them the server adds up every model of every account each time.
pub(crate) const NO_RULES: Text = Text::new(
    "no recording rules: costs the server more (docs/fleet.md)",
    "未加载记录规则，服务器开销更大（docs/fleet.md）",
);

/// The accounts of a fleet cannot be read: why.
pub(crate) fn unread(lang: Lang, message: &str) -> String {
    phrase!(lang, "accounts: {message}", "账号：{message}")
}

/// How many accounts a filter finds: `3 of 12 accounts`.
pub(crate) fn matches(lang: Lang, found: usize, all: usize) -> String {
    phrase!(lang, "{found} of {all} accounts", "{found}/{all} 个账号")
}

/// `no account matches berlin`.
pub(crate) fn no_match(lang: Lang, filter: &str) -> String {
    let filter = plain(filter);
    phrase!(lang, "No account matches {filter}.", "没有与 {filter} 匹配的账号。")
}
