//! Why there is nothing to list.

use crate::words::{Lang, Text, phrase, plain};

pub(crate) const FIRST_RUN: Text =
    Text::new("No login for Alibaba Cloud Model Studio found.", "未检测到阿里云百炼的登录凭证。");
pub(crate) const LOOKED_FOR: Text = Text::new("Looked for:", "已查找：");
pub(crate) const WAYS: Text = Text::new("Sign in, or try the demo:", "可选择：");
/// The options of a first run: what to type, and what it does. The key of the demo depends on the keymap.
pub(crate) const SIGN_IN: (&str, Text) =
    ("bl auth login", Text::new("sign in with Alibaba's command-line tool", "用阿里云官方命令行工具登录"));
pub(crate) const ACCESS_KEY: (&str, Text) = (
    "aliyun configure",
    Text::new(
        "or set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET",
        "或设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 _SECRET",
    ),
);
pub(crate) const IMPORT: (&str, Text) = (
    "quotatop import FILE",
    Text::new("or read quotas from an exported bill, no login needed", "或从导出的账单读取额度，无需登录"),
);
pub(crate) const DEMO: Text = Text::new("demo account, offline", "演示账号，不联网");
pub(crate) const NOTICED: Text = Text::new("New logins are picked up automatically.", "登录后会自动识别。");

pub(crate) const FIRST_LOAD: Text =
    Text::new("Loading models and free quotas from Alibaba.", "正在从阿里云加载模型与免费额度。");
pub(crate) const FIRST_FLEET: Text =
    Text::new("Loading the account from Prometheus.", "正在从 Prometheus 加载账户。");
pub(crate) const FIRST_ACCOUNTS: Text =
    Text::new("Loading the accounts from Prometheus.", "正在从 Prometheus 加载账号。");
/// A fleet of which no account is open.
pub(crate) const NO_ACCOUNT: Text = Text::new("No account is open.", "尚未打开账号。");
pub(crate) const NO_ACCOUNT_HINT: Text = Text::new(
    "The page Accounts lists the accounts of the fleet; Enter opens one.",
    "“账号”页面列出所有账号，按回车键打开其中一个。",
);
pub(crate) const FIRST_STREAM: Text =
    Text::new("Reading a snapshot from standard input or a pipe.", "正在从标准输入或管道读取快照。");
pub(crate) const FIRST_STREAM_HINT: Text =
    Text::new("It is shown when the program that writes it exits.", "写入快照的程序退出后显示。");
pub(crate) const FIRST_READ: Text = Text::new("Loading models and free quotas.", "正在加载模型与免费额度。");
pub(crate) const NO_MODELS: Text =
    Text::new("Alibaba lists no models for this account.", "阿里云未返回该账号的任何模型。");
pub(crate) const EMPTY_SNAPSHOT: Text = Text::new("The snapshot lists no models.", "快照中没有模型。");
pub(crate) const EMPTY_SNAPSHOT_HINT: Text = Text::new(
    "quotatop list -o json > FILE writes one; changes are picked up automatically.",
    "quotatop list -o json > FILE 可生成快照；文件变化后会自动重新读取。",
);
pub(crate) const NO_MODELS_HINT: Text = Text::new(
    "Check site and region in the configuration.",
    "请检查配置文件中的 site 和 region 是否与账号一致。",
);
pub(crate) const OFFLINE: Text = Text::new(
    "No saved data, and --offline makes no requests.",
    "没有已保存的数据，而 --offline 不发出请求。",
);
pub(crate) const OFFLINE_HINT: Text =
    Text::new("Run quotatop once without --offline.", "请先不带 --offline 运行一次 quotatop。");
pub(crate) const OFFLINE_LINE: Text = Text::new(
    "no saved data for this login; run it once without --offline",
    "没有该登录的已保存数据；请先不带 --offline 运行一次",
);
pub(crate) const FAILED: Text = Text::new("Free quotas could not be loaded.", "无法加载免费额度。");

/// Nothing matches.
pub(crate) fn no_match(lang: Lang, filter: &str) -> String {
    let filter = plain(filter);
    phrase!(lang, "No models match \"{filter}\".", "没有匹配“{filter}”的模型。")
}

/// `key` clears the filter.
pub(crate) fn clears(lang: Lang, key: &str) -> String {
    phrase!(lang, "{key} clears the filter.", "按 {key} 清除筛选。")
}

/// When the failure began, and the next attempt: `Since 14:02. Retry at 14:13.`
pub(crate) fn attempts(lang: Lang, since: &str, next: Option<&str>) -> String {
    match next {
        None => phrase!(lang, "Since {since}.", "自 {since} 起。"),
        Some(moment) => {
            phrase!(lang, "Since {since}. Retry at {moment}.", "自 {since} 起，{moment} 重试。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_attempt_is_shown_where_there_is_one() {
        for (lang, next, said) in [
            (Lang::English, None, "Since 14:02."),
            (Lang::English, Some("14:13"), "Since 14:02. Retry at 14:13."),
            (Lang::Chinese, None, "自 14:02 起。"),
            (Lang::Chinese, Some("14:13"), "自 14:02 起，14:13 重试。"),
        ] {
            assert_eq!(attempts(lang, "14:02", next), said);
        }
    }

    #[test]
    fn a_filter_is_data() {
        for lang in Lang::ALL {
            assert!(!no_match(lang, "a\u{1b}[2J").contains('\u{1b}'));
        }
    }
}
