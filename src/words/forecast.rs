//! What is said of a forecast: in the list, and line by line in the detail.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Lang, Text, number, table, time};
use crate::domain::{
    Model, Quantity, Unit, Zone,
    forecast::{Forecast, Lapses, Pace, RunsOut, Verdict},
    time::full_minute,
};

/// The mark of the expiry in a chart.
pub const EXPIRES: Text = Text::new("expires", "到期");
/// How fast it is used.
pub const PACE: Text = Text::new("pace", "消耗速度");
/// When it is used up.
pub const EMPTY: Text = Text::new("empty", "用尽");
/// What is not used at its expiry.
pub const LAPSES: Text = Text::new("lapses", "作废");
/// What comes after the free quota.
pub const THEN: Text = Text::new("then", "之后");
/// What a call costs, where there is no free quota any more.
pub const PRICE: Text = Text::new("price", "价格");
/// What else is free.
pub const SWITCH_TO: Text = Text::new("switch to", "可改用");

/// There are too few data yet.
const ESTIMATING: Text = Text::new("estimating", "估算中");

/// The widest that [`cell`] gets by the clock alone, but for another year's instants: a column that holds it keeps its
/// width from minute to minute.
pub const WIDEST_CELL: Text = Text::new("tomorrow 00:00", "至少 59 分钟前");

/// What the list says of a quota of which something is left, or of one that is used up; nothing where the forecast
/// was made before that, or says nothing. `lapses` is what is expected to, in the unit that stands beside what is left.
pub fn cell(
    lang: Lang,
    forecast: &Forecast,
    lapses: Option<Quantity>,
    is_out: bool,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    match forecast.verdict {
        // Nobody saw it run out: it has been used up since then at least.
        Verdict::AlreadyOut { after: None, by } if is_out => {
            let since = full_minute(now).signed_duration_since(full_minute(by));
            let since = time::narrow(lang, since);
            match lang {
                Lang::English => format!("over {since} ago"),
                Lang::Chinese => format!("至少 {since}前"),
            }
        }
        Verdict::AlreadyOut { by, .. } if is_out => time::ago(lang, by, now),
        _ if is_out => String::new(),
        Verdict::Estimating => ESTIMATING.of(lang).to_owned(),
        Verdict::NotUsed { .. } => lang.pick("not used", "未使用").to_owned(),
        Verdict::RunsOut(runs_out) => when(lang, runs_out.at, now, zone),
        Verdict::Lapses(_) => {
            let said = |left| format!("{} {}", LAPSES.of(lang), number::short(lang, left));
            lapses.map(said).unwrap_or_default()
        }
        Verdict::Lasts { beyond, .. } => in_over(lang, beyond, now),
        Verdict::Stale { .. } | Verdict::Expired { .. } | Verdict::AlreadyOut { .. } => String::new(),
    }
}

/// It lasts longer than is foreseen: `in over 180 d`.
fn in_over(lang: Lang, beyond: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let span = time::rough(lang, beyond.signed_duration_since(full_minute(now)));
    match lang {
        Lang::English => format!("in over {span}"),
        Lang::Chinese => format!("{span}以后"),
    }
}

/// An instant ahead: `today 20:10`, `tomorrow 09:00`, `24 Nov 20:10`; `about now` where it has just passed.
pub fn when(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    if instant <= full_minute(now) {
        return lang.pick("about now", "即将").to_owned();
    }
    let (day, today) = (zone.at(instant).date_naive(), zone.at(now).date_naive());
    let clock = zone.at(instant).format("%H:%M");
    match day.signed_duration_since(today).num_days() {
        0 => format!("{} {clock}", lang.pick("today", "今天")),
        1 => format!("{} {clock}", lang.pick("tomorrow", "明天")),
        _ => time::moment(lang, instant, now, zone),
    }
}

/// `3,870 tokens/h (3,400 to 4,300; 26 h of data)`.
pub fn pace(lang: Lang, pace: Pace, unit: Unit, data: TimeDelta) -> String {
    // Fractions count only where whole units would say too little.
    let places = pace.per_hour.places_of_two_digits();
    let figure = |rate: Quantity| number::grouped(rate.rounded(places));
    let [per_hour, low, high] = [pace.per_hour, pace.low, pace.high].map(figure);
    let (unit, data) = (number::unit(lang, unit), span(lang, data));
    match lang {
        Lang::English => format!("{per_hour} {unit}/h ({low} to {high}; {data} of data)"),
        Lang::Chinese => format!("{per_hour} {unit}/小时 ({low} 至 {high}；基于 {data}数据)"),
    }
}

/// A length of data: in hours up to two days, `26 h`.
fn span(lang: Lang, data: TimeDelta) -> String {
    if data < TimeDelta::days(2) && data >= TimeDelta::hours(1) {
        format!("{} {}", data.num_hours(), lang.pick("h", "小时"))
    } else {
        time::rough(lang, data)
    }
}

/// What a chart shows: `tokens left, dotted: expected`.
pub fn chart(lang: Lang, unit: Unit) -> String {
    let unit = number::unit(lang, unit);
    match lang {
        Lang::English => format!("{unit} left, dotted: expected"),
        Lang::Chinese => format!("剩余 ({unit})，虚线为预测"),
    }
}

/// What becomes of it, with the label; nothing where other facts say it.
pub fn verdict(
    lang: Lang,
    forecast: &Forecast,
    unit: Unit,
    now: DateTime<Utc>,
    zone: Zone,
) -> Option<(&'static str, String)> {
    let (label, said) = match &forecast.verdict {
        Verdict::Estimating => {
            let (estimating, data) = (ESTIMATING.of(lang), span(lang, forecast.data));
            let said = match lang {
                Lang::English => format!("{estimating}, {data} of data"),
                Lang::Chinese => format!("{estimating}，已有 {data}数据"),
            };
            (EMPTY, said)
        }
        Verdict::Stale { read_at } => {
            let ago = time::ago(lang, *read_at, now);
            let said = match lang {
                Lang::English => format!("no verdict: last read {ago}"),
                Lang::Chinese => format!("无法预测：上次读取在 {ago}"),
            };
            (EMPTY, said)
        }
        Verdict::Expired { .. } => return None,
        Verdict::AlreadyOut { after, by } => (EMPTY, out_since(lang, *after, *by, now, zone)),
        Verdict::NotUsed { since } => {
            let since = not_used_since(lang, *since, now, zone);
            let said = match lang {
                Lang::English => format!("not used since {since}"),
                Lang::Chinese => number::with_unit(&since, "起未使用"),
            };
            (PACE, said)
        }
        Verdict::RunsOut(runs_out) => (EMPTY, empty(lang, runs_out, now, zone)),
        Verdict::Lapses(lapses) => (LAPSES, lapsing(lang, lapses, unit, now, zone)),
        Verdict::Lasts { beyond, earliest } => {
            let earliest = earliest.map(|at| at_the_earliest(lang, &when(lang, at, now, zone)));
            let earliest = earliest.map(|said| format!("{}{said}", lang.pick("; ", "；")));
            (EMPTY, format!("{}{}", in_over(lang, *beyond, now), earliest.unwrap_or_default()))
        }
    };
    Some((label.of(lang), said))
}

fn at_the_earliest(lang: Lang, instant: &str) -> String {
    match lang {
        Lang::English => format!("{instant} at the earliest"),
        Lang::Chinese => number::with_unit("最早", instant),
    }
}

/// `since 20 Nov 11:40 (something was left 20 Nov 11:20)`.
fn out_since(
    lang: Lang,
    after: Option<DateTime<Utc>>,
    by: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let by = past(lang, by, now, zone);
    match (lang, after.map(|after| past(lang, after, now, zone))) {
        (Lang::English, None) => format!("since {by} or before"),
        (Lang::English, Some(after)) => format!("since {by} (something was left {after})"),
        (Lang::Chinese, None) => format!("{by} 或更早"),
        (Lang::Chinese, Some(after)) => format!("{by} 起 ({after} 尚有剩余)"),
    }
}

/// `today 20:10 (between 18:05 and 23:40), 12 days before it expires`.
fn empty(lang: Lang, runs_out: &RunsOut, now: DateTime<Utc>, zone: Zone) -> String {
    let RunsOut { at, earliest, latest, before_expiry } = *runs_out;
    // Of the same day, the time says enough.
    let near = |instant: DateTime<Utc>| {
        let is_same_day = instant > now && zone.at(instant).date_naive() == zone.at(at).date_naive();
        let time = || zone.at(instant).format("%H:%M").to_string();
        if is_same_day { time() } else { when(lang, instant, now, zone) }
    };
    let earliest = near(earliest);
    let range = match (lang, latest.map(near)) {
        (_, None) => at_the_earliest(lang, &earliest),
        (Lang::English, Some(latest)) => format!("between {earliest} and {latest}"),
        (Lang::Chinese, Some(latest)) => {
            number::with_unit(&format!("{earliest} 至"), &format!("{latest} 之间"))
        }
    };
    let before = before_expiry.map(|length| {
        let length = match (lang, length.num_days()) {
            (_, 0) => time::rough(lang, length),
            (Lang::English, 1) => "1 day".to_owned(),
            (Lang::English, days) => format!("{days} days"),
            (Lang::Chinese, days) => format!("{days} 天"),
        };
        match lang {
            Lang::English => format!(", {length} before it expires"),
            Lang::Chinese => format!("，比到期早 {length}"),
        }
    });
    format!("{} ({range}){}", when(lang, at, now, zone), before.unwrap_or_default())
}

/// `about 610 k tokens (520 k to 700 k) unused at its expiry`.
fn lapsing(lang: Lang, lapses: &Lapses, unit: Unit, now: DateTime<Utc>, zone: Zone) -> String {
    let [left, least, most] = [lapses.left, lapses.least, lapses.most].map(|one| number::short(lang, one));
    let left = number::with_unit(&left, number::unit(lang, unit));
    let earliest = lapses.earliest.map(|at| {
        let at = when(lang, at, now, zone);
        match lang {
            Lang::English => format!("; it may be empty {at}"),
            Lang::Chinese => format!("；{}", number::with_unit(&number::with_unit("可能", &at), "就用尽")),
        }
    });
    let earliest = earliest.unwrap_or_default();
    match lang {
        Lang::English => format!("about {left} ({least} to {most}) unused at its expiry{earliest}"),
        Lang::Chinese => {
            let range = number::with_unit(&number::with_unit(&least, "至"), &most);
            format!("到期时约有 {left} ({range}) 未使用{earliest}")
        }
    }
}

/// `today 09:12`, `20 Nov 11:40`.
fn past(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let is_today = zone.at(instant).date_naive() == zone.at(now).date_naive();
    let today = if is_today { lang.pick("today ", "今天 ") } else { "" };
    format!("{today}{}", time::moment(lang, instant, now, zone))
}

/// `12 Nov`, `today 09:12`.
fn not_used_since(lang: Lang, since: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let is_today = zone.at(since).date_naive() == zone.at(now).date_naive();
    if is_today { past(lang, since, now, zone) } else { time::date(lang, since, now, zone) }
}

/// `qwen-max-latest: 1,000,000 left, expires in 12 d`.
pub fn alternative(lang: Lang, model: &Model, now: DateTime<Utc>) -> String {
    let quota = model.quota.as_ref();
    let left = quota.and_then(|quota| quota.remaining).map(number::grouped).unwrap_or_default();
    let expires = quota.and_then(|quota| quota.expires_at).filter(|at| *at > now);
    let expires = expires.map(|at| time::rough_expiry(lang, at, now));
    let (name, suffix) = (table::name(lang, &model.name), number::unit_in_list(lang, model.unit));
    match lang {
        Lang::English => {
            let expires = expires.map(|when| format!(", expires {when}")).unwrap_or_default();
            format!("{name}: {left}{suffix} left{expires}")
        }
        Lang::Chinese => {
            let expires = expires.map(|when| format!("，{when}到期")).unwrap_or_default();
            format!("{name}：剩余 {left}{suffix}{expires}")
        }
    }
}

/// Whether it runs out within a day: that is time enough to do something about it, and not more.
pub fn presses(forecast: &Forecast, now: DateTime<Utc>) -> bool {
    let Verdict::RunsOut(runs_out) = forecast.verdict else { return false };
    runs_out.at.signed_duration_since(full_minute(now)) <= TimeDelta::hours(24)
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::*;
    use crate::domain::forecast::{Lapses, RunsOut};

    const NOW: &str = "2026-11-22T06:12:07Z";
    const SINGAPORE: Zone = Zone(|_| FixedOffset::east_opt(28_800).unwrap());

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn forecast(verdict: Verdict) -> Forecast {
        Forecast { verdict, pace: None, hourly_use: None, data: TimeDelta::hours(26) }
    }

    fn runs_out(instant: &str) -> Verdict {
        let at = at(instant);
        Verdict::RunsOut(RunsOut { at, earliest: at, latest: None, before_expiry: None })
    }

    #[test]
    fn a_cell_says_when_in_the_zone_of_the_reader() {
        let quantity = |number: u64| Quantity::from(number);
        let lapses = Verdict::Lapses(Lapses {
            at: at("2026-12-01T00:00:00Z"),
            left: quantity(610_000),
            least: quantity(0),
            most: quantity(0),
            earliest: None,
        });
        let by = at("2026-11-20T03:40:00Z");
        for (verdict, is_out, english, chinese) in [
            (runs_out("2026-11-22T12:10:00Z"), false, "today 20:10", "今天 20:10"),
            (runs_out("2026-11-22T16:10:00Z"), false, "tomorrow 00:10", "明天 00:10"),
            (runs_out("2026-11-24T12:10:00Z"), false, "24 Nov 20:10", "11月24日 20:10"),
            (runs_out("2027-01-04T12:10:00Z"), false, "4 Jan 2027 20:10", "2027年1月4日 20:10"),
            (runs_out("2026-11-22T06:10:00Z"), false, "about now", "即将"),
            (runs_out("2026-11-22T12:10:00Z"), true, "", ""),
            (lapses, false, "lapses 610 k", "作废 61 万"),
            (Verdict::AlreadyOut { after: Some(by), by }, true, "2 d ago", "2 天前"),
            (Verdict::AlreadyOut { after: None, by }, true, "over 2 d ago", "至少 2 天前"),
            (Verdict::AlreadyOut { after: None, by }, false, "", ""),
            (Verdict::NotUsed { since: by }, false, "not used", "未使用"),
            (Verdict::Estimating, false, "estimating", "估算中"),
            (
                Verdict::Lasts { beyond: at("2027-05-21T06:12:07Z"), earliest: None },
                false,
                "in over 180 d",
                "180 天以后",
            ),
            (Verdict::Stale { read_at: by }, false, "", ""),
            (Verdict::Expired { at: by }, false, "", ""),
        ] {
            let left = Some(quantity(610_000));
            let said = |lang| cell(lang, &forecast(verdict), left, is_out, at(NOW), SINGAPORE);
            assert_eq!(said(Lang::English), english, "{verdict:?}");
            assert_eq!(said(Lang::Chinese), chinese, "{verdict:?}");
        }
    }

    #[test]
    fn a_verdict_is_a_line() {
        let runs_out = |latest: Option<&str>, days| {
            Verdict::RunsOut(RunsOut {
                at: at("2026-11-22T12:10:00Z"),
                earliest: at("2026-11-22T10:05:00Z"),
                latest: latest.map(at),
                before_expiry: Some(TimeDelta::hours(days)),
            })
        };
        let lapses = Verdict::Lapses(Lapses {
            at: at("2026-12-01T00:00:00Z"),
            left: Quantity::from(610_000),
            least: Quantity::from(520_000),
            most: Quantity::from(700_000),
            earliest: None,
        });
        let by = at("2026-11-20T03:40:00Z");
        for (verdict, english, chinese) in [
            (
                runs_out(Some("2026-11-22T15:40:00Z"), 299),
                "today 20:10 (between 18:05 and 23:40), 12 days before it expires",
                "今天 20:10 (18:05 至 23:40 之间)，比到期早 12 天",
            ),
            (
                runs_out(Some("2026-11-23T15:40:00Z"), 24),
                "today 20:10 (between 18:05 and tomorrow 23:40), 1 day before it expires",
                "今天 20:10 (18:05 至明天 23:40 之间)，比到期早 1 天",
            ),
            (
                runs_out(None, 7),
                "today 20:10 (18:05 at the earliest), 7 h before it expires",
                "今天 20:10 (最早 18:05)，比到期早 7 小时",
            ),
            (
                lapses,
                "about 610 k tokens (520 k to 700 k) unused at its expiry",
                "到期时约有 61 万 Token (52 万至 70 万) 未使用",
            ),
            (
                Verdict::NotUsed { since: at("2026-11-12T03:40:00Z") },
                "not used since 12 Nov",
                "11月12日起未使用",
            ),
            (
                Verdict::NotUsed { since: at("2026-11-22T01:12:00Z") },
                "not used since today 09:12",
                "今天 09:12 起未使用",
            ),
            (Verdict::Estimating, "estimating, 26 h of data", "估算中，已有 26 小时数据"),
            (
                Verdict::Stale { read_at: at("2026-11-22T03:10:00Z") },
                "no verdict: last read 3 h ago",
                "无法预测：上次读取在 3 小时前",
            ),
            (
                Verdict::AlreadyOut { after: None, by },
                "since 20 Nov 11:40 or before",
                "11月20日 11:40 或更早",
            ),
            (
                Verdict::AlreadyOut { after: Some(at("2026-11-20T03:20:00Z")), by },
                "since 20 Nov 11:40 (something was left 20 Nov 11:20)",
                "11月20日 11:40 起 (11月20日 11:20 尚有剩余)",
            ),
        ] {
            let said =
                |lang| super::verdict(lang, &forecast(verdict), Unit::Tokens, at(NOW), SINGAPORE).unwrap().1;
            assert_eq!(said(Lang::English), english);
            assert_eq!(said(Lang::Chinese), chinese);
        }
    }

    #[test]
    fn a_pace_names_what_it_rests_on() {
        let [low, per_hour, high] = [3400, 3870, 4300].map(Quantity::from);
        let pace = Pace { per_hour, low, high };
        for (lang, said) in [
            (Lang::English, "3,870 tokens/h (3,400 to 4,300; 20 h of data)"),
            (Lang::Chinese, "3,870 Token/小时 (3,400 至 4,300；基于 20 小时数据)"),
        ] {
            assert_eq!(super::pace(lang, pace, Unit::Tokens, TimeDelta::hours(20)), said);
        }
        let quantity = |text: &str| text.parse::<Quantity>().unwrap();
        for ([low, per_hour, high], said) in [
            (["3.429", "1668", "4464"], "1,668 tokens/h (3 to 4,464; 20 h of data)"),
            (["0.2", "1.5", "7.25"], "1.5 tokens/h (0.2 to 7.2; 20 h of data)"),
            (["0.0009218", "0.1293", "0.3391"], "0.13 tokens/h (0 to 0.34; 20 h of data)"),
            (["0", "0", "0"], "0 tokens/h (0 to 0; 20 h of data)"),
        ] {
            let pace = Pace { per_hour: quantity(per_hour), low: quantity(low), high: quantity(high) };
            assert_eq!(super::pace(Lang::English, pace, Unit::Tokens, TimeDelta::hours(20)), said);
        }
    }

    #[test]
    fn a_day_is_when_it_presses() {
        for (instant, does) in [("2026-11-23T06:12:00Z", true), ("2026-11-23T06:12:01Z", false)] {
            assert_eq!(presses(&forecast(runs_out(instant)), at(NOW)), does);
        }
        assert!(!presses(&forecast(Verdict::NotUsed { since: at(NOW) }), at(NOW)));
    }
}
