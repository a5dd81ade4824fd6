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
        kind: None,
        unit: Unit::Tokens,
        total: Some(1_000_000.into()),
        remaining: Some(24_098.into()),
        expires_at: Some(at("2026-11-23T02:26:30Z")),
        runs_out_at: Some(at("2026-11-22T12:10:00Z")),
        free_quota_only: Some(false),
        next_call: NextCall::Free,
        counted_until: None,
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
        (Lang::English, Rule::SpendOver, "2026-11 has cost at least 20.01 CNY, over your limit of 20.00 CNY"),
        (
            Lang::English,
            Rule::SpendProjected,
            "2026-11 is on track for at least 31.50 CNY, over your limit of 20.00 CNY",
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
        (
            of_model("m", Rule::Low),
            "m: low: 24,098 of 1,000,000 tokens left (2.4 %)",
            "m：额度偏低：剩余 24,098/1,000,000 Token（2.4%）",
        ),
        (
            of_model("m", Rule::Billed),
            "m: calls are billed (24,098 tokens left)",
            "m：后续调用将计费（剩余 24,098 Token）",
        ),
        (
            of_model("m", Rule::Exhausted),
            "m: used up (1,000,000 tokens); calls are billed",
            "m：1,000,000 Token 已用完；后续调用将计费",
        ),
        (
            of_model("m", Rule::RunsOut),
            "m: runs out today 12:10 at this rate; 24,098 tokens left",
            "m：按当前用量预计今天 12:10 用完；剩余 24,098 Token",
        ),
        (
            of_model("m", Rule::Expiring),
            "m: expires in 20 h 14 min: 24,098 tokens unused",
            "m：20 小时 14 分后到期：24,098 Token 未使用",
        ),
        (
            of_model("m", Rule::Expired),
            "m: expired: 24,098 of 1,000,000 tokens lapsed; calls are billed",
            "m：已到期：24,098/1,000,000 Token 已失效；后续调用将计费",
        ),
        (
            of_model("m", Rule::NewGrant),
            "m: new free quota: 24,098 of 1,000,000 tokens left, expires in 20 h 14 min",
            "m：新的免费额度：剩余 24,098/1,000,000 Token，20 小时 14 分后到期",
        ),
        (
            event(Rule::Overdue, Raised, Subject::Account, balance(None)),
            "account: 12.40 USD overdue; all calls are refused until it is paid",
            "账户：欠费 12.40 USD；结清前所有调用都会被拒绝",
        ),
        (
            event(Rule::Overdue, Cleared, Subject::Account, balance(None)),
            "account: paid, no longer overdue",
            "账户：已结清，不再欠费",
        ),
        (
            event(Rule::BalanceBelow, Reminded, Subject::Account, balance(Some("5"))),
            "still: account: balance -12.40 USD, below your limit of 5.00 USD",
            "仍未恢复：账户：可用额度 -12.40 USD，低于您设置的 5.00 USD",
        ),
        (
            event(Rule::SpendOver, Raised, Subject::Account, spend.clone()),
            "account: 2026-11 has cost 20.01 CNY, over your limit of 20.00 CNY",
            "账户：2026-11 已花费 20.01 CNY，超过上限 20.00 CNY",
        ),
        (
            event(Rule::SpendProjected, Raised, Subject::Account, spend),
            "account: 2026-11 is on track for 31.50 CNY, over your limit of 20.00 CNY",
            "账户：2026-11 按当前用量预计花费 31.50 CNY，超过上限 20.00 CNY",
        ),
        (
            event(Rule::SignIn, Test, quotas(), feed.clone()),
            "test: quotas: signed out since 05:40; run: bl auth login",
            "测试：额度：自 05:40 起登录失效；请运行：bl auth login",
        ),
        (
            event(Rule::FeedFailing, Raised, quotas(), feed.clone()),
            "quotas: not updating since 05:40 (network); run: quotatop doctor",
            "额度：自 05:40 起未能更新（网络）；请运行：quotatop doctor",
        ),
        (event(Rule::FeedFailing, Cleared, quotas(), feed), "quotas: working again", "额度：已恢复正常"),
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
        (
            Lang::English,
            "default: a\\u001b[2J: low: 24,098 of 1,000,000 tokens left (2.4 %), and 2 other alerts",
        ),
        (Lang::Chinese, "default：a\\u001b[2J：额度偏低：剩余 24,098/1,000,000 Token（2.4%），另有 2 条告警"),
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
    assert_eq!(line, "m：2 天前到期：24,098 Token 未使用");
}

#[test]
fn what_the_calls_show_before_the_figure_is_said_to_be_theirs() {
    let utc = Zone(|_| chrono::FixedOffset::east_opt(0).unwrap());
    for (rule, switch, next_call, english, chinese) in [
        (
            Rule::Billed,
            Some(false),
            NextCall::Unknown,
            "m: calls are probably billed: those until 06:10 used up the 24,098 tokens that the console shows",
            "m：后续调用可能已计费：截至 06:10 的调用已用完控制台显示的 24,098 Token",
        ),
        (
            Rule::Exhausted,
            None,
            NextCall::Unknown,
            "m: used up by the calls until 06:10, though the console shows 24,098 tokens left; calls may be billed",
            "m：按截至 06:10 的调用已用完（控制台仍显示剩余 24,098 Token）；后续调用可能计费",
        ),
        (
            Rule::Exhausted,
            None,
            NextCall::Refused,
            "m: used up by the calls until 06:10, though the console shows 24,098 tokens left; calls now fail (Free Quota Only is on)",
            "m：按截至 06:10 的调用已用完（控制台仍显示剩余 24,098 Token）；后续调用将失败（已开启免费额度用完即停）",
        ),
    ] {
        let mut event = of_model("m", rule);
        if let Facts::Quota(facts) = &mut event.facts {
            (facts.free_quota_only, facts.next_call) = (switch, next_call);
            facts.counted_until = Some(at("2026-11-22T06:10:00Z"));
        }
        assert_eq!(super::event(Lang::English, &event, at(NOW), utc), english);
        assert_eq!(super::event(Lang::Chinese, &event, at(NOW), utc), chinese);
    }
}
