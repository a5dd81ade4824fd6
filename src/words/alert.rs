//! Alerts in sentences: one line for an event, a title and a text for a message.

use chrono::{DateTime, Utc};

use super::{Lang, Text, bill::at_least, number, plain, screen, time, told};
use crate::domain::{
    FailureKind, Zone,
    alert::{
        BalanceFacts, Change, Event, Facts, FeedFacts, Message, NotCarried, QuotaFacts, Rule, Severity,
        SpendFacts, Subject,
    },
};

/// Nothing carries alerts yet.
pub const NO_CHANNELS: Text = Text::new(
    "no channel is configured; add one, e.g. [channels.bell] with kind = \"bell\", to the file that quotatop config path names",
    "没有配置通知渠道；请在 quotatop config path 所示的文件中添加，例如 [channels.bell]，其中 kind = \"bell\"",
);
/// Polling means asking.
pub const NOT_OFFLINE: Text =
    Text::new("poll asks the server; leave out --offline", "poll 需要查询服务器；请去掉 --offline");

/// How much it matters, in a word.
pub const fn severity(lang: Lang, severity: Severity) -> &'static str {
    match lang {
        Lang::English => severity.as_str(),
        Lang::Chinese => match severity {
            Severity::Critical => "严重",
            Severity::Warning => "警告",
            Severity::Info => "提示",
        },
    }
}

/// What it is about: the model, the feed, or the account.
pub fn subject(lang: Lang, subject: &Subject) -> String {
    match subject {
        Subject::Account => lang.pick("account", "账户").to_owned(),
        Subject::Feed(name) => screen::feed(lang, *name).to_owned(),
        Subject::Model(name) => plain(name.as_str()).into_owned(),
    }
}

/// An event in one line: `qwen-max: 24,098 of 1,000,000 tokens left`.
pub fn event(lang: Lang, event: &Event, now: DateTime<Utc>, zone: Zone) -> String {
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

/// What is so while a rule holds: `24,098 of 1,000,000 tokens left`.
pub fn what(lang: Lang, rule: Rule, facts: &Facts, now: DateTime<Utc>, zone: Zone) -> String {
    match facts {
        Facts::Quota(facts) => quota(lang, rule, facts, now, zone),
        Facts::Balance(facts) => balance(lang, rule, facts),
        Facts::Spend(facts) => spend(lang, rule, facts),
        Facts::Feed(facts) => feed(lang, rule, facts, now, zone),
    }
}

/// Why a channel did not carry a message, and what to do.
pub fn not_carried(lang: Lang, why: &NotCarried) -> String {
    match why {
        NotCarried::Webhook(cause) => told(lang, cause).message,
        NotCarried::BadAddress => lang
            .pick(
                "its address cannot be used; use https://HOST/PATH without a login (http only to this machine)",
                "地址不可用；请用不含登录信息的 https://HOST/PATH (http 仅限本机)",
            )
            .to_owned(),
        NotCarried::NotStarted(detail) => {
            format!("{}{}", lang.pick("the command cannot be started: ", "无法启动命令："), plain(detail))
        }
        NotCarried::EndedWith(Some(status)) => {
            format!("{} {status}", lang.pick("the command ended with status", "命令退出，状态码"))
        }
        NotCarried::EndedWith(None) => lang.pick("the command failed", "命令执行失败").to_owned(),
        NotCarried::TookTooLong(limit) => match (lang, limit.as_secs()) {
            (Lang::English, limit) => format!("the command took longer than {limit} s, and was ended"),
            (Lang::Chinese, limit) => format!("命令运行超过 {limit} 秒，已终止"),
        },
        NotCarried::NoVariable(name) => match lang {
            Lang::English => format!("the environment variable {} is not set", plain(name)),
            Lang::Chinese => format!("没有设置环境变量 {}", plain(name)),
        },
        NotCarried::NoTerminal => {
            lang.pick("there is no terminal on standard output", "标准输出不是终端").to_owned()
        }
    }
}

/// An event as it is logged: `critical billed raised: qwen-plus: ...`. What leads is the contract's in every language.
pub fn logged(lang: Lang, one: &Event, now: DateTime<Utc>, zone: Zone) -> String {
    let said = event(lang, one, now, zone);
    format!("{} {} {}: {said}", one.severity.as_str(), one.rule.as_str(), one.change.as_str())
}

/// A message in one line.
pub fn title(lang: Lang, message: &Message, now: DateTime<Utc>, zone: Zone) -> String {
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
pub fn text(lang: Lang, message: &Message, now: DateTime<Utc>, zone: Zone) -> String {
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
    match (lang, rule) {
        (Lang::English, Rule::Billed) => {
            format!("the free quota is over, the next call is billed ({left} of {total} {unit} left)")
        }
        (Lang::Chinese, Rule::Billed) => {
            format!("免费额度已不可用，下次调用计费 (剩余 {left}/{total} {unit})")
        }
        (Lang::English, Rule::Exhausted) => format!("nothing is left of {total} {unit}; {stays}"),
        (Lang::Chinese, Rule::Exhausted) => format!("已用完，总额度 {total} {unit}；{stays}"),
        (_, Rule::RunsOut) => {
            let at = facts.runs_out_at.map(|at| time::moment(lang, at, now, zone)).unwrap_or_default();
            match lang {
                Lang::English => format!("runs out at its pace: {at}; {left} of {total} {unit} left"),
                Lang::Chinese => format!("按当前用量预计 {at} 用尽；剩余 {left}/{total} {unit}"),
            }
        }
        (Lang::English, Rule::Expiring) => {
            format!("{left} {unit} are left and expire {}", expires(lang, facts, now))
        }
        (Lang::Chinese, Rule::Expiring) => format!("剩余 {left} {unit}，{}", expires(lang, facts, now)),
        (Lang::English, Rule::Expired) => format!("expired, {left} of {total} {unit} lapsed; {stays}"),
        (Lang::Chinese, Rule::Expired) => format!("已到期，作废 {left}/{total} {unit}；{stays}"),
        (Lang::English, _) => format!("{left} of {total} {unit} left"),
        (Lang::Chinese, _) => format!("剩余 {left}/{total} {unit}"),
    }
}

/// When what is left expires: `in 20 h 14 m`; in Chinese with the word, which comes last.
fn expires(lang: Lang, facts: &QuotaFacts, now: DateTime<Utc>) -> String {
    match (lang, facts.expires_at) {
        (_, None) => lang.pick("soon", "即将到期").to_owned(),
        (Lang::Chinese, Some(at)) if at > now => format!("{}到期", time::expiry(lang, at, now)),
        (_, Some(at)) => time::expiry(lang, at, now),
    }
}

/// What becomes of calls when nothing is left.
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
        return match lang {
            Lang::English => format!("{available} is available, less than {limit}"),
            Lang::Chinese => format!("可用额度 {available}，低于 {limit}"),
        };
    }
    let owed = money(facts.available.abs());
    match lang {
        Lang::English => format!("owes {owed}; every call is refused until it is paid"),
        Lang::Chinese => format!("欠费 {owed}；结清前所有调用都会被拒绝"),
    }
}

fn spend(lang: Lang, rule: Rule, facts: &SpendFacts) -> String {
    let money = |amount| number::money(amount, Some(&facts.currency));
    let amount = |amount: Option<_>| amount.map_or_else(|| "?".to_owned(), money);
    let (cycle, limit) = (plain(&facts.cycle), money(facts.limit));
    let is_projected = rule == Rule::SpendProjected;
    let cost = amount(if is_projected { facts.projected } else { facts.to_date });
    let cost = if facts.at_least { at_least(lang, &cost) } else { cost };
    // Between two Chinese words there is no space.
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
    match (lang, rule) {
        (Lang::English, Rule::SignIn) => format!("signing in is needed (since {since}): bl auth login"),
        (Lang::Chinese, Rule::SignIn) => format!("需要登录 (自 {since} 起)：bl auth login"),
        (Lang::English, _) => format!("cannot be read since {since} ({error}); see: quotatop doctor"),
        (Lang::Chinese, _) => format!("自 {since} 起无法读取 ({error})；请运行：quotatop doctor"),
    }
}

/// A kind of failure in a word.
const fn failure(lang: Lang, kind: FailureKind) -> &'static str {
    match lang {
        Lang::English => kind.as_str(),
        Lang::Chinese => match kind {
            FailureKind::SignIn => "登录",
            FailureKind::Permission => "权限",
            FailureKind::RateLimited => "限流",
            FailureKind::Network => "网络",
            FailureKind::Timeout => "超时",
            FailureKind::Server => "服务器",
            FailureKind::Decode => "解析",
            FailureKind::Config => "配置",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Change::*, *};
    use crate::domain::{FeedName, NextCall, Unit};

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn told(rule: Rule, change: Change, subject: Subject, facts: Facts) -> Event {
        Event { change, ..Event::test("default", rule, subject, facts, at(NOW)) }
    }

    fn of_model(name: &str, rule: Rule) -> Event {
        let facts = Facts::Quota(QuotaFacts {
            unit: Unit::Tokens,
            total: Some(1_000_000.into()),
            remaining: Some(24_098.into()),
            expires_at: Some(at("2026-11-23T02:26:30Z")),
            runs_out_at: Some(at("2026-11-22T12:10:00Z")),
            free_quota_only: Some(false),
            next_call: NextCall::Free,
            read_at: at(NOW),
        });
        told(rule, Raised, Subject::Model(name.into()), facts)
    }

    #[test]
    fn a_sum_that_lacks_amounts_is_told_as_at_least() {
        let facts = SpendFacts {
            cycle: "2026-11".into(),
            to_date: Some("20.01".parse().unwrap()),
            projected: Some("31.5".parse().unwrap()),
            limit: 20.into(),
            currency: "CNY".into(),
            at_least: true,
            read_at: at(NOW),
        };
        for (lang, rule, said) in [
            (
                Lang::English,
                Rule::SpendOver,
                "2026-11 has cost at least 20.01 CNY, over the limit of 20.00 CNY",
            ),
            (
                Lang::English,
                Rule::SpendProjected,
                "2026-11 will cost at least 31.50 CNY at its pace, over the limit of 20.00 CNY",
            ),
            (Lang::Chinese, Rule::SpendOver, "2026-11 已花费至少 20.01 CNY，超过上限 20.00 CNY"),
            (
                Lang::Chinese,
                Rule::SpendProjected,
                "2026-11 按当前用量预计花费至少 31.50 CNY，超过上限 20.00 CNY",
            ),
        ] {
            assert_eq!(spend(lang, rule, &facts), said);
        }
    }

    #[test]
    fn every_rule_has_its_sentence() {
        let balance = |limit: Option<&str>| {
            Facts::Balance(BalanceFacts {
                available: "-12.4".parse().unwrap(),
                currency: Some("USD".into()),
                limit: limit.map(|limit| limit.parse().unwrap()),
                read_at: at(NOW),
            })
        };
        let spend = Facts::Spend(SpendFacts {
            cycle: "2026-11".into(),
            to_date: Some("20.01".parse().unwrap()),
            projected: Some("31.5".parse().unwrap()),
            limit: 20.into(),
            currency: "CNY".into(),
            at_least: false,
            read_at: at(NOW),
        });
        let feed = Facts::Feed(FeedFacts { error: FailureKind::Network, since: at("2026-11-22T05:40:00Z") });
        let quotas = || Subject::Feed(FeedName::Quotas);
        for (event, english, chinese) in [
            (
                of_model("m", Rule::Low),
                "m: 24,098 of 1,000,000 tokens left",
                "m：剩余 24,098/1,000,000 Token",
            ),
            (
                of_model("m", Rule::Billed),
                "m: the free quota is over, the next call is billed (24,098 of 1,000,000 tokens left)",
                "m：免费额度已不可用，下次调用计费 (剩余 24,098/1,000,000 Token)",
            ),
            (
                of_model("m", Rule::Exhausted),
                "m: nothing is left of 1,000,000 tokens; the next call is billed",
                "m：已用完，总额度 1,000,000 Token；下次调用计费",
            ),
            (
                of_model("m", Rule::RunsOut),
                "m: runs out at its pace: 12:10; 24,098 of 1,000,000 tokens left",
                "m：按当前用量预计 12:10 用尽；剩余 24,098/1,000,000 Token",
            ),
            (
                of_model("m", Rule::Expiring),
                "m: 24,098 tokens are left and expire in 20 h 14 m",
                "m：剩余 24,098 Token，20 小时 14 分后到期",
            ),
            (
                of_model("m", Rule::Expired),
                "m: expired, 24,098 of 1,000,000 tokens lapsed; the next call is billed",
                "m：已到期，作废 24,098/1,000,000 Token；下次调用计费",
            ),
            (
                told(Rule::Overdue, Raised, Subject::Account, balance(None)),
                "account: owes 12.40 USD; every call is refused until it is paid",
                "账户：欠费 12.40 USD；结清前所有调用都会被拒绝",
            ),
            (
                told(Rule::Overdue, Cleared, Subject::Account, balance(None)),
                "account: good again, nothing is owed",
                "账户：已恢复正常，没有欠费",
            ),
            (
                told(Rule::BalanceBelow, Reminded, Subject::Account, balance(Some("5"))),
                "still: account: -12.40 USD is available, less than 5.00 USD",
                "仍未解除：账户：可用额度 -12.40 USD，低于 5.00 USD",
            ),
            (
                told(Rule::SpendOver, Raised, Subject::Account, spend.clone()),
                "account: 2026-11 has cost 20.01 CNY, over the limit of 20.00 CNY",
                "账户：2026-11 已花费 20.01 CNY，超过上限 20.00 CNY",
            ),
            (
                told(Rule::SpendProjected, Raised, Subject::Account, spend),
                "account: 2026-11 will cost 31.50 CNY at its pace, over the limit of 20.00 CNY",
                "账户：2026-11 按当前用量预计花费 31.50 CNY，超过上限 20.00 CNY",
            ),
            (
                told(Rule::SignIn, Test, quotas(), feed.clone()),
                "test: quotas: signing in is needed (since 05:40): bl auth login",
                "测试：额度：需要登录 (自 05:40 起)：bl auth login",
            ),
            (
                told(Rule::FeedFailing, Raised, quotas(), feed.clone()),
                "quotas: cannot be read since 05:40 (network); see: quotatop doctor",
                "额度：自 05:40 起无法读取 (网络)；请运行：quotatop doctor",
            ),
            (told(Rule::FeedFailing, Cleared, quotas(), feed), "quotas: answers again", "额度：已恢复"),
        ] {
            assert_eq!(super::event(Lang::English, &event, at(NOW), Zone::UTC), english);
            assert_eq!(super::event(Lang::Chinese, &event, at(NOW), Zone::UTC), chinese);
        }
    }

    #[test]
    fn a_message_of_many_has_one_title_and_a_line_for_each() {
        let name = |name: &str| of_model(name, Rule::Low);
        let message = Message::of(vec![name("b"), name("a\u{1b}[2J"), name("c")]).unwrap();
        for (lang, titled) in [
            (Lang::English, "default: a\\u001b[2J: 24,098 of 1,000,000 tokens left, and 2 other alerts"),
            (Lang::Chinese, "default：a\\u001b[2J：剩余 24,098/1,000,000 Token，另有 2 条告警"),
        ] {
            assert_eq!(title(lang, &message, at(NOW), Zone::UTC), titled);
            assert_eq!(text(lang, &message, at(NOW), Zone::UTC).lines().count(), 3);
        }
    }

    #[test]
    fn what_has_expired_meanwhile_is_not_said_to_expire() {
        let event = of_model("m", Rule::Expiring);
        let later = at("2026-11-25T06:12:07Z");
        let line = super::event(Lang::Chinese, &event, later, Zone::UTC);
        assert_eq!(line, "m：剩余 24,098 Token，已到期 2 天");
    }
}
