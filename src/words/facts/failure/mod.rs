//! Failures: what happened, and what to do about it. One line each, without secrets.

use std::borrow::Cow;

use chrono::TimeDelta;

use crate::{
    domain::{Cause, FeedName, Limit, remedy::new_access_key},
    words::{Lang, Text, chrome::bars::ACCOUNT_OFF, number, phrase, plain, time},
};

/// A described failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What happened. Never empty.
    pub message: String,
    /// What to do about it; a command where one helps. Never empty.
    pub remedy: String,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.message, self.remedy)
    }
}

pub(crate) const NO_HOME: Text = Text::new(
    "no home folder is known; set HOME, or name a file with --config",
    "无法确定主目录；请设置 HOME，或用 --config 指定文件",
);

/// The remedy if a new login helps.
const SIGN_IN: Text = Text::new("sign in again: bl auth login", "请重新登录：bl auth login");
const WAIT: Text =
    Text::new("try again later; the dashboard does so by itself", "请稍后重试；面板会自动重试");
const NETWORK: Text =
    Text::new("check the network; the dashboard tries again by itself", "请检查网络；面板会自动重试");
const BETWEEN: Text = Text::new(
    "check any proxy in between; the dashboard tries again by itself",
    "请检查网络代理；面板会自动重试",
);
const CORRECT: Text = Text::new("correct it, or sign in in another way", "请更正，或改用其他登录方式");

/// Describes `cause`.
pub(crate) fn report(lang: Lang, cause: &Cause) -> Report {
    Report { message: message(lang, cause), remedy: remedy(lang, cause).into_owned() }
}

/// Describes the failure of `feed`.
pub(crate) fn report_feed(lang: Lang, feed: FeedName, cause: &Cause) -> Report {
    match cause {
        Cause::NoAccessKey { .. } if feed == FeedName::Bills => Report {
            message: lang.pick("bills need an AccessKey", "读取账单需要 AccessKey").to_owned(),
            remedy: lang
                .pick(
                    "set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET of a RAM user allowed \
                     bssapi:DescribeInstanceBill, or run: aliyun configure",
                    "请设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 _SECRET (RAM 用户需有 \
                     bssapi:DescribeInstanceBill 权限)，或运行：aliyun configure",
                )
                .to_owned(),
        },
        _ => report(lang, cause),
    }
}

/// What happened.
fn message(lang: Lang, cause: &Cause) -> String {
    match cause {
        Cause::NoLogin { looked_for } => {
            let looked_for = list(lang, looked_for);
            phrase!(
                lang,
                "no login was found (looked for {looked_for})",
                "没有找到登录信息 (已查找：{looked_for})",
            )
        }
        Cause::NoModels => lang
            .pick("the server lists no models for this account", "服务器没有为该账户列出任何模型")
            .to_owned(),
        Cause::NoAccessKey { .. } => ACCOUNT_OFF[0].of(lang).to_owned(),
        Cause::NotLoggedIn { credential } => {
            format!("{} ({})", lang.pick("the console login ended", "控制台登录已失效"), plain(credential))
        }
        Cause::KeyRefused { credential, code } => {
            let refused = lang.pick("the AccessKey was refused", "AccessKey 被拒绝");
            format!("{refused} ({}: {})", plain(credential), plain(code))
        }
        Cause::Forbidden { code, .. } => {
            format!("{} ({})", lang.pick("no permission", "没有权限"), plain(code))
        }
        Cause::NotActivated { code } => {
            let inactive = lang.pick("Model Studio is not activated for this account", "该账户尚未开通百炼");
            format!("{inactive} ({})", plain(code))
        }
        Cause::RateLimited { .. } => lang.pick("the server asks to wait", "服务器要求稍候").to_owned(),
        Cause::Refused { code, message } => {
            let refused = lang.pick("the server refused: ", "服务器拒绝：");
            let (code, message) = (plain(code), plain(message));
            if code.is_empty() || message.is_empty() || message == code {
                format!("{refused}{}", if code.is_empty() { message } else { code })
            } else {
                format!("{refused}{code}: {message}")
            }
        }
        Cause::Undecodable { what, detail } => {
            let unclear = lang.pick("the answer was not understood", "无法解析返回内容");
            format!("{unclear} ({}: {})", plain(what), plain(detail))
        }
        Cause::ClockSkew { seconds } => clock_off(lang, *seconds),
        Cause::ClockUnsure { behind_seconds } => clock_unsure(lang, *behind_seconds),
        Cause::File { path: name, detail }
        | Cause::BadProxy { variable: name, detail }
        | Cause::Login { credential: name, detail, .. }
        | Cause::ForeignLogin { credential: name, detail, .. } => {
            format!("{}: {}", plain(name), plain(detail))
        }
        Cause::Internal { detail } => {
            format!("{}{}", lang.pick("quotatop itself failed: ", "quotatop 内部错误："), plain(detail))
        }
        Cause::NotRecorded { api } => {
            let api = plain(api);
            phrase!(lang, "the recording has no answer of {api}", "录制文件中没有 {api} 的应答")
        }
        Cause::Reported { message, .. } => {
            let unnamed = lang.pick("the writer of the snapshot named no reason", "快照没有写明原因");
            or_else(message, unnamed)
        }
        Cause::Unreachable { host, detail } => {
            let (host, detail) = (plain(host), plain(detail));
            phrase!(lang, "{host} cannot be reached: {detail}", "无法连接 {host}：{detail}")
        }
        Cause::ProxyFailed { host, variable, proxy, detail } => {
            let [host, variable, proxy, detail] = [host, variable, proxy, detail].map(|text| plain(text));
            phrase!(
                lang,
                "{host} cannot be reached through {variable} ({proxy}): {detail}",
                "无法通过 {variable} ({proxy}) 连接 {host}：{detail}",
            )
        }
        Cause::TimedOut { host, seconds } => {
            phrase!(lang, "{} did not answer within {seconds} s", "{} 在 {seconds} 秒内没有响应", plain(host))
        }
        Cause::HttpStatus { host, status } => {
            format!("{} {} HTTP {status}", plain(host), lang.pick("answered", "返回"))
        }
        Cause::Redirected { host } => {
            let redirected =
                lang.pick("answered with a redirect, which is not followed", "返回了重定向，未予跟随");
            format!("{} {redirected}", plain(host))
        }
        Cause::OverLimit { what, limit } => {
            format!("{}{}{}", plain(what), lang.pick(": ", "："), over_limit(lang, *limit))
        }
        Cause::TooLarge { host, limit } => {
            let (host, limit) = (plain(host), limit / 1_048_576);
            phrase!(lang, "{host} sent more than {limit} MiB", "{host} 返回的内容超过 {limit} MiB")
        }
    }
}

/// The server's clock is `seconds` ahead of this machine's.
fn clock_off(lang: Lang, seconds: i64) -> String {
    let off = clock_difference(lang, seconds);
    let way = if seconds > 0 { lang.pick("behind", "慢") } else { lang.pick("ahead of", "快") };
    phrase!(
        lang,
        "this machine's clock is {off} {way} the server's, by which everything is judged",
        "本机时钟比服务器{way} {off}；一切以服务器时间为准",
    )
}

/// This machine's clock is unreliable, and why.
fn clock_unsure(lang: Lang, behind_seconds: Option<i64>) -> String {
    let why = match behind_seconds.map(|seconds| clock_difference(lang, seconds)) {
        Some(off) => {
            phrase!(
                lang,
                "is at least {off} behind (saved data are newer)",
                "至少慢 {off} (已保存的数据更新)"
            )
        }
        None => lang
            .pick("was set or restarted since it was last checked", "自上次核对后被修改或重启过")
            .to_owned(),
    };
    phrase!(
        lang,
        "this machine's clock {why}: next calls are unknown until the server answers",
        "本机时钟{why}：服务器响应前，下次调用未知",
    )
}

/// The difference of two clocks: `3 d 0 h`; from an hour on to the nearest minute.
fn clock_difference(lang: Lang, seconds: i64) -> String {
    let apart = seconds.saturating_abs();
    let apart = if apart < 3600 { apart } else { apart.saturating_add(30) };
    time::duration(lang, TimeDelta::try_seconds(apart).unwrap_or(TimeDelta::MAX))
}

/// What to do about it.
fn remedy(lang: Lang, cause: &Cause) -> Cow<'static, str> {
    let fixed = match cause {
        Cause::NoLogin { .. } => lang.pick(
            "sign in with: bl auth login, or set an AccessKey pair; quotatop --demo needs neither",
            "请登录：bl auth login，或设置 AccessKey；quotatop --demo 都不需要",
        ),
        Cause::NoAccessKey { .. } => lang.pick(
            "set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET of a RAM user allowed bss:DescribeAcccount, or run: aliyun configure",
            "请设置有 bss:DescribeAcccount 权限的 RAM 用户的 ALIBABA_CLOUD_ACCESS_KEY_ID 和 _SECRET，或运行：aliyun configure",
        ),
        Cause::NoModels => lang.pick(
            "check region and workspace_id in the configuration, and that Model Studio is activated: https://modelstudio.console.alibabacloud.com (China: https://bailian.console.aliyun.com)",
            "请检查配置中的 region 和 workspace_id，并确认已开通百炼：https://modelstudio.console.alibabacloud.com (中国站：https://bailian.console.aliyun.com)",
        ),
        Cause::NotLoggedIn { .. } => SIGN_IN.of(lang),
        Cause::KeyRefused { .. } => lang.pick(
            "check that the AccessKey exists and is enabled, and that its secret is right",
            "请确认 AccessKey 存在且已启用，Secret 正确",
        ),
        Cause::Forbidden { action: Some(action), .. } => return grant(lang, action).into(),
        Cause::Forbidden { action: None, .. } => lang.pick(
            "ask the account's owner for access to this workspace, or for AliyunModelStudioReadOnlyAccess",
            "请向账户所有者申请该业务空间的权限，或申请 AliyunModelStudioReadOnlyAccess",
        ),
        Cause::NotActivated { .. } => lang.pick(
            "activate it in the console: https://modelstudio.console.alibabacloud.com (China: https://bailian.console.aliyun.com)",
            "请在控制台开通：https://modelstudio.console.alibabacloud.com (中国站：https://bailian.console.aliyun.com)",
        ),
        Cause::RateLimited { .. } | Cause::HttpStatus { .. } | Cause::Refused { .. } => WAIT.of(lang),
        Cause::Unreachable { .. } | Cause::TimedOut { .. } => NETWORK.of(lang),
        Cause::ProxyFailed { variable, .. } => return check_proxy(lang, variable).into(),
        Cause::BadProxy { .. } => lang.pick(
            "accepted are http://, https://, socks5:// and socks5h:// with host and port; or unset it",
            "可用 http://、https://、socks5:// 或 socks5h:// 加主机和端口；或取消该变量",
        ),
        Cause::TooLarge { .. } | Cause::OverLimit { .. } => BETWEEN.of(lang),
        Cause::Redirected { .. } => lang.pick(
            "check the site in the configuration, and any proxy in between",
            "请检查配置文件中的 site 和网络代理",
        ),
        Cause::Undecodable { .. } => lang.pick(
            "try again; if it stays, update quotatop or check the proxy",
            "请重试；若仍如此，请更新 quotatop 或检查网络代理",
        ),
        Cause::ClockSkew { .. } | Cause::ClockUnsure { .. } => lang.pick(
            "set the clock, e.g.: timedatectl set-ntp true",
            "请校准时钟，例如：timedatectl set-ntp true",
        ),
        Cause::File { .. } => lang.pick("mend the file, or name another one", "请修正该文件，或指定其他文件"),
        Cause::Login { command: Some(command), .. } => {
            return format!("{}{}", lang.pick("run: ", "请运行："), plain(command)).into();
        }
        Cause::Login { command: None, .. } => CORRECT.of(lang),
        Cause::ForeignLogin { new_profile, configured, .. } => {
            return separate_login(lang, new_profile, *configured).into();
        }
        Cause::Internal { .. } => lang.pick(
            "please report it; the dashboard tries again by itself",
            "请报告此问题；面板会自动重试",
        ),
        Cause::NotRecorded { .. } => lang.pick(
            "record it again where the account is: quotatop doctor --record FILE",
            "请在该账户的机器上重新录制：quotatop doctor --record FILE",
        ),
        Cause::Reported { remedy, .. } => {
            return or_else(remedy, lang.pick("look at its source", "请查看快照的来源")).into();
        }
    };
    fixed.into()
}

/// The limit that was reached, and its effect.
fn over_limit(lang: Lang, limit: Limit) -> String {
    match limit {
        Limit::Pages(most) => phrase!(lang, "not read beyond {most} pages", "超过 {most} 页的部分未读取"),
        Limit::Requests(most) => {
            phrase!(lang, "not read beyond {most} requests", "请求超过 {most} 次，其余未读取")
        }
        Limit::Bytes(most) => {
            phrase!(lang, "not read beyond {} MiB", "超过 {} MiB 的部分未读取", most / 1_048_576)
        }
        Limit::Seconds(most) => phrase!(lang, "not read to its end within {most} s", "{most} 秒内未能读完"),
        Limit::Models(most) => {
            let most = number::count(u64::try_from(most).unwrap_or(u64::MAX));
            phrase!(lang, "only the first {most} models are shown", "仅显示前 {most} 个模型")
        }
    }
}

/// What to check if a proxy failed.
fn check_proxy(lang: Lang, variable: &str) -> String {
    let variable = plain(variable);
    phrase!(
        lang,
        "check that proxy, or change {variable}; the dashboard tries again by itself",
        "请检查该代理，或修改 {variable}；面板会自动重试",
    )
}

/// How to sign in without changing a login that belongs to another tool.
fn separate_login(lang: Lang, profile: &str, configured: bool) -> String {
    let command = new_access_key(profile);
    let (command, profile) = (plain(&command), plain(profile));
    let variables = lang.pick(
        "; or set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET",
        "；或设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 _SECRET",
    );
    let pair = if configured { "" } else { variables };
    phrase!(
        lang,
        "run: {command}, then set aliyun_profile = \"{profile}\" in the configuration{pair}",
        "请运行：{command}，然后在配置文件中设置 aliyun_profile = \"{profile}\"{pair}",
    )
}

/// Whom to ask for a permission, and, for reading bills, the command that grants the vendor's policy for it.
fn grant(lang: Lang, action: &str) -> String {
    let asked = lang.pick("ask the account's owner to grant ", "请账户所有者授予权限 ");
    let reads_bills = action.starts_with("bss:") || action.starts_with("bssapi:");
    let policy = if reads_bills {
        lang.pick(" (AliyunBSSReadOnlyAccess): ", " (AliyunBSSReadOnlyAccess)：")
    } else {
        ""
    };
    let command = if reads_bills { ATTACH } else { "" };
    format!("{asked}{}{policy}{command}", plain(action))
}

/// The command with which an account's owner lets a RAM user read bills.
const ATTACH: &str = "aliyun ram AttachPolicyToUser --PolicyType System \
     --PolicyName AliyunBSSReadOnlyAccess --UserName NAME";

fn or_else(text: &str, fallback: &str) -> String {
    if text.trim().is_empty() { fallback.to_owned() } else { plain(text).into_owned() }
}

fn list(lang: Lang, items: &[String]) -> String {
    if items.is_empty() {
        lang.pick("nothing", "无").to_owned()
    } else {
        plain(&items.join(", ")).into_owned()
    }
}

#[cfg(test)]
mod tests;
