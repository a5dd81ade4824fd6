//! Alerts in sentences: one line for an event, a title and a text for a message.

use chrono::{DateTime, Utc};

use super::{number, plain, time, told};
use crate::domain::{
    Zone,
    alert::{
        BalanceFacts, Change, Event, Facts, FeedFacts, Message, NotCarried, QuotaFacts, Rule, Severity,
        SpendFacts, Subject,
    },
};

/// What heads a message that is only a test.
const TEST: &str = "test";

/// How much it matters, in a word.
pub const fn severity(severity: Severity) -> &'static str {
    severity.as_str()
}

/// What it is about: the model, the feed, or the account.
pub fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Account => "account".to_owned(),
        Subject::Feed(name) => name.as_str().to_owned(),
        Subject::Model(name) => plain(name.as_str()).into_owned(),
    }
}

/// An event in one line: `qwen-max: 24,098 of 1,000,000 tokens left`.
pub fn event(event: &Event, now: DateTime<Utc>, zone: Zone) -> String {
    let what = match event.change {
        Change::Cleared => cleared(event.rule).to_owned(),
        _ => what(event.rule, &event.facts, now, zone),
    };
    let prefix = match event.change {
        Change::Test => format!("{TEST}: "),
        Change::Reminded => "still: ".to_owned(),
        Change::Raised | Change::Found | Change::Cleared => String::new(),
    };
    format!("{prefix}{}: {what}", subject(&event.subject))
}

/// What is so while a rule holds: `24,098 of 1,000,000 tokens left`.
pub fn what(rule: Rule, facts: &Facts, now: DateTime<Utc>, zone: Zone) -> String {
    match facts {
        Facts::Quota(facts) => quota(rule, facts, now, zone),
        Facts::Balance(facts) => balance(rule, facts),
        Facts::Spend(facts) => spend(rule, facts),
        Facts::Feed(facts) => feed(rule, facts, now, zone),
    }
}

/// Why a channel did not carry a message, and what to do.
pub fn not_carried(why: &NotCarried) -> String {
    match why {
        NotCarried::Webhook(cause) => told(cause).message,
        NotCarried::BadAddress => {
            "its address cannot be used; use https://HOST/PATH without a login (http only to this machine)"
                .to_owned()
        }
        NotCarried::NotStarted(detail) => format!("the command cannot be started: {}", plain(detail)),
        NotCarried::EndedWith(Some(status)) => format!("the command ended with status {status}"),
        NotCarried::EndedWith(None) => "the command failed".to_owned(),
        NotCarried::TookTooLong(limit) => {
            format!("the command took longer than {} s, and was ended", limit.as_secs())
        }
        NotCarried::NoVariable(name) => format!("the environment variable {} is not set", plain(name)),
        NotCarried::NoTerminal => "there is no terminal on standard output".to_owned(),
    }
}

/// Nothing carries alerts yet.
pub const NO_CHANNELS: &str = "no channel is configured; add one, e.g. [channels.bell] with kind = \"bell\", to the file that quotatop config path names";

/// Polling means asking.
pub const NOT_OFFLINE: &str = "poll asks the server; leave out --offline";

/// An event as it is logged: `critical billed raised: qwen-plus: ...`.
pub fn logged(one: &Event, now: DateTime<Utc>, zone: Zone) -> String {
    let said = event(one, now, zone);
    format!("{} {} {}: {said}", one.severity.as_str(), one.rule.as_str(), one.change.as_str())
}

/// A message in one line.
pub fn title(message: &Message, now: DateTime<Utc>, zone: Zone) -> String {
    let lead = event(&message.lead, now, zone);
    let profile = plain(&message.lead.profile);
    if !message.is_digest() {
        return format!("{profile}: {lead}");
    }
    let others = message.others.len();
    let things = if others == 1 { "other alert" } else { "other alerts" };
    format!("{profile}: {lead}, and {others} {things}")
}

/// A message in full: a line for each event.
pub fn text(message: &Message, now: DateTime<Utc>, zone: Zone) -> String {
    let lines: Vec<String> = message.events().map(|one| event(one, now, zone)).collect();
    lines.join("\n")
}

const fn cleared(rule: Rule) -> &'static str {
    match rule {
        Rule::Overdue => "good again, nothing is owed",
        Rule::SignIn | Rule::FeedFailing => "answers again",
        _ => "over",
    }
}

fn quota(rule: Rule, facts: &QuotaFacts, now: DateTime<Utc>, zone: Zone) -> String {
    let unit = number::unit(facts.unit);
    let amount = |quantity: Option<_>| quantity.map_or_else(|| "?".to_owned(), number::grouped);
    let (left, total) = (amount(facts.remaining), amount(facts.total));
    let stays = match facts.free_quota_only {
        Some(true) => "calls fail from now on (Free Quota Only)",
        Some(false) => "the next call is billed",
        None => "the next call may be billed",
    };
    let expires = facts.expires_at.map(|at| time::expiry(at, now));
    match rule {
        Rule::Billed => {
            format!("the free quota is over, the next call is billed ({left} of {total} {unit} left)")
        }
        Rule::Exhausted => format!("nothing is left of {total} {unit}; {stays}"),
        Rule::RunsOut => {
            let at = facts.runs_out_at.map(|at| time::moment(at, now, zone)).unwrap_or_default();
            format!("runs out at its pace: {at}; {left} of {total} {unit} left")
        }
        Rule::Expiring => {
            format!("{left} {unit} are left and expire {}", expires.unwrap_or_else(|| "soon".to_owned()))
        }
        Rule::Expired => format!("expired, {left} of {total} {unit} lapsed; {stays}"),
        _ => format!("{left} of {total} {unit} left"),
    }
}

fn balance(rule: Rule, facts: &BalanceFacts) -> String {
    let money = |amount| number::money(amount, facts.currency.as_deref());
    match (rule, facts.limit) {
        (Rule::BalanceBelow, Some(limit)) => {
            format!("{} is available, less than {}", money(facts.available), money(limit))
        }
        _ => format!("owes {}; every call is refused until it is paid", money(facts.available.abs())),
    }
}

fn spend(rule: Rule, facts: &SpendFacts) -> String {
    let money = |amount| number::money(amount, Some(&facts.currency));
    let amount = |amount: Option<_>| amount.map_or_else(|| "?".to_owned(), money);
    let (cycle, limit) = (plain(&facts.cycle), money(facts.limit));
    if rule == Rule::SpendProjected {
        format!("{cycle} will cost {} at its pace, over the limit of {limit}", amount(facts.projected))
    } else {
        format!("{cycle} has cost {}, over the limit of {limit}", amount(facts.to_date))
    }
}

fn feed(rule: Rule, facts: &FeedFacts, now: DateTime<Utc>, zone: Zone) -> String {
    let since = time::moment(facts.since, now, zone);
    if rule == Rule::SignIn {
        format!("signing in is needed (since {since}): bl auth login")
    } else {
        format!("cannot be read since {since} ({}); see: quotatop doctor", facts.error.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Change::*, *};
    use crate::domain::{FailureKind, FeedName, NextCall, Unit};

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
            read_at: at(NOW),
        });
        let feed = Facts::Feed(FeedFacts { error: FailureKind::Network, since: at("2026-11-22T05:40:00Z") });
        let quotas = || Subject::Feed(FeedName::Quotas);
        for (event, line) in [
            (of_model("m", Rule::Low), "m: 24,098 of 1,000,000 tokens left"),
            (
                of_model("m", Rule::Billed),
                "m: the free quota is over, the next call is billed (24,098 of 1,000,000 tokens left)",
            ),
            (
                of_model("m", Rule::Exhausted),
                "m: nothing is left of 1,000,000 tokens; the next call is billed",
            ),
            (of_model("m", Rule::RunsOut), "m: runs out at its pace: 12:10; 24,098 of 1,000,000 tokens left"),
            (of_model("m", Rule::Expiring), "m: 24,098 tokens are left and expire in 20 h 14 m"),
            (
                of_model("m", Rule::Expired),
                "m: expired, 24,098 of 1,000,000 tokens lapsed; the next call is billed",
            ),
            (
                told(Rule::Overdue, Raised, Subject::Account, balance(None)),
                "account: owes 12.40 USD; every call is refused until it is paid",
            ),
            (
                told(Rule::Overdue, Cleared, Subject::Account, balance(None)),
                "account: good again, nothing is owed",
            ),
            (
                told(Rule::BalanceBelow, Reminded, Subject::Account, balance(Some("5"))),
                "still: account: -12.40 USD is available, less than 5.00 USD",
            ),
            (
                told(Rule::SpendOver, Raised, Subject::Account, spend.clone()),
                "account: 2026-11 has cost 20.01 CNY, over the limit of 20.00 CNY",
            ),
            (
                told(Rule::SpendProjected, Raised, Subject::Account, spend),
                "account: 2026-11 will cost 31.50 CNY at its pace, over the limit of 20.00 CNY",
            ),
            (
                told(Rule::SignIn, Test, quotas(), feed.clone()),
                "test: quotas: signing in is needed (since 05:40): bl auth login",
            ),
            (
                told(Rule::FeedFailing, Raised, quotas(), feed.clone()),
                "quotas: cannot be read since 05:40 (network); see: quotatop doctor",
            ),
            (told(Rule::FeedFailing, Cleared, quotas(), feed), "quotas: answers again"),
        ] {
            assert_eq!(super::event(&event, at(NOW), Zone::UTC), line);
        }
    }

    #[test]
    fn a_message_of_many_has_one_title_and_a_line_for_each() {
        let name = |name: &str| of_model(name, Rule::Low);
        let message = Message::of(vec![name("b"), name("a\u{1b}[2J"), name("c")]).unwrap();
        assert_eq!(
            title(&message, at(NOW), Zone::UTC),
            "default: a\\u001b[2J: 24,098 of 1,000,000 tokens left, and 2 other alerts"
        );
        assert_eq!(text(&message, at(NOW), Zone::UTC).lines().count(), 3);
    }
}
