//! The guard of commands that change something in the account.

use crate::{
    domain::write::Barred,
    words::{Lang, Text, phrase, plain},
};

pub(crate) const NEEDS_TERMINAL: Text = Text::new(
    "this changes something in your account, and there is no terminal to confirm it on; add --yes, or --dry-run to see what it would do",
    "此操作会更改您的账号，但没有终端可供确认；请加上 --yes，或用 --dry-run 查看将更改的内容",
);

pub(crate) const NOT_CONFIRMED: Text =
    Text::new("not confirmed; nothing was changed", "未确认；未作任何更改");

/// Why nothing may be changed.
pub(crate) fn barred(lang: Lang, barred: Barred, profile: &str) -> String {
    let profile = plain(profile);
    match barred {
        Barred::ReadOnly => phrase!(
            lang,
            "the profile {profile} has read_only = true in the configuration; nothing was changed",
            "配置文件中的 profile {profile} 已设置 read_only = true；未作任何更改",
        ),
        Barred::Offline => lang
            .pick("--offline sends nothing; leave it out", "--offline 不发送任何请求；请去掉该选项")
            .to_owned(),
        Barred::NoAccount => lang
            .pick(
                "this needs a live account; leave out --demo, --snapshot and --replay, or choose another --profile",
                "此操作需要真实账户；请去掉 --demo、--snapshot 和 --replay，或用 --profile 选择其他账户",
            )
            .to_owned(),
    }
}

/// What has to be typed to confirm.
pub(crate) fn question(lang: Lang, word: &str) -> String {
    let word = plain(word);
    phrase!(lang, "To confirm, type {word} and press Enter: ", "确认请输入 {word} 并按回车：")
}

/// The server accepts no requests yet.
pub(crate) fn must_wait(lang: Lang, wait: &str) -> String {
    phrase!(lang, "rate-limited; try again in {wait}", "被限流；请在 {wait}后重试")
}
