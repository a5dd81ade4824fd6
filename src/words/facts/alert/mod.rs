//! Alert texts: one line for an event, a title and a text for a message.

use chrono::{DateTime, Utc};

use super::bill::at_least;
use crate::{
    domain::{
        FailureKind, Zone,
        alert::{
            BalanceFacts, Change, DeliveryError, Event, Facts, FeedFacts, Message, QuotaFacts, Rule,
            Severity, SpendFacts, Subject,
        },
    },
    words::{Lang, Text, number, pages, phrase, plain, report, time},
};

pub(crate) const NO_CHANNELS: Text = Text::new(
    "no channel delivers alerts of this profile; a profile with source = \"alibaba\" uses those of the file that quotatop config path names, e.g. [channels.bell] with kind = \"bell\"",
    "没有渠道为此配置发送通知；source = \"alibaba\" 的配置使用 quotatop config path 所示文件中的渠道，例如 [channels.bell]，其中 kind = \"bell\"",
);
pub(crate) const NOT_OFFLINE: Text =
    Text::new("poll asks the server; leave out --offline", "poll 需要查询服务器；请去掉 --offline");

/// The severity in a word.
pub(crate) const fn severity(lang: Lang, severity: Severity) -> &'static str {
    let chinese = match severity {
        Severity::Critical => "严重",
        Severity::Warning => "警告",
        Severity::Info => "提示",
    };
    lang.pick(severity.into_str(), chinese)
}

/// The model, the feed, or the account.
pub(crate) fn subject(lang: Lang, subject: &Subject) -> String {
    match subject {
        Subject::Account => lang.pick("account", "账户").to_owned(),
        Subject::Feed(name) => pages::feed(lang, *name).to_owned(),
        Subject::Model(name) => plain(name.as_str()).into_owned(),
    }
}

/// An event in one line: `qwen-max: 24,098 of 1,000,000 tokens left`.
pub(crate) fn event(lang: Lang, event: &Event, now: DateTime<Utc>, zone: Zone) -> String {
    let what = match event.change {
        Change::Cleared => cleared(lang, event.rule).to_owned(),
        _ => what(lang, event.rule, &event.facts, now, zone),
    };
    let prefix = match event.change {
        Change::Test => lang.pick("test: ", "测试："),
        Change::Reminded => lang.pick("still: ", "仍未解除："),
        Change::Raised | Change::Found | Change::Cleared => "",
    };
    format!("{prefix}{}{}{what}", subject(lang, &event.subject), lang.pick(": ", "："))
}

/// The facts of a raised rule: `24,098 of 1,000,000 tokens left`.
pub(crate) fn what(lang: Lang, rule: Rule, facts: &Facts, now: DateTime<Utc>, zone: Zone) -> String {
    match facts {
        Facts::Quota(facts) => quota(lang, rule, facts, now, zone),
        Facts::Balance(facts) => balance(lang, rule, facts),
        Facts::Spend(facts) => spend(lang, rule, facts),
        Facts::Feed(facts) => feed(lang, rule, facts, now, zone),
    }
}

/// Why a channel did not deliver a message.
pub(crate) fn delivery_error(lang: Lang, why: &DeliveryError) -> String {
    match why {
        DeliveryError::Webhook(cause) => report(lang, cause).message,
        DeliveryError::BadAddress => lang
            .pick(
                "its address cannot be used; use https://HOST/PATH without a login (http only to this machine)",
                "地址不可用；请用不含登录信息的 https://HOST/PATH (http 仅限本机)",
            )
            .to_owned(),
        DeliveryError::NotStarted(detail) => {
            format!("{}{}", lang.pick("the command cannot be started: ", "无法启动命令："), plain(detail))
        }
        DeliveryError::EndedWith(Some(status)) => {
            format!("{} {status}", lang.pick("the command ended with status", "命令退出，状态码"))
        }
        DeliveryError::EndedWith(None) => lang.pick("the command failed", "命令执行失败").to_owned(),
        DeliveryError::TookTooLong(limit) => phrase!(
            lang,
            "the command took longer than {} s, and was ended",
            "命令运行超过 {} 秒，已终止",
            limit.as_secs()
        ),
        DeliveryError::NoVariable(name) => phrase!(
            lang,
            "the environment variable {} is not set",
            "没有设置环境变量 {}",
            plain(name),
        ),
        DeliveryError::NoTerminal => {
            lang.pick("there is no terminal on standard output", "标准输出不是终端").to_owned()
        }
    }
}

/// An event in the log: `critical billed raised: qwen-plus: ...`. The first words are part of the contract
/// and never translated.
pub(crate) fn logged(lang: Lang, event: &Event, now: DateTime<Utc>, zone: Zone) -> String {
    let text = self::event(lang, event, now, zone);
    format!("{} {} {}: {text}", event.severity.into_str(), event.rule.into_str(), event.change.into_str())
}

/// A message in one line.
pub(crate) fn title(lang: Lang, message: &Message, now: DateTime<Utc>, zone: Zone) -> String {
    let lead = event(lang, &message.lead, now, zone);
    let profile = plain(&message.lead.profile);
    let lead = format!("{profile}{}{lead}", lang.pick(": ", "："));
    if !message.is_digest() {
        return lead;
    }
    match (lang, message.others.len()) {
        (Lang::English, 1) => format!("{lead}, and 1 other alert"),
        (Lang::English, others) => format!("{lead}, and {others} other alerts"),
        (Lang::Chinese, others) => format!("{lead}，另有 {others} 条告警"),
    }
}

/// A message in full: a line for each event.
pub(crate) fn text(lang: Lang, message: &Message, now: DateTime<Utc>, zone: Zone) -> String {
    let lines: Vec<String> = message.events().map(|one| event(lang, one, now, zone)).collect();
    lines.join("\n")
}

const fn cleared(lang: Lang, rule: Rule) -> &'static str {
    match rule {
        Rule::Overdue => lang.pick("good again, nothing is owed", "已恢复正常，没有欠费"),
        Rule::SignIn | Rule::FeedFailing => lang.pick("answers again", "已恢复"),
        _ => lang.pick("over", "已解除"),
    }
}

fn quota(lang: Lang, rule: Rule, facts: &QuotaFacts, now: DateTime<Utc>, zone: Zone) -> String {
    let unit = number::unit(lang, facts.unit);
    let amount = |quantity: Option<_>| quantity.map_or_else(|| "?".to_owned(), number::grouped);
    let (left, total) = (amount(facts.remaining), amount(facts.total));
    let stays = next_call(lang, facts.free_quota_only);
    match rule {
        Rule::Billed => phrase!(
            lang,
            "the free quota is over, the next call is billed ({left} of {total} {unit} left)",
            "免费额度已不可用，下次调用计费 (剩余 {left}/{total} {unit})",
        ),
        Rule::Exhausted => {
            phrase!(
                lang,
                "nothing is left of {total} {unit}; {stays}",
                "已用完，总额度 {total} {unit}；{stays}"
            )
        }
        Rule::RunsOut => {
            let at = facts.runs_out_at.map(|at| time::moment(lang, at, now, zone)).unwrap_or_default();
            phrase!(
                lang,
                "runs out at its pace: {at}; {left} of {total} {unit} left",
                "按当前用量预计 {at} 用尽；剩余 {left}/{total} {unit}",
            )
        }
        Rule::Expiring => {
            let when = expires(lang, facts, now);
            phrase!(lang, "{left} {unit} are left and expire {when}", "剩余 {left} {unit}，{when}")
        }
        Rule::Expired => phrase!(
            lang,
            "expired, {left} of {total} {unit} lapsed; {stays}",
            "已到期，作废 {left}/{total} {unit}；{stays}",
        ),
        Rule::NewGrant => {
            let when = facts.expires_at.map(|_| expires(lang, facts, now));
            let when = when.map(|when| phrase!(lang, ", expires {when}", "，{when}")).unwrap_or_default();
            phrase!(
                lang,
                "a new free quota: {left} of {total} {unit} left{when}",
                "新的免费额度：剩余 {left}/{total} {unit}{when}",
            )
        }
        _ => phrase!(lang, "{left} of {total} {unit} left", "剩余 {left}/{total} {unit}"),
    }
}

/// When the rest expires: `in 20 h 14 m`; in Chinese with the verb, which comes last.
fn expires(lang: Lang, facts: &QuotaFacts, now: DateTime<Utc>) -> String {
    match (lang, facts.expires_at) {
        (_, None) => lang.pick("soon", "即将到期").to_owned(),
        (Lang::Chinese, Some(at)) if at > now => format!("{}到期", time::expiry(lang, at, now)),
        (_, Some(at)) => time::expiry(lang, at, now),
    }
}

/// What happens to calls when nothing is left.
const fn next_call(lang: Lang, free_quota_only: Option<bool>) -> &'static str {
    match free_quota_only {
        Some(true) => {
            lang.pick("calls fail from now on (Free Quota Only)", "此后调用会失败 (免费额度用完即停)")
        }
        Some(false) => lang.pick("the next call is billed", "下次调用计费"),
        None => lang.pick("the next call may be billed", "下次调用可能计费"),
    }
}

fn balance(lang: Lang, rule: Rule, facts: &BalanceFacts) -> String {
    let money = |amount| number::money(amount, facts.currency.as_deref());
    if let (Rule::BalanceBelow, Some(limit)) = (rule, facts.limit) {
        let (available, limit) = (money(facts.available), money(limit));
        return phrase!(
            lang,
            "{available} is available, less than {limit}",
            "可用额度 {available}，低于 {limit}",
        );
    }
    let owed = money(facts.available.abs());
    phrase!(
        lang,
        "owes {owed}; every call is refused until it is paid",
        "欠费 {owed}；结清前所有调用都会被拒绝",
    )
}

fn spend(lang: Lang, rule: Rule, facts: &SpendFacts) -> String {
    let money = |amount| number::money(amount, Some(&facts.currency));
    let amount = |amount: Option<_>| amount.map_or_else(|| "?".to_owned(), money);
    let (cycle, limit) = (plain(&facts.cycle), money(facts.limit));
    let is_projected = rule == Rule::SpendProjected;
    let cost = amount(if is_projected { facts.projected } else { facts.to_date });
    let cost = if facts.at_least { at_least(lang, &cost) } else { cost };
    // No space between Chinese words.
    let gap = if facts.at_least { "" } else { " " };
    match (lang, is_projected) {
        (Lang::English, true) => format!("{cycle} will cost {cost} at its pace, over the limit of {limit}"),
        (Lang::English, false) => format!("{cycle} has cost {cost}, over the limit of {limit}"),
        (Lang::Chinese, true) => format!("{cycle} 按当前用量预计花费{gap}{cost}，超过上限 {limit}"),
        (Lang::Chinese, false) => format!("{cycle} 已花费{gap}{cost}，超过上限 {limit}"),
    }
}

fn feed(lang: Lang, rule: Rule, facts: &FeedFacts, now: DateTime<Utc>, zone: Zone) -> String {
    let since = time::moment(lang, facts.since, now, zone);
    let error = failure(lang, facts.error);
    if rule == Rule::SignIn {
        return phrase!(
            lang,
            "signing in is needed (since {since}): bl auth login",
            "需要登录 (自 {since} 起)：bl auth login",
        );
    }
    phrase!(
        lang,
        "cannot be read since {since} ({error}); see: quotatop doctor",
        "自 {since} 起无法读取 ({error})；请运行：quotatop doctor",
    )
}

/// A kind of failure in a word.
const fn failure(lang: Lang, kind: FailureKind) -> &'static str {
    let chinese = match kind {
        FailureKind::SignIn => "登录",
        FailureKind::Permission => "权限",
        FailureKind::RateLimited => "限流",
        FailureKind::Network => "网络",
        FailureKind::Timeout => "超时",
        FailureKind::Server => "服务器",
        FailureKind::Decode => "解析",
        FailureKind::Config => "配置",
    };
    lang.pick(kind.into_str(), chinese)
}

#[cfg(test)]
mod tests;
