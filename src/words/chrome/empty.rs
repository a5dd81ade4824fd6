//! Why there is nothing to list.

use crate::words::{Lang, Text, phrase, plain};

pub(crate) const FIRST_RUN: Text =
    Text::new("No login for Alibaba Cloud Model Studio was found.", "没有找到阿里云百炼的登录信息。");
pub(crate) const LOOKED_FOR: Text = Text::new("Looked for:", "已查找：");
pub(crate) const WAYS: Text = Text::new("Four ways forward:", "有四种办法：");
/// The options of a first run: what to type, and what it does. The key of the demo depends on the keymap.
pub(crate) const SIGN_IN: (&str, Text) = (
    "bl auth login",
    Text::new("sign in with Alibaba's own command line tool", "用阿里云官方命令行工具登录"),
);
pub(crate) const ACCESS_KEY: (&str, Text) = (
    "aliyun configure",
    Text::new(
        "or set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET",
        "或设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 _SECRET",
    ),
);
pub(crate) const IMPORT: (&str, Text) = (
    "quotatop import FILE",
    Text::new("or read quotas from an exported bill, without a login", "或从导出的账单读取额度，无需登录"),
);
pub(crate) const DEMO: Text =
    Text::new("look at the demo account; nothing is asked of anyone", "查看演示账户，不发出任何请求");
pub(crate) const NOTICED: Text = Text::new("A new login is noticed by itself.", "登录后会自动识别。");

pub(crate) const FIRST_LOAD: Text =
    Text::new("Asking Alibaba for the models and their free quotas.", "正在向阿里云查询模型及其免费额度。");
pub(crate) const FIRST_STREAM: Text = Text::new(
    "Reading a snapshot from standard input or a pipe, to its end.",
    "正在从标准输入或管道读取快照，直至其结束。",
);
pub(crate) const FIRST_STREAM_HINT: Text =
    Text::new("It ends when the program that writes it does.", "写入快照的程序结束后，读取即告完成。");
pub(crate) const FIRST_READ: Text =
    Text::new("Reading the models and their free quotas.", "正在读取模型及其免费额度。");
pub(crate) const NO_MODELS: Text =
    Text::new("Alibaba lists no models for this account.", "阿里云没有为该账户列出任何模型。");
pub(crate) const EMPTY_SNAPSHOT: Text = Text::new("The snapshot lists no models.", "快照中没有模型。");
pub(crate) const EMPTY_SNAPSHOT_HINT: Text = Text::new(
    "quotatop list -o json > FILE writes one; a change of the file is noticed by itself.",
    "quotatop list -o json > FILE 可生成快照；文件变化后会自动重新读取。",
);
pub(crate) const NO_MODELS_HINT: Text = Text::new(
    "Check that site and region in the configuration are those of the account.",
    "请检查配置文件中的 site 和 region 是否与账户一致。",
);
pub(crate) const OFFLINE: Text = Text::new(
    "Nothing was kept from an earlier run, and offline nothing is asked.",
    "没有保存过的数据，离线模式下也不会查询。",
);
pub(crate) const OFFLINE_HINT: Text =
    Text::new("Run quotatop once without --offline.", "请先不带 --offline 运行一次 quotatop。");
pub(crate) const OFFLINE_LINE: Text = Text::new(
    "no last known data for this login; run the command once without --offline",
    "没有该登录的历史数据；请先不带 --offline 运行一次该命令",
);
pub(crate) const FAILED: Text = Text::new("The free quotas could not be read.", "无法读取免费额度。");

/// Nothing matches.
pub(crate) fn no_match(lang: Lang, filter: &str) -> String {
    let filter = plain(filter);
    phrase!(lang, "Nothing matches \"{filter}\".", "没有匹配“{filter}”的模型。")
}

/// `key` clears the filter.
pub(crate) fn clears(lang: Lang, key: &str) -> String {
    phrase!(lang, "{key} clears the filter.", "按 {key} 清除筛选。")
}

/// When the failure began, and the next attempt: `Since 14:02. Tried again at 14:13.`
pub(crate) fn attempts(lang: Lang, since: &str, next: Option<&str>) -> String {
    match next {
        None => phrase!(lang, "Since {since}.", "自 {since} 起。"),
        Some(moment) => {
            phrase!(lang, "Since {since}. Tried again at {moment}.", "自 {since} 起，{moment} 重试。")
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
            (Lang::English, Some("14:13"), "Since 14:02. Tried again at 14:13."),
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
