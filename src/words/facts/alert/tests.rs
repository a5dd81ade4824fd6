use super::{Change::*, *};
use crate::domain::{FeedName, NextCall, Unit};

const NOW: &str = "2026-11-22T06:12:07Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn event(rule: Rule, change: Change, subject: Subject, facts: Facts) -> Event {
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
    event(rule, Raised, Subject::Model(name.into()), facts)
}

#[test]
fn incomplete_sums_are_minimums() {
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
        (Lang::English, Rule::SpendOver, "2026-11 has cost at least 20.01 CNY, over the limit of 20.00 CNY"),
        (
            Lang::English,
            Rule::SpendProjected,
            "2026-11 will cost at least 31.50 CNY at its pace, over the limit of 20.00 CNY",
        ),
        (Lang::Chinese, Rule::SpendOver, "2026-11 已花费至少 20.01 CNY，超过上限 20.00 CNY"),
        (Lang::Chinese, Rule::SpendProjected, "2026-11 按当前用量预计花费至少 31.50 CNY，超过上限 20.00 CNY"),
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
        (of_model("m", Rule::Low), "m: 24,098 of 1,000,000 tokens left", "m：剩余 24,098/1,000,000 Token"),
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
            of_model("m", Rule::NewGrant),
            "m: a new free quota: 24,098 of 1,000,000 tokens left, expires in 20 h 14 m",
            "m：新的免费额度：剩余 24,098/1,000,000 Token，20 小时 14 分后到期",
        ),
        (
            event(Rule::Overdue, Raised, Subject::Account, balance(None)),
            "account: owes 12.40 USD; every call is refused until it is paid",
            "账户：欠费 12.40 USD；结清前所有调用都会被拒绝",
        ),
        (
            event(Rule::Overdue, Cleared, Subject::Account, balance(None)),
            "account: good again, nothing is owed",
            "账户：已恢复正常，没有欠费",
        ),
        (
            event(Rule::BalanceBelow, Reminded, Subject::Account, balance(Some("5"))),
            "still: account: -12.40 USD is available, less than 5.00 USD",
            "仍未解除：账户：可用额度 -12.40 USD，低于 5.00 USD",
        ),
        (
            event(Rule::SpendOver, Raised, Subject::Account, spend.clone()),
            "account: 2026-11 has cost 20.01 CNY, over the limit of 20.00 CNY",
            "账户：2026-11 已花费 20.01 CNY，超过上限 20.00 CNY",
        ),
        (
            event(Rule::SpendProjected, Raised, Subject::Account, spend),
            "account: 2026-11 will cost 31.50 CNY at its pace, over the limit of 20.00 CNY",
            "账户：2026-11 按当前用量预计花费 31.50 CNY，超过上限 20.00 CNY",
        ),
        (
            event(Rule::SignIn, Test, quotas(), feed.clone()),
            "test: quotas: signing in is needed (since 05:40): bl auth login",
            "测试：额度：需要登录 (自 05:40 起)：bl auth login",
        ),
        (
            event(Rule::FeedFailing, Raised, quotas(), feed.clone()),
            "quotas: cannot be read since 05:40 (network); see: quotatop doctor",
            "额度：自 05:40 起无法读取 (网络)；请运行：quotatop doctor",
        ),
        (event(Rule::FeedFailing, Cleared, quotas(), feed), "quotas: answers again", "额度：已恢复"),
    ] {
        assert_eq!(super::event(Lang::English, &event, at(NOW), Zone::UTC), english);
        assert_eq!(super::event(Lang::Chinese, &event, at(NOW), Zone::UTC), chinese);
    }
}

#[test]
fn a_message_of_many_has_one_title_and_a_line_for_each() {
    let name = |name: &str| of_model(name, Rule::Low);
    let message = Message::from_events(vec![name("b"), name("a\u{1b}[2J"), name("c")]).unwrap();
    for (lang, titled) in [
        (Lang::English, "default: a\\u001b[2J: 24,098 of 1,000,000 tokens left, and 2 other alerts"),
        (Lang::Chinese, "default：a\\u001b[2J：剩余 24,098/1,000,000 Token，另有 2 条告警"),
    ] {
        assert_eq!(title(lang, &message, at(NOW), Zone::UTC), titled);
        assert_eq!(text(lang, &message, at(NOW), Zone::UTC).lines().count(), 3);
    }
}

#[test]
fn an_expired_quota_is_not_said_to_expire() {
    let event = of_model("m", Rule::Expiring);
    let later = at("2026-11-25T06:12:07Z");
    let line = super::event(Lang::Chinese, &event, later, Zone::UTC);
    assert_eq!(line, "m：剩余 24,098 Token，已到期 2 天");
}
