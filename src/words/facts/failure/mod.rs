//! Failures: what happened, and what to do about it. One line each, without secrets.

mod connection;
pub(crate) mod fleet;

use std::borrow::Cow;

use chrono::TimeDelta;

use crate::{
    domain::{
        Cause, FeedName, Limit, Site, Workspace,
        remedy::{new_access_key, workspace_line},
    },
    words::{Lang, Text, chrome::bars::ACCOUNT_OFF, number, phrase, plain, time},
};
use connection::{BETWEEN, check_proxy, distrusted, trust};

/// A described failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What happened. Never empty.
    pub message: String,
    /// What to do about it; a command where one helps. Never empty.
    pub remedy: String,
}

impl Report {
    /// Both on one line.
    pub fn line(&self, lang: Lang) -> String {
        format!("{}{}{}", self.message, lang.pick("; ", "；"), self.remedy)
    }
}

pub(crate) const NO_HOME: Text = Text::new(
    "no home folder; set HOME, or pass --config FILE",
    "无法确定主目录；请设置 HOME，或用 --config 指定文件",
);

/// The remedy if a new login helps.
const SIGN_IN: Text = Text::new("sign in again: bl auth login", "请重新登录：bl auth login");
const WAIT: Text = Text::new("try again later", "请稍后重试");
const NETWORK: Text = Text::new("check the network", "请检查网络");
const CORRECT: Text = Text::new("fix it, or sign in another way", "请更正，或改用其他登录方式");

/// Describes `cause`.
pub(crate) fn report(lang: Lang, cause: &Cause) -> Report {
    Report { message: message(lang, cause), remedy: remedy(lang, cause).into_owned() }
}

/// Describes the failure of `feed`.
pub(crate) fn report_feed(lang: Lang, feed: FeedName, cause: &Cause) -> Report {
    match cause {
        Cause::NoAccessKey { .. } if feed == FeedName::Bills => Report {
            message: lang.pick("AccessKey needed", "需要 AccessKey").to_owned(),
            remedy: lang
                .pick(
                    "use one allowed bssapi:DescribeInstanceBill; run: aliyun configure",
                    "需有 bssapi:DescribeInstanceBill 权限；请运行：aliyun configure",
                )
                .to_owned(),
        },
        _ => report(lang, cause),
    }
}

/// What happened.
fn message(lang: Lang, cause: &Cause) -> String {
    match cause {
        Cause::NoLogin { .. } => lang.pick("no login found", "未检测到登录凭证").to_owned(),
        Cause::NoModels => lang.pick("the server lists no models", "服务器未返回任何模型").to_owned(),
        Cause::NoAccessKey { .. } => ACCOUNT_OFF[0].of(lang).to_owned(),
        Cause::NotLoggedIn { credential } => {
            let expired = lang.pick("the console login has expired", "控制台登录已失效");
            format!("{expired}{}", lang.aside(&plain(credential)))
        }
        Cause::KeyRefused { credential, code } => {
            let refused = lang.pick("AccessKey refused", "AccessKey 被拒绝");
            format!("{refused}{}", lang.aside(&format!("{}: {}", plain(credential), plain(code))))
        }
        Cause::Forbidden { code, .. } => {
            format!("{}{}", lang.pick("no permission", "没有权限"), lang.aside(&plain(code)))
        }
        Cause::NotActivated { code, .. } => {
            let inactive = lang.pick("Model Studio not activated", "尚未开通百炼");
            format!("{inactive}{}", lang.aside(&plain(code)))
        }
        Cause::RateLimited { .. } => lang.pick("rate-limited", "被限流").to_owned(),
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
            let unclear = lang.pick("unexpected response", "返回内容异常");
            format!("{unclear}{}", lang.aside(&format!("{}: {}", plain(what), plain(detail))))
        }
        Cause::NotPrometheus { host }
        | Cause::BadQuery { host, .. }
        | Cause::QueryFailed { host, .. }
        | Cause::QueryRefused { host, .. } => of_prometheus(lang, &plain(host), cause),
        Cause::VariableNotSet { variable } => {
            let variable = plain(variable);
            phrase!(lang, "the environment variable {variable} is not set", "未设置环境变量 {variable}")
        }
        Cause::NoDefaultWorkspace { workspaces, more } => no_default_workspace(lang, workspaces, *more),
        Cause::NotDelivered => {
            lang.pick("monitoring data are not delivered", "未开启监控数据投递").to_owned()
        }
        Cause::ForeignAddress { host, is_plain } => foreign_address(lang, host, *is_plain),
        Cause::ClockSkew { seconds } => clock_off(lang, *seconds),
        Cause::ClockUnsure { behind_seconds } => clock_unsure(lang, *behind_seconds),
        Cause::File { path: name, detail }
        | Cause::BadProxy { variable: name, detail }
        | Cause::Login { credential: name, detail, .. }
        | Cause::ForeignLogin { credential: name, detail, .. } => {
            format!("{}: {}", plain(name), plain(detail))
        }
        Cause::Internal { detail } => {
            format!("{}{}", lang.pick("internal error: ", "quotatop 内部错误："), plain(detail))
        }
        Cause::NotRecorded { api } => {
            let api = plain(api);
            phrase!(lang, "the recording has no {api} call", "录制文件中没有 {api} 调用")
        }
        Cause::Reported { message, .. } => {
            let unnamed = lang.pick("the snapshot names no reason", "快照未写明原因");
            or_else(message, unnamed)
        }
        Cause::Unreachable { host, detail } => {
            let (host, detail) = (plain(host), plain(detail));
            phrase!(lang, "{host} cannot be reached: {detail}", "无法连接 {host}：{detail}")
        }
        Cause::Distrusted { host, why } => distrusted(lang, &plain(host), *why),
        Cause::ProxyFailed { host, variable, proxy, detail } => {
            let [host, variable, proxy, detail] = [host, variable, proxy, detail].map(|text| plain(text));
            phrase!(
                lang,
                "{host} cannot be reached through {variable} ({proxy}): {detail}",
                "无法通过 {variable}（{proxy}）连接 {host}：{detail}",
            )
        }
        Cause::TimedOut { host, seconds } => {
            phrase!(lang, "{} did not answer within {seconds} s", "{} 在 {seconds} 秒内没有响应", plain(host))
        }
        Cause::HttpStatus { host, status } => {
            format!("{} {} HTTP {status}", plain(host), lang.pick("answered", "返回"))
        }
        Cause::Redirected { host } => {
            let redirected = lang.pick("answered with a redirect", "返回了重定向");
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

/// The workspaces that exist, none of which is the default one.
fn no_default_workspace(lang: Lang, workspaces: &[Workspace], more: usize) -> String {
    let each = workspaces.iter().map(|workspace| {
        let name = workspace.name.as_deref().map(|name| lang.aside(&plain(name))).unwrap_or_default();
        format!("{}{name}", plain(&workspace.id))
    });
    let named = each.collect::<Vec<_>>().join(lang.pick(", ", "、"));
    let more = match more {
        0 => String::new(),
        more => phrase!(lang, ", {more} more", "，另有 {more} 个"),
    };
    phrase!(lang, "no default workspace: {named}{more}", "没有默认业务空间：{named}{more}",)
}

fn choose_workspace(lang: Lang, workspaces: &[Workspace]) -> String {
    let first = workspaces.first().map(|workspace| workspace.id.as_str()).unwrap_or_default();
    let line = workspace_line(&plain(first));
    phrase!(lang, "configure one: {line}", "请在配置文件中指定：{line}")
}

/// What a Prometheus answers, or whatever answers in its place.
fn of_prometheus(lang: Lang, host: &str, cause: &Cause) -> String {
    match cause {
        Cause::BadQuery { message, .. } => {
            let message = plain(message);
            phrase!(lang, "{host} refused a query: {message}", "{host} 拒绝了查询：{message}")
        }
        Cause::QueryFailed { message, .. } => {
            let message = plain(message);
            phrase!(lang, "{host} did not complete a query: {message}", "{host} 未能完成查询：{message}")
        }
        Cause::QueryRefused { status, .. } => {
            phrase!(lang, "{host} refuses queries (HTTP {status})", "{host} 拒绝查询（HTTP {status}）")
        }
        _ => phrase!(lang, "{host} is no Prometheus", "{host} 不是 Prometheus 服务"),
    }
}

/// No login is sent to the Prometheus at `host`, and why.
fn foreign_address(lang: Lang, host: &str, is_plain: bool) -> String {
    let host = or_else(host, lang.pick("an unknown address", "未知地址"));
    if is_plain {
        phrase!(lang, "Prometheus at {host} does not use https", "{host} 上的 Prometheus 未使用 https")
    } else {
        phrase!(lang, "Prometheus at {host} is not Alibaba's", "{host} 上的 Prometheus 不属于阿里云")
    }
}

/// The server's clock is `seconds` ahead of this machine's.
fn clock_off(lang: Lang, seconds: i64) -> String {
    let off = clock_difference(lang, seconds);
    let way = if seconds > 0 { lang.pick("behind", "慢") } else { lang.pick("ahead", "快") };
    phrase!(
        lang,
        "this machine's clock is {off} {way} (server time is used)",
        "本机时钟比服务器时间{way} {off}；以服务器时间为准",
    )
}

/// This machine's clock is unreliable, and why.
fn clock_unsure(lang: Lang, behind_seconds: Option<i64>) -> String {
    let why = match behind_seconds.map(|seconds| clock_difference(lang, seconds)) {
        Some(off) => {
            phrase!(lang, "is at least {off} behind", "至少慢 {off}")
        }
        None => lang.pick("was set or restarted", "被修改或重启过").to_owned(),
    };
    phrase!(lang, "this machine's clock {why}: next calls unknown", "本机时钟{why}：下次调用未知",)
}

/// The difference of two clocks: `3 d 0 h`; from an hour on to the nearest minute.
fn clock_difference(lang: Lang, seconds: i64) -> String {
    let apart = seconds.saturating_abs();
    let apart = if apart < 3600 { apart } else { apart.saturating_add(30) };
    time::duration(lang, TimeDelta::try_seconds(apart).unwrap_or(TimeDelta::MAX))
}

/// What to do about it.
fn remedy(lang: Lang, cause: &Cause) -> Cow<'static, str> {
    let fixed =
        match cause {
            Cause::NoLogin { .. } => lang.pick(
                "run: bl auth login, or set an AccessKey; to try it: quotatop --demo",
                "请登录（bl auth login）或设置 AccessKey；也可先试用：quotatop --demo",
            ),
            Cause::NoAccessKey { .. } => lang.pick("run: aliyun configure", "请运行：aliyun configure"),
            Cause::NoModels => lang.pick(
                "check region and workspace_id, and that Model Studio is activated",
                "请检查配置文件中的 region 和 workspace_id，并确认已开通百炼",
            ),
            Cause::NotLoggedIn { .. } => SIGN_IN.of(lang),
            Cause::KeyRefused { .. } => lang.pick(
                "check that it is enabled and its secret is right",
                "请确认 AccessKey 存在且已启用，Secret 正确",
            ),
            Cause::Forbidden { action: Some(action), .. } => return grant(lang, action).into(),
            Cause::Forbidden { action: None, .. } => lang.pick(
                "get access to this workspace, or AliyunModelStudioReadOnlyAccess",
                "请申请该业务空间的权限，或 AliyunModelStudioReadOnlyAccess",
            ),
            Cause::NotActivated { site, .. } => {
                let console = site.unwrap_or(Site::International).console();
                return phrase!(lang, "activate: {console}", "请开通：{console}").into();
            }
            Cause::Redirected { .. } | Cause::HttpStatus { status: 400..500, .. } => {
                lang.pick("check site and any proxy", "请检查配置文件中的 site 和网络代理")
            }
            Cause::RateLimited { .. } | Cause::HttpStatus { .. } | Cause::Refused { .. } => WAIT.of(lang),
            Cause::Unreachable { .. } | Cause::TimedOut { .. } => NETWORK.of(lang),
            Cause::Distrusted { why, .. } => trust(lang, *why),
            Cause::ProxyFailed { variable, .. } => return check_proxy(lang, variable).into(),
            Cause::BadProxy { .. } => lang.pick(
                "use http://, https://, socks5:// or socks5h:// with host and port, or unset it",
                "可用 http://、https://、socks5:// 或 socks5h:// 加主机和端口；或取消该变量",
            ),
            Cause::OverLimit { limit: Limit::Series(_) | Limit::Samples(_), .. }
            | Cause::QueryFailed { .. } => lang.pick("choose a shorter range", "请选择更短的时间范围"),
            Cause::TooLarge { .. } | Cause::OverLimit { .. } => BETWEEN.of(lang),
            Cause::NotPrometheus { .. } => lang.pick(
                "check the address in the configuration, and any proxy",
                "请检查配置文件中的地址和网络代理",
            ),
            Cause::NoDefaultWorkspace { workspaces, .. } => {
                return choose_workspace(lang, workspaces).into();
            }
            Cause::QueryRefused { .. } => {
                lang.pick("set headers in the configuration", "请在配置文件中设置 headers")
            }
            Cause::VariableNotSet { .. } => {
                lang.pick("set it, then start quotatop again", "请设置后重新启动 quotatop")
            }
            Cause::NotDelivered => lang.pick(
                "run: bl monitor delivery enable (Alibaba charges for it)",
                "请运行：bl monitor delivery enable（阿里云会收费）",
            ),
            Cause::ForeignAddress { .. } => lang
                .pick("set endpoints.prometheus to one you trust", "请将 endpoints.prometheus 设为可信地址"),
            Cause::Undecodable { .. } | Cause::BadQuery { .. } => {
                lang.pick("try again; if it persists, update quotatop", "请重试；若仍如此，请更新 quotatop")
            }
            Cause::ClockSkew { .. } | Cause::ClockUnsure { .. } => {
                lang.pick("run: timedatectl set-ntp true", "请运行：timedatectl set-ntp true")
            }
            Cause::File { .. } => lang.pick("check the path", "请检查路径"),
            Cause::Login { command: Some(command), .. } => {
                return format!("{}{}", lang.pick("run: ", "请运行："), plain(command)).into();
            }
            Cause::Login { command: None, .. } => CORRECT.of(lang),
            Cause::ForeignLogin { new_profile, configured, .. } => {
                return separate_login(lang, new_profile, *configured).into();
            }
            Cause::Internal { .. } => lang.pick("please report it", "请报告此问题"),
            Cause::NotRecorded { .. } => lang.pick(
                "record it again: quotatop doctor --record FILE",
                "请重新录制：quotatop doctor --record FILE",
            ),
            Cause::Reported { remedy, .. } => {
                return or_else(remedy, lang.pick("check where the snapshot comes from", "请检查快照的来源"))
                    .into();
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
        Limit::Series(most) => {
            let most = number::count(u64::try_from(most).unwrap_or(u64::MAX));
            phrase!(lang, "more than {most} series", "超过 {most} 条时间序列")
        }
        Limit::Samples(most) => {
            let most = number::count(u64::try_from(most).unwrap_or(u64::MAX));
            phrase!(lang, "more than {most} values", "超过 {most} 个数据点")
        }
    }
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
    let action = plain(action);
    if action.starts_with("bss:") || action.starts_with("bssapi:") {
        phrase!(
            lang,
            "needs {action}; as the owner, run: {ATTACH}",
            "需要权限 {action}；请用主账号运行：{ATTACH}"
        )
    } else {
        phrase!(lang, "have {action} granted by the account's owner", "请主账号授予权限 {action}",)
    }
}

/// The command with which an account's owner lets a RAM user read bills.
const ATTACH: &str = "aliyun ram AttachPolicyToUser --PolicyType System \
     --PolicyName AliyunBSSReadOnlyAccess --UserName NAME";

fn or_else(text: &str, fallback: &str) -> String {
    if text.trim().is_empty() { fallback.to_owned() } else { plain(text).into_owned() }
}

#[cfg(test)]
mod tests;
