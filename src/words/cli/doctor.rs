//! The doctor's report: for each check `ok`, or what to do.

use std::path::Path;

use crate::{
    domain::Cause,
    words::{Lang, Report, Text, phrase, plain, plain_path, report, text::width},
};

pub(crate) const CONFIGURATION: Text = Text::new("configuration", "配置文件");
pub(crate) const PROFILE: Text = Text::new("profile", "Profile");
pub(crate) const LOGIN: Text = Text::new("login", "登录");
pub(crate) const CONSOLE_LOGIN: Text = Text::new("console login", "控制台登录");
pub(crate) const ACCESS_KEY: Text = Text::new("AccessKey", "AccessKey");
pub(crate) const ACCOUNTS: Text = Text::new("accounts", "账号归属");
pub(crate) const PLACE: Text = Text::new("site and region", "站点与地域");
pub(crate) const MODEL_LIST: Text = Text::new("model list", "模型列表");
pub(crate) const FREE_QUOTAS: Text = Text::new("free quotas", "免费额度");
pub(crate) const FREE_QUOTA_ONLY: Text = Text::new("Free Quota Only", "免费额度用完即停");
pub(crate) const ACCOUNT: Text = Text::new("account", "账户");
pub(crate) const BILLS: Text = Text::new("bills", "账单");
pub(crate) const CLOCK: Text = Text::new("clock", "时钟");
pub(crate) const DATA: Text = Text::new("data", "数据");
pub(crate) const CHANNEL: Text = Text::new("channel", "通知渠道");
pub(crate) const LAST_KNOWN_DATA: Text = Text::new("saved data", "已保存的数据");

pub(crate) const LOG: Text = Text::new("log", "日志");

pub(crate) const MAY_DIFFER: Text = Text::new(
    "console login and AccessKey may belong to different accounts; set bl_profile or aliyun_profile",
    "控制台登录与 AccessKey 可能属于不同账号；请在配置文件中指定 bl_profile 或 aliyun_profile",
);

/// There is no configuration file, which is fine.
pub(crate) fn no_file(lang: Lang, path: &Path) -> String {
    let path = plain_path(path);
    phrase!(lang, "none, using defaults ({path})", "无，使用默认配置（{path}）")
}

/// Other users of the machine can access one of our files.
pub(crate) fn open_to_others(lang: Lang, path: &Path) -> String {
    let path = plain_path(path);
    phrase!(
        lang,
        "readable by other users; run: chmod 600 {path}",
        "其他用户可读取该文件；请运行：chmod 600 {path}",
    )
}

pub(crate) const IN_STEP: Text = Text::new("matches the server's", "与服务器时间一致");

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The subject of the check.
    pub name: Text,
    /// The details before the verdict; may be empty.
    pub found: String,
    /// The cause of a failure.
    pub cause: Option<Cause>,
    pub is_remark: bool,
    pub has_failed: bool,
}

impl Finding {
    /// A passed check.
    pub(crate) fn ok(name: Text, found: impl Into<String>) -> Self {
        Self { name, found: found.into(), cause: None, is_remark: false, has_failed: false }
    }

    /// A failed check; `found` includes what to do.
    pub(crate) fn failing(name: Text, found: impl Into<String>) -> Self {
        Self { has_failed: true, ..Self::ok(name, found) }
    }

    /// A failed check with its cause.
    pub(crate) fn failed_with(name: Text, cause: Cause) -> Self {
        Self { name, found: String::new(), cause: Some(cause), is_remark: false, has_failed: true }
    }

    pub(crate) fn remark(name: Text, found: impl Into<String>) -> Self {
        Self { is_remark: true, ..Self::ok(name, found) }
    }

    /// The finding as one line, which ends in `ok` or in what to do.
    pub(crate) fn line(&self, lang: Lang) -> String {
        let (name, ok) = (self.name.of(lang), lang.pick("ok", "正常"));
        // One column more than the widest name needs.
        let pad = lang.pick::<usize>(16, 17).saturating_sub(width(name));
        let name = format!("{name}{:pad$}", "");
        match &self.cause {
            None if self.is_remark || self.has_failed => format!("{name}{}", self.found),
            None if self.found.is_empty() => format!("{name}{ok}"),
            None => format!("{name}{}  {ok}", self.found),
            Some(cause) => {
                let report = report(lang, cause);
                let (Cause::NoLogin { looked_for } | Cause::NoAccessKey { looked_for }) = cause else {
                    return format!("{name}{}", report.line(lang));
                };
                // The name of the check says what is missing.
                let looked_for = plain(&looked_for.join(", ")).into_owned();
                let message = phrase!(lang, "none (looked for {looked_for})", "无（已查找：{looked_for}）");
                format!("{name}{}", Report { message, ..report }.line(lang))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_aligned() {
        for (lang, finding, line) in [
            (Lang::English, Finding::ok(BILLS, ""), "bills           ok"),
            (Lang::English, Finding::ok(FREE_QUOTA_ONLY, "7 models"), "Free Quota Only 7 models  ok"),
            (Lang::English, Finding::remark(ACCOUNTS, "two"), "accounts        two"),
            (Lang::Chinese, Finding::ok(BILLS, ""), "账单             正常"),
            (Lang::Chinese, Finding::ok(FREE_QUOTA_ONLY, "7 个模型"), "免费额度用完即停 7 个模型  正常"),
            (Lang::Chinese, Finding::ok(ACCESS_KEY, "default"), "AccessKey        default  正常"),
        ] {
            assert_eq!(finding.line(lang), line);
        }
    }
}
