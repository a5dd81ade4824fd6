//! A row of the Alerts page, and the heading of its group.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Zone,
        alert::{Consequence, Facts, QuotaFacts, Rule},
        bill::{Cycle, Tally},
    },
    words::{
        Lang, Text,
        facts::{alert, amounts, forecast},
        number, phrase, text, time,
    },
};

/// The group of muted models.
pub(crate) const MUTED: Text = Text::new("MUTED", "已屏蔽");
const OVERDUE: Text = Text::new("account overdue", "账户欠费");
const FREE_QUOTA_ONLY: Text = Text::new("Free Quota Only", "免费额度用完即停");

const WIDEST_EXPIRY: Text = Text::new("in 23 h 59 min", "23 小时 59 分后");
const WIDEST_DAY: Text = Text::new("tomorrow 23:59", "11月30日 23:59");

/// The heading of a group.
pub(crate) const fn heading(consequence: Consequence) -> Text {
    match consequence {
        Consequence::CallsAreBilled => Text::new("CALLS ARE BILLED", "调用正在计费"),
        Consequence::CallsMayBeBilled => Text::new("CALLS MAY BE BILLED", "调用可能计费"),
        Consequence::CallsFail => Text::new("CALLS FAIL", "调用失败"),
        Consequence::RunsOutSoon => Text::new("RUNS OUT SOON", "即将用完"),
        Consequence::ExpiresSoon => Text::new("EXPIRES SOON", "即将到期"),
        Consequence::Low => Text::new("LOW", "额度偏低"),
        Consequence::Account => Text::new("ACCOUNT", "账户"),
        Consequence::NewQuota => Text::new("NEW QUOTA", "新的额度"),
    }
}

/// Why the calls of a group fail: whether the account of each row is overdue; else Free Quota Only is on.
pub(crate) fn why_calls_fail(lang: Lang, overdue: &[bool]) -> String {
    let reasons = [(true, OVERDUE), (false, FREE_QUOTA_ONLY)];
    let reasons = reasons.into_iter().filter(|(is_overdue, _)| overdue.contains(is_overdue));
    let reasons: Vec<&str> = reasons.map(|(_, text)| text.of(lang)).collect();
    reasons.join(lang.pick(", ", "，"))
}

/// What the amounts of a group are: `cost in 2026-11 so far, before tax`.
pub(crate) fn costs(lang: Lang, cycle: Cycle) -> String {
    phrase!(lang, "cost in {cycle} so far, before tax", "{cycle} 至今税前费用")
}

/// What a row says of a model, in parts that are aligned with those of the other rows of its group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// `used up 27 Nov 02:35`, `today 04:01`, `in 47 min`.
    pub(crate) when: String,
    /// Room for it: what counts down or becomes another day moves nothing.
    pub(crate) when_width: usize,
    /// The digits of what is left or unused, aligned at their end.
    pub(crate) amount: String,
    /// The unit and what else is known, directly after the digits.
    pub(crate) rest: String,
    /// `85.90 USD`, aligned at its end.
    pub(crate) cost: String,
    /// Whether `rest` is a whole sentence, which is not aligned.
    pub(crate) is_sentence: bool,
}

/// What a row under `consequence` says of a model. `rules` are those of its alerts; `used_up_at` is absent
/// if unknown.
pub(crate) fn model(
    lang: Lang,
    (consequence, rules): (Consequence, &[Rule]),
    facts: &QuotaFacts,
    used_up_at: Option<DateTime<Utc>>,
    (now, zone): (DateTime<Utc>, Zone),
) -> Parts {
    let is_expired = facts.expires_at.is_some_and(|at| at <= now);
    let is_used_up = facts.remaining.is_some_and(|left| !left.is_positive());
    let ends = matches!(
        consequence,
        Consequence::CallsAreBilled | Consequence::CallsMayBeBilled | Consequence::CallsFail
    );
    let when = match (consequence, facts.expires_at.filter(|_| is_expired)) {
        (_, Some(at)) if ends && (!is_used_up || used_up_at.is_none()) => {
            let day = time::date(lang, at, now, zone);
            phrase!(lang, "expired {day}", "{day} 到期")
        }
        _ if ends && is_used_up => {
            let at = used_up_at.map(|at| time::moment(lang, at, now, zone));
            match (lang, at) {
                (Lang::English, Some(at)) => format!("used up {at}"),
                (Lang::Chinese, Some(at)) => format!("{at} 用完"),
                (_, None) => lang.pick("used up", "已用完").to_owned(),
            }
        }
        (Consequence::RunsOutSoon, _) => {
            facts.runs_out_at.map(|at| forecast::when(lang, at, now, zone)).unwrap_or_default()
        }
        (Consequence::ExpiresSoon, _) => {
            facts.expires_at.map(|at| time::expiry(lang, at, now)).unwrap_or_default()
        }
        _ => String::new(),
    };
    let when_width = match consequence {
        Consequence::ExpiresSoon => text::width(WIDEST_EXPIRY.of(lang)),
        Consequence::RunsOutSoon => text::width(WIDEST_DAY.of(lang)),
        _ => 0,
    };
    let (amount, unit) = amount(lang, facts, is_expired);
    let mut rest = vec![unit];
    let also = |rule, elsewhere| consequence != elsewhere && rules.contains(&rule);
    if also(Rule::Expiring, Consequence::ExpiresSoon) {
        rest.extend(facts.expires_at.map(|at| time::expires(lang, at, now)));
    }
    if also(Rule::NewGrant, Consequence::NewQuota) {
        rest.push(lang.pick("new quota", "新的额度").to_owned());
    }
    if consequence == Consequence::NewQuota {
        rest.extend(facts.expires_at.map(|at| time::expires(lang, at, now)));
    }
    let rest: Vec<String> = rest.into_iter().filter(|part| !part.is_empty()).collect();
    Parts { when, when_width, amount, rest: rest.join(lang.pick("; ", "；")), ..Parts::default() }
}

/// `3,610` and ` of 1,000,000 tokens left`; nothing if nothing is left.
pub(crate) fn amount(lang: Lang, facts: &QuotaFacts, is_expired: bool) -> (String, String) {
    let unit = number::unit_of(lang, facts.unit, facts.kind);
    let Some(left) = facts.remaining.filter(|left| left.is_positive()).map(number::grouped) else {
        return (String::new(), String::new());
    };
    match (lang, facts.total.map(number::grouped)) {
        (Lang::English, _) if is_expired => (left, format!(" {unit} unused")),
        (Lang::Chinese, _) if is_expired => (left, format!(" {unit} 未使用")),
        (Lang::English, Some(total)) => (left, format!(" of {total} {unit} left")),
        (Lang::Chinese, Some(total)) => (format!("剩余 {left}"), format!("/{total} {unit}")),
        (Lang::English, None) => (left, format!(" {unit} left")),
        (Lang::Chinese, None) => (format!("剩余 {left}"), format!(" {unit}")),
    }
}

/// What a model has cost in one currency.
pub(crate) fn cost(
    lang: Lang,
    before_tax: Tally,
    with_tax: Tally,
    currency: &str,
    incomplete: u64,
) -> Option<String> {
    amounts::with_unknown(amounts::payable(lang, before_tax, with_tax, currency), incomplete)
}

/// What a row says of the account or of a data source: each of its alerts.
pub(crate) fn account<'a>(
    lang: Lang,
    alerts: impl Iterator<Item = (Rule, &'a Facts)>,
    now: DateTime<Utc>,
    zone: Zone,
) -> Parts {
    let sentences: Vec<String> =
        alerts.map(|(rule, facts)| alert::what(lang, rule, facts, now, zone)).collect();
    Parts { rest: sentences.join(lang.pick("; ", "；")), is_sentence: true, ..Parts::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, NextCall, Unit};

    const NOW: &str = "2026-11-22T06:12:00Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn facts(left: &str, total: Option<u64>, expires_at: &str, unit: Unit, kind: Kind) -> QuotaFacts {
        QuotaFacts {
            kind: Some(kind),
            unit,
            total: total.map(Into::into),
            remaining: left.parse().ok(),
            expires_at: expires_at.parse().ok(),
            runs_out_at: Some(at("2026-11-22T20:01:00Z")),
            free_quota_only: Some(false),
            next_call: NextCall::Billed,
            counted_until: None,
            read_at: at(NOW),
        }
    }

    #[test]
    fn a_row_says_when_and_how_much() {
        use Consequence::{CallsAreBilled, CallsFail, ExpiresSoon, Low, RunsOutSoon};
        let tokens =
            |left: &str, expires: &str| facts(left, Some(1_000_000), expires, Unit::Tokens, Kind::Text);
        let video = facts("31", Some(50), "2026-11-22T06:59:00Z", Unit::Seconds, Kind::Video);
        let (past, later) = ("2026-11-20T06:12:00Z", "2026-12-20T06:12:00Z");
        let used_up = Some(at("2026-11-21T02:35:00Z"));
        for (consequence, rules, facts, used_up_at, english, chinese) in [
            (
                CallsAreBilled,
                &[Rule::Billed][..],
                tokens("0", later),
                used_up,
                ["used up 21 Nov 02:35", "", ""],
                ["11月21日 02:35 用完", "", ""],
            ),
            (
                CallsFail,
                &[Rule::Exhausted],
                tokens("0", later),
                None,
                ["used up", "", ""],
                ["已用完", "", ""],
            ),
            (
                CallsAreBilled,
                &[Rule::Billed, Rule::Expired],
                tokens("512000", past),
                None,
                ["expired 20 Nov", "512,000", " tokens unused"],
                ["11月20日 到期", "512,000", " Token 未使用"],
            ),
            (
                RunsOutSoon,
                &[Rule::RunsOut, Rule::Low, Rule::Expiring],
                tokens("3610", "2026-11-23T02:27:00Z"),
                None,
                ["today 20:01", "3,610", " of 1,000,000 tokens left; expires in 20 h 15 min"],
                ["今天 20:01", "剩余 3,610", "/1,000,000 Token；20 小时 15 分后到期"],
            ),
            (
                ExpiresSoon,
                &[Rule::Expiring],
                video.clone(),
                None,
                ["in 47 min", "31", " of 50 s of video left"],
                ["47 分钟后", "剩余 31", "/50 秒视频"],
            ),
            (
                Low,
                &[Rule::Low],
                video,
                None,
                ["", "31", " of 50 s of video left"],
                ["", "剩余 31", "/50 秒视频"],
            ),
        ] {
            for (lang, expected) in [(Lang::English, english), (Lang::Chinese, chinese)] {
                let parts = model(lang, (consequence, rules), &facts, used_up_at, (at(NOW), Zone::UTC));
                assert_eq!([parts.when, parts.amount, parts.rest], expected.map(str::to_owned));
            }
        }
    }

    #[test]
    fn costs_are_to_the_cent_but_never_nothing() {
        let exact = |amount: &str| Tally::Exact(amount.parse().unwrap());
        for (before_tax, with_tax, incomplete, said) in [
            (exact("85.89516"), Tally::Nothing, 0, Some("85.90 USD")),
            (exact("0.0008"), Tally::Nothing, 0, Some("<0.01 USD")),
            (exact("0"), Tally::Nothing, 0, Some("0.00 USD")),
            (exact("1"), exact("2.345"), 1, Some("1.00 USD and 2.35 USD incl. tax + ?")),
            (Tally::Nothing, Tally::Nothing, 1, Some("?")),
            (Tally::Nothing, Tally::Nothing, 0, None),
        ] {
            assert_eq!(cost(Lang::English, before_tax, with_tax, "USD", incomplete).as_deref(), said);
        }
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let facts = facts("", None, "", Unit::Tokens, Kind::Text);
        let parts = model(
            Lang::English,
            (Consequence::CallsMayBeBilled, &[Rule::Exhausted]),
            &facts,
            None,
            (at(NOW), Zone::UTC),
        );
        assert_eq!(parts, Parts::default());
    }
}
