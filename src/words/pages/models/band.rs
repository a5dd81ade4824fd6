//! Texts of the panels below the list: the next days, spending, alerts.

use chrono::{DateTime, Utc};

use crate::{
    domain::{Quantity, Unit, Zone, bill::Cycle},
    words::{
        Lang, Text,
        facts::{amounts::BEFORE_TAX, forecast},
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
