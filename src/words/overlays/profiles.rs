//! Texts about several profiles, and of the profile chooser.

use crate::{
    domain::AccountState,
    words::{Lang, Text, phrase},
};

pub(crate) const ALL: Text = Text::new("All", "全部");
pub(crate) const TITLE: Text = Text::new("accounts", "账号");
pub(crate) const PROFILE: Text = Text::new("PROFILE", "PROFILE");
pub(crate) const STATE: Text = Text::new("QUOTAS", "免费额度");
pub(crate) const ACCOUNT: Text = Text::new("ACCOUNT", "账户");
pub(crate) const MODELS: Text = Text::new("MODELS", "模型");
pub(crate) const ALERTS: Text = Text::new("ALERTS", "告警");
/// The state of an account; `owed` is an amount with its currency: `overdue: 12.40 USD`.
pub(crate) fn account(lang: Lang, state: AccountState, owed: Option<&str>) -> String {
    match (state, owed) {
        (AccountState::Overdue, Some(owed)) => {
            format!("{}{owed}", lang.pick("overdue: ", "欠费："))
        }
        (AccountState::Overdue, None) => lang.pick("overdue", "欠费").to_owned(),
        (AccountState::Good, _) => lang.pick("not overdue", "未欠费").to_owned(),
        (AccountState::Unknown, _) => lang.pick("not checked", "未检查").to_owned(),
    }
}

/// `3 profiles`.
pub(crate) fn count(lang: Lang, count: usize) -> String {
    phrase!(lang, "{count} accounts", "{count} 个账号")
}

/// `2 of 3`.
pub(crate) fn nth(lang: Lang, position: usize, count: usize) -> String {
    phrase!(lang, "{position} of {count}", "第 {position}/{count} 个")
}

/// The number of other overdue accounts: `and 2 more`.
pub(crate) fn more(lang: Lang, count: usize) -> String {
    phrase!(lang, "and {count} more", "另有 {count} 个")
}

/// A text about one profile: `prod: quotas 2 h ago stale`.
pub(crate) fn of(lang: Lang, profile: &str, text: &str) -> String {
    phrase!(lang, "{profile}: {text}", "{profile}：{text}")
}
