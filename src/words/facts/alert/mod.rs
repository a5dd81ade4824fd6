//! Alert texts: one line for an event, a title and a text for a message.

pub(crate) mod speed;

use std::path::Path;

use chrono::{DateTime, Utc};

use super::{amounts, bill::at_least};
use crate::{
    domain::{
        FailureKind, NextCall, Zone,
        alert::{
            BalanceFacts, Change, DeliveryError, Event, Facts, FeedFacts, Message, QuotaFacts, Rule,
            Severity, SpendFacts, Subject,
        },
        bill::Tally,
    },
    words::{Lang, Text, number, pages, phrase, plain, plain_path, report, time},
};

pub(crate) const NEED_ACCOUNT: Text = Text::new(
    "alert channels need a profile with source = \"alibaba\"",
    "通知渠道仅适用于 source = \"alibaba\" 的 Profile",
);

/// No channel is configured in the file at `path`.
pub(crate) fn no_channels(lang: Lang, path: &Path) -> String {
    let path = plain_path(path);
    phrase!(
        lang,
        "no alert channels; add [channels.bell] with kind = \"bell\" to {path}",
        "没有通知渠道；请在 {path} 中添加 [channels.bell]，其中 kind = \"bell\"",
    )
}

pub(crate) const NOT_OFFLINE: Text =
    Text::new("poll needs the network; leave out --offline", "poll 需要联网；请去掉 --offline");

/// The severity in a word.
pub(crate) const fn severity(lang: Lang, severity: Severity) -> &'static str {
    let chinese = match severity {
        Severity::Critical => "紧急",
        Severity::Warning => "警告",
        Severity::Info => "普通",
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
        Change::Reminded => lang.pick("still: ", "仍未恢复："),
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
        Facts::Speed(facts) => speed::speed(lang, facts, now, zone),
        Facts::Feed(facts) => feed(lang, rule, facts, now, zone),
    }
}

/// Why a channel did not deliver a message.
pub(crate) fn delivery_error(lang: Lang, why: &DeliveryError) -> String {
    match why {
        DeliveryError::Webhook(cause) => report(lang, cause).message,
        DeliveryError::BadAddress => lang
            .pick(
                "unusable URL; use https://HOST/PATH without a login (http only to this machine)",
                "网址不可用；请用不含登录信息的 https://HOST/PATH（http 仅限本机）",
            )
            .to_owned(),
        DeliveryError::NotStarted(detail) => {
            format!("{}{}", lang.pick("the command could not start: ", "无法启动命令："), plain(detail))
        }
        DeliveryError::EndedWith(Some(status)) => {
            format!("{} {status}", lang.pick("the command exited with status", "命令退出，状态码"))
        }
        DeliveryError::EndedWith(None) => lang.pick("the command failed", "命令执行失败").to_owned(),
        DeliveryError::TookTooLong(limit) => phrase!(
            lang,
            "the command ran over {} s and was stopped",
            "命令运行超过 {} 秒，已终止",
            limit.as_secs()
        ),
        DeliveryError::NoVariable(name) => {
            phrase!(lang, "the environment variable {} is not set", "环境变量 {} 未设置", plain(name),)
        }
        DeliveryError::NoTerminal => {
            lang.pick("standard output is not a terminal", "标准输出不是终端").to_owned()
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
        Rule::Overdue => lang.pick("paid, no longer overdue", "已结清，不再欠费"),
        Rule::SignIn | Rule::FeedFailing => lang.pick("working again", "已恢复正常"),
        _ => lang.pick("resolved", "已恢复"),
    }
}

fn quota(lang: Lang, rule: Rule, facts: &QuotaFacts, now: DateTime<Utc>, zone: Zone) -> String {
    let unit = number::unit_of(lang, facts.unit, facts.kind);
    let amount = |quantity: Option<_>| quantity.map_or_else(|| "?".to_owned(), number::grouped);
    let (left, total) = (amount(facts.remaining), amount(facts.total));
    let calls = calls(lang, facts.free_quota_only);
    match rule {
        Rule::Billed => billed(lang, facts, now, zone),
        Rule::Exhausted if let Some(until) = facts.counted_until => {
            let until = time::moment(lang, until, now, zone);
            let is_refused = facts.next_call == NextCall::Refused;
            let calls = self::calls(lang, facts.free_quota_only.or(is_refused.then_some(true)));
            phrase!(
                lang,
                "used up by the calls until {until}, though the console shows {left} {unit} left; {calls}",
                "按截至 {until} 的调用已用完（控制台仍显示剩余 {left} {unit}）；{calls}",
            )
        }
        Rule::Exhausted => {
            phrase!(lang, "used up ({total} {unit}); {calls}", "{total} {unit} 已用完；{calls}")
        }
        Rule::RunsOut => {
            let at = facts.runs_out_at.map(|at| time::day_and_time(lang, at, now, zone)).unwrap_or_default();
            phrase!(
                lang,
                "runs out {at} at this rate; {left} {unit} left",
                "按当前用量预计{at} 用完；剩余 {left} {unit}",
            )
        }
        Rule::Expiring => {
            let when = expires(lang, facts, now);
            phrase!(lang, "{when}: {left} {unit} unused", "{when}：{left} {unit} 未使用")
        }
        Rule::Expired => phrase!(
            lang,
            "expired: {left} of {total} {unit} lapsed; {calls}",
            "已到期：{left}/{total} {unit} 已失效；{calls}",
        ),
        Rule::NewGrant => {
            let when = facts.expires_at.map(|_| expires(lang, facts, now));
            let when = when.map(|when| phrase!(lang, ", {when}", "，{when}")).unwrap_or_default();
            phrase!(
                lang,
                "new free quota: {left} of {total} {unit} left{when}",
                "新的免费额度：剩余 {left}/{total} {unit}{when}",
            )
        }
        _ => {
            let percent = facts.remaining.zip(facts.total).and_then(|(left, total)| left.percent_of(total));
            let percent = percent.map(|percent| match lang {
                Lang::English => format!(" ({} %)", number::percent(percent)),
                Lang::Chinese => format!("（{}%）", number::percent(percent)),
            });
            let percent = percent.unwrap_or_default();
            phrase!(
                lang,
                "low: {left} of {total} {unit} left{percent}",
                "额度偏低：剩余 {left}/{total} {unit}{percent}"
            )
        }
    }
}

/// Why calls are billed: used up, expired with a rest, or neither is known.
fn billed(lang: Lang, facts: &QuotaFacts, now: DateTime<Utc>, zone: Zone) -> String {
    let unit = number::unit_of(lang, facts.unit, facts.kind);
    if let (Some(until), Some(left)) = (facts.counted_until, facts.remaining) {
        let (until, left) = (time::moment(lang, until, now, zone), number::grouped(left));
        return phrase!(
            lang,
            "calls are probably billed: those until {until} used up the {left} {unit} that the console shows",
            "后续调用可能已计费：截至 {until} 的调用已用完控制台显示的 {left} {unit}",
        );
    }
    if facts.next_call == NextCall::Refused && facts.free_quota_only != Some(true) {
        return lang
            .pick(
                "free quota ended; calls fail while the account is overdue",
                "免费额度已结束；账户欠费期间调用失败",
            )
            .to_owned();
    }
    match facts.remaining.filter(|left| left.is_positive()).map(number::grouped) {
        Some(left) if facts.expires_at.is_some_and(|at| at <= now) => phrase!(
            lang,
            "calls are billed: free quota expired, {left} {unit} unused",
            "免费额度已到期（{left} {unit} 未使用），后续调用将计费",
        ),
        Some(left) => {
            phrase!(lang, "calls are billed ({left} {unit} left)", "后续调用将计费（剩余 {left} {unit}）")
        }
        None => {
            lang.pick("calls are billed: free quota used up", "免费额度已用完，后续调用将计费").to_owned()
        }
    }
}

/// `expires in 20 h 14 min`, `expired 2 d ago`.
fn expires(lang: Lang, facts: &QuotaFacts, now: DateTime<Utc>) -> String {
    let clause = facts.expires_at.map(|at| time::expires(lang, at, now));
    clause.unwrap_or_else(|| lang.pick("expires soon", "即将到期").to_owned())
}

/// What happens to calls once a quota has ended.
const fn calls(lang: Lang, free_quota_only: Option<bool>) -> &'static str {
    match free_quota_only {
        Some(true) => {
            lang.pick("calls now fail (Free Quota Only is on)", "后续调用将失败（已开启免费额度用完即停）")
        }
        Some(false) => lang.pick("calls are billed", "后续调用将计费"),
        None => lang.pick("calls may be billed", "后续调用可能计费"),
    }
}

fn balance(lang: Lang, rule: Rule, facts: &BalanceFacts) -> String {
    let money = |amount| number::money(amount, facts.currency.as_deref());
    if let (Rule::BalanceBelow, Some(limit)) = (rule, facts.limit) {
        let (available, limit) = (money(facts.available), money(limit));
        return phrase!(
            lang,
            "balance {available}, below your limit of {limit}",
            "可用额度 {available}，低于您设置的 {limit}",
        );
    }
    let owed = money(facts.available.abs());
    phrase!(
        lang,
        "{owed} overdue; all calls are refused until it is paid",
        "欠费 {owed}；结清前所有调用都会被拒绝",
    )
}

fn spend(lang: Lang, rule: Rule, facts: &SpendFacts) -> String {
    let amount = |sum| amounts::amount(lang, Tally::Exact(sum), &facts.currency);
    let amount = |sum: Option<_>| sum.and_then(amount).unwrap_or_else(|| "?".to_owned());
    let (cycle, limit) = (plain(&facts.cycle), number::money(facts.limit, Some(&facts.currency)));
    let is_projected = rule == Rule::SpendProjected;
    let cost = amount(if is_projected { facts.projected } else { facts.to_date });
    let cost = if facts.at_least { at_least(lang, &cost) } else { cost };
    // No space between Chinese words.
    let gap = if facts.at_least { "" } else { " " };
    match (lang, is_projected) {
        (Lang::English, true) => format!("{cycle} is on track for {cost}, over your limit of {limit}"),
        (Lang::English, false) => format!("{cycle} has cost {cost}, over your limit of {limit}"),
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
            "signed out since {since}; run: bl auth login",
            "自 {since} 起登录失效；请运行：bl auth login",
        );
    }
    phrase!(
        lang,
        "not updating since {since} ({error}); run: quotatop doctor",
        "自 {since} 起未能更新（{error}）；请运行：quotatop doctor",
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
