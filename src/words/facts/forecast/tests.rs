//! Forecasts in both languages.

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
        (lapses, false, "610 k lapse", "61 万失效"),
        (Verdict::AlreadyOut { after: Some(by), by }, true, "2 d ago", "2 天前"),
        (Verdict::AlreadyOut { after: None, by }, true, "over 2 d ago", "至少 2 天前"),
        (Verdict::AlreadyOut { after: None, by }, false, "", ""),
        (Verdict::AlreadyOut { after: None, by: at(NOW) }, true, "earlier", "更早"),
        (Verdict::AlreadyOut { after: None, by: at("2026-11-22T05:13:00Z") }, true, "earlier", "更早"),
        (
            Verdict::AlreadyOut { after: None, by: at("2026-11-22T05:12:59Z") },
            true,
            "over 1 h ago",
            "至少 1 小时前",
        ),
        (Verdict::NotUsed { since: by }, false, "idle", "近期未使用"),
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
        let sentence =
            |lang| cell(lang, &forecast(verdict), (left, Unit::Tokens), is_out, at(NOW), SINGAPORE);
        assert_eq!(sentence(Lang::English), english, "{verdict:?}");
        assert_eq!(sentence(Lang::Chinese), chinese, "{verdict:?}");
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
            "今天 20:10（18:05 至 23:40 之间），比到期早 12 天",
        ),
        (
            runs_out(Some("2026-11-23T15:40:00Z"), 24),
            "today 20:10 (between 18:05 and tomorrow 23:40), 1 day before it expires",
            "今天 20:10（18:05 至明天 23:40 之间），比到期早 1 天",
        ),
        (
            Verdict::RunsOut(RunsOut {
                at: at("2026-11-22T12:10:00Z"),
                earliest: at("2026-11-22T12:10:00Z"),
                latest: Some(at("2026-11-22T18:10:00Z")),
                before_expiry: None,
            }),
            "between today 20:10 and tomorrow 02:10",
            "今天 20:10 至明天 02:10 之间",
        ),
        (
            runs_out(None, 7),
            "today 20:10 (18:05 at the earliest), 7 h before it expires",
            "今天 20:10（最早 18:05），比到期早 7 小时",
        ),
        (
            lapses,
            "about 610 k tokens will lapse (520 k to 700 k)",
            "到期时约 61 万 Token 将失效（52 万至 70 万）",
        ),
        (Verdict::NotUsed { since: at("2026-11-12T03:40:00Z") }, "idle since 12 Nov", "11月12日起未使用"),
        (
            Verdict::NotUsed { since: at("2026-11-22T01:12:00Z") },
            "idle since today 09:12",
            "今天 09:12 起未使用",
        ),
        (Verdict::Estimating, "estimating, 26 h of data", "估算中，已有 26 小时数据"),
        (
            Verdict::Stale { read_at: at("2026-11-22T03:10:00Z") },
            "no forecast: last updated 3 h ago",
            "无法预测：最近更新于3 小时前",
        ),
        (Verdict::AlreadyOut { after: None, by }, "20 Nov 11:40 or earlier", "11月20日 11:40 或更早"),
        (
            Verdict::AlreadyOut { after: Some(at("2026-11-20T03:20:00Z")), by },
            "between 20 Nov 11:20 and 20 Nov 11:40",
            "11月20日 11:20 至 11月20日 11:40 之间",
        ),
        (Verdict::AlreadyOut { after: Some(by), by }, "20 Nov 11:40", "11月20日 11:40"),
    ] {
        let sentence =
            |lang| verdict::verdict(lang, &forecast(verdict), Unit::Tokens, at(NOW), SINGAPORE).unwrap().1;
        assert_eq!(sentence(Lang::English), english);
        assert_eq!(sentence(Lang::Chinese), chinese);
    }
}

#[test]
fn a_pace_names_what_it_rests_on() {
    let [low, per_hour, high] = [3400, 3870, 4300].map(Quantity::from);
    let pace = Pace { per_hour, low, high };
    for (lang, sentence) in [
        (Lang::English, "3,870 tokens/h (3,400 to 4,300; 20 h of data)"),
        (Lang::Chinese, "3,870 Token/小时（3,400 至 4,300；基于 20 小时数据）"),
    ] {
        assert_eq!(super::pace(lang, pace, Unit::Tokens, TimeDelta::hours(20)), sentence);
    }
    let quantity = |text: &str| text.parse::<Quantity>().unwrap();
    for ([low, per_hour, high], sentence) in [
        (["3.429", "1668", "4464"], "1,668 tokens/h (3 to 4,464; 20 h of data)"),
        (["0.2", "1.5", "7.25"], "1.5 tokens/h (0.2 to 7.2; 20 h of data)"),
        (["0.0009218", "0.1293", "0.3391"], "0.13 tokens/h (0 to 0.34; 20 h of data)"),
        (["0", "0", "0"], "0 tokens/h (0 to 0; 20 h of data)"),
    ] {
        let pace = Pace { per_hour: quantity(per_hour), low: quantity(low), high: quantity(high) };
        assert_eq!(super::pace(Lang::English, pace, Unit::Tokens, TimeDelta::hours(20)), sentence);
    }
}

#[test]
fn a_quota_is_urgent_within_a_day_of_running_out() {
    for (instant, urgent) in [("2026-11-23T06:12:00Z", true), ("2026-11-23T06:12:01Z", false)] {
        assert_eq!(is_urgent(&forecast(runs_out(instant)), at(NOW)), urgent);
    }
    assert!(!is_urgent(&forecast(Verdict::NotUsed { since: at(NOW) }), at(NOW)));
}
