//! Texts of the panels below the list: the next days, spending, alerts.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Quantity, Unit, Zone,
        alert::{Consequence, Facts, QuotaFacts, Rule},
        bill::Cycle,
    },
    words::{
        Lang, Text,
        facts::{alert::speed, amounts::BEFORE_TAX, forecast},
        number, phrase, plain, time,
    },
};

pub(crate) const NEXT_DAYS: Text = Text::new("next 30 days", "未来 30 天");
pub(crate) const RUNS_OUT: Text = Text::new("runs out", "用完");
pub(crate) const EXPIRES: Text = Text::new("expires", "到期");
pub(crate) const NOTHING: Text = Text::new("no quota runs out or expires", "没有额度将用完或到期");
pub(crate) const ALERTS: Text = Text::new("alerts", "告警");
pub(crate) const NO_ALERTS: Text = Text::new("no active alerts", "没有未恢复的告警");

/// When a quota runs out: `runs out today 20:10`.
pub(crate) fn runs_out(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let when = forecast::when(lang, at, now, zone);
    phrase!(lang, "runs out {when}", "{when} 用完")
}

/// What happens when a quota expires: `621 k lapse 30 Nov`, or `expires 30 Nov`.
pub(crate) fn expires(
    lang: Lang,
    (unit, at): (Unit, DateTime<Utc>),
    lapses: Option<Quantity>,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let day = time::date(lang, at, now, zone);
    let Some(lapses) = lapses else { return phrase!(lang, "expires {day}", "{day}到期") };
    let unit = number::unit_in_list(lang, unit).trim_start();
    let amount = number::with_unit(&number::short(lang, lapses), unit);
    phrase!(lang, "{amount} lapse {day}", "{day}失效 {amount}")
}

/// What an alert means, as short as possible: `calls are billed`, `runs out today 22:01`, `2.4 % left`.
pub(crate) fn alert(
    lang: Lang,
    consequence: Consequence,
    (rule, facts): (Rule, &Facts),
    (now, zone): (DateTime<Utc>, Zone),
) -> String {
    let word = match (consequence, facts) {
        (Consequence::RunsOutSoon, Facts::Quota(QuotaFacts { runs_out_at: Some(at), .. })) => {
            let when = time::day_and_time(lang, *at, now, zone);
            return phrase!(lang, "runs out {when}", "{when} 用完");
        }
        (Consequence::ExpiresSoon, Facts::Quota(QuotaFacts { expires_at: Some(at), .. })) => {
            // The panels are not drawn every second.
            return time::expires_to_the_minute(lang, *at, now);
        }
        (Consequence::Low, Facts::Quota(QuotaFacts { remaining: Some(left), total: Some(total), .. })) => {
            match left.percent_of(*total).map(number::percent) {
                Some(left) => return phrase!(lang, "{left} % left", "剩余 {left}%"),
                None => Text::new("low", "额度偏低"),
            }
        }
        (_, Facts::Balance(facts)) => {
            let money = number::money(facts.available.abs(), facts.currency.as_deref());
            return match rule {
                Rule::BalanceBelow => phrase!(lang, "balance {money}", "可用额度 {money}"),
                _ => phrase!(lang, "{money} overdue", "欠费 {money}"),
            };
        }
        (_, Facts::Speed(facts)) => return speed::brief(lang, facts),
        (_, Facts::Spend(_)) if rule == Rule::SpendProjected => {
            Text::new("will pass your limit", "预计超过上限")
        }
        (_, Facts::Spend(_)) => Text::new("over your limit", "超过上限"),
        (_, Facts::Feed(_)) if rule == Rule::SignIn => Text::new("signed out", "登录失效"),
        (_, Facts::Feed(_)) => Text::new("not updating", "未能更新"),
        (Consequence::CallsAreBilled, _) => Text::new("calls are billed", "调用正在计费"),
        (Consequence::CallsMayBeBilled, _) => Text::new("calls may be billed", "调用可能计费"),
        (Consequence::CallsFail, _) => Text::new("calls fail", "调用失败"),
        (Consequence::RunsOutSoon, _) => Text::new("runs out soon", "即将用完"),
        (Consequence::ExpiresSoon, _) => Text::new("expires soon", "即将到期"),
        (Consequence::Low | Consequence::Account, _) => Text::new("low", "额度偏低"),
        (Consequence::NewQuota, _) => Text::new("new quota", "新的额度"),
    };
    word.of(lang).to_owned()
}

/// Models that have no room: `and 12 more`.
pub(crate) fn more(lang: Lang, count: usize) -> String {
    phrase!(lang, "and {count} more", "另有 {count} 个")
}

/// The title of the chart of spending: `spending 2026-11, USD before tax`.
pub(crate) fn spending(lang: Lang, cycle: Cycle, currency: &str) -> String {
    let (currency, basis) = (plain(currency), BEFORE_TAX.of(lang));
    phrase!(lang, "spending {cycle}, {currency} {basis}", "{cycle} 费用，{currency} {basis}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        FailureKind, NextCall,
        alert::{BalanceFacts, FeedFacts},
    };

    #[test]
    fn an_alert_says_what_and_when_first() {
        use Consequence::{Account, CallsAreBilled, CallsFail, ExpiresSoon, Low, RunsOutSoon};
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = at("2026-11-22T06:12:00Z");
        let quota = |left: u64, runs_out: bool| {
            Facts::Quota(QuotaFacts {
                kind: None,
                unit: Unit::Tokens,
                total: Some(1_000_000_u64.into()),
                remaining: Some(left.into()),
                expires_at: Some(at("2026-11-23T02:26:00Z")),
                runs_out_at: runs_out.then(|| at("2026-11-22T22:01:00Z")),
                free_quota_only: None,
                next_call: NextCall::Free,
                counted_until: None,
                read_at: now,
            })
        };
        let feed = Facts::Feed(FeedFacts { error: FailureKind::SignIn, since: now });
        let (available, currency) = ("-12.40".parse().unwrap(), Some("USD".to_owned()));
        let balance = Facts::Balance(BalanceFacts { available, currency, limit: None, read_at: now });
        for (consequence, rule, facts, en, zh) in [
            (CallsAreBilled, Rule::Billed, &quota(0, false), "calls are billed", "调用正在计费"),
            (CallsFail, Rule::Overdue, &balance, "12.40 USD overdue", "欠费 12.40 USD"),
            (RunsOutSoon, Rule::RunsOut, &quota(9, true), "runs out today 22:01", "今天 22:01 用完"),
            (RunsOutSoon, Rule::RunsOut, &quota(9, false), "runs out soon", "即将用完"),
            (ExpiresSoon, Rule::Expiring, &quota(9, false), "expires in 20 h 14 min", "20 小时 14 分后到期"),
            (Low, Rule::Low, &quota(24_098, false), "2.4 % left", "剩余 2.4%"),
            (Account, Rule::SignIn, &feed, "signed out", "登录失效"),
        ] {
            let alert = |lang| alert(lang, consequence, (rule, facts), (now, Zone::UTC));
            assert_eq!(alert(Lang::English), en);
            assert_eq!(alert(Lang::Chinese), zh);
        }
    }

    #[test]
    fn what_happens_is_said_with_its_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (now, later) = (at("2026-11-22T06:12:00Z"), at("2026-12-04T10:12:00Z"));
        let expires = |lang, lapses: Option<u64>| {
            expires(lang, (Unit::Seconds, later), lapses.map(Into::into), now, Zone::UTC)
        };
        for (text, expected) in [
            (expires(Lang::English, None), "expires 4 Dec"),
            (expires(Lang::English, Some(31)), "31 s lapse 4 Dec"),
            (expires(Lang::Chinese, Some(31)), "12月4日失效 31 秒"),
            (runs_out(Lang::English, later, now, Zone::UTC), "runs out 4 Dec 10:12"),
            (runs_out(Lang::Chinese, at("2026-11-22T20:10:00Z"), now, Zone::UTC), "今天 20:10 用完"),
        ] {
            assert_eq!(text, expected);
        }
    }
}
