//! Several accounts side by side: what is shown of them, and the list to choose from.

use crate::{
    domain::AccountState,
    words::{Lang, Text},
};

/// All profiles shown as one.
pub const ALL: Text = Text::new("All", "全部");
/// The title of the list to choose from.
pub const TITLE: Text = Text::new("profiles", "配置");
/// The column of the profile a row belongs to.
pub const PROFILE: Text = Text::new("PROFILE", "配置");
/// The column of how current its data are.
pub const STATE: Text = Text::new("QUOTAS", "免费额度");
/// The column of what its account is.
pub const ACCOUNT: Text = Text::new("ACCOUNT", "账户");
/// The column of how many models it has.
pub const MODELS: Text = Text::new("MODELS", "模型");
/// The column of how many alerts it has.
pub const ALERTS: Text = Text::new("ALERTS", "告警");
/// How an account stands; `owed` is an amount with its currency: `overdue: 12.40 USD`.
pub fn account(lang: Lang, state: AccountState, owed: Option<&str>) -> String {
    match (state, owed) {
        (AccountState::Overdue, Some(owed)) => {
            format!("{}{owed}", lang.pick("overdue: ", "欠费："))
        }
        (AccountState::Overdue, None) => lang.pick("overdue", "欠费").to_owned(),
        (AccountState::Good, _) => lang.pick("nothing owed", "未欠费").to_owned(),
        (AccountState::Unknown, _) => lang.pick("not checked", "未检查").to_owned(),
    }
}

/// How many are shown as one: `3 profiles`.
pub fn count(lang: Lang, count: usize) -> String {
    match lang {
        Lang::English => format!("{count} profiles"),
        Lang::Chinese => format!("{count} 个配置"),
    }
}

/// Which of how many is shown: `2 of 3`.
pub fn nth(lang: Lang, position: usize, count: usize) -> String {
    match lang {
        Lang::English => format!("{position} of {count}"),
        Lang::Chinese => format!("第 {position}/{count} 个"),
    }
}

/// How many accounts owe besides those that are named: `and 2 more`.
pub fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::English => format!("and {count} more"),
        Lang::Chinese => format!("另有 {count} 个"),
    }
}

/// What is said of one profile: `prod: quotas 2 h ago stale`.
pub fn of(lang: Lang, profile: &str, told: &str) -> String {
    match lang {
        Lang::English => format!("{profile}: {told}"),
        Lang::Chinese => format!("{profile}：{told}"),
    }
}
