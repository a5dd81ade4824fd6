//! What is said of a forecast: in the list, and line by line in the detail.

use chrono::{DateTime, TimeDelta, Utc};

use rust_decimal::Decimal;

use super::{number, table, time};
use crate::domain::{
    Model, Quantity, Site, Unit, Zone,
    forecast::{Forecast, Lapses, Pace, RunsOut, Verdict},
    price::Price,
    time::full_minute,
};

/// The mark of the expiry in a chart.
pub const EXPIRES: &str = "expires";
/// How fast it is used.
pub const PACE: &str = "pace";
/// When it is used up.
pub const EMPTY: &str = "empty";
/// What is not used at its expiry.
pub const LAPSES: &str = "lapses";
/// What comes after the free quota.
pub const THEN: &str = "then";
/// What a call costs, where there is no free quota any more.
pub const PRICE: &str = "price";
/// What else is free.
pub const SWITCH_TO: &str = "switch to";

/// The widest of the instants that a cell says: a column that holds it keeps its width from day to day.
pub const WIDEST_INSTANT: &str = "tomorrow 00:00";

/// What the list says of a quota of which something is left, or of one that is used up; nothing where the forecast
/// was made before that, or says nothing. `lapses` is what is expected to, in the unit that stands beside what is left.
pub fn cell(
    forecast: &Forecast,
    lapses: Option<Quantity>,
    is_out: bool,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    match forecast.verdict {
        Verdict::AlreadyOut { after, by } if is_out => {
            let since = time::ago(by, now);
            // Nobody saw it run out: it has been used up since then at least.
            if after.is_none() { format!("over {since}") } else { since }
        }
        _ if is_out => String::new(),
        Verdict::Estimating => "estimating".to_owned(),
        Verdict::NotUsed { .. } => "not used".to_owned(),
        Verdict::RunsOut(runs_out) => when(runs_out.at, now, zone),
        Verdict::Lapses(_) => {
            lapses.map_or_else(String::new, |left| format!("lapses {}", number::short(left)))
        }
        Verdict::Lasts { beyond, .. } => {
            format!("in over {}", time::rough(beyond.signed_duration_since(full_minute(now))))
        }
        Verdict::Stale { .. } | Verdict::Expired { .. } | Verdict::AlreadyOut { .. } => String::new(),
    }
}

/// An instant ahead: `today 20:10`, `tomorrow 09:00`, `24 Nov 20:10`; `about now` where it has just passed.
pub fn when(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    if instant <= full_minute(now) {
        return "about now".to_owned();
    }
    let (day, today) = (zone.at(instant).date_naive(), zone.at(now).date_naive());
    match day.signed_duration_since(today).num_days() {
        0 => format!("today {}", time::moment(instant, now, zone)),
        1 => format!("tomorrow {}", zone.at(instant).format("%H:%M")),
        _ => time::moment(instant, now, zone),
    }
}

/// `3,870 tokens/h (3,400 to 4,300; 26 h of data)`.
pub fn pace(pace: Pace, unit: Unit, data: TimeDelta) -> String {
    let [per_hour, low, high] = [pace.per_hour, pace.low, pace.high].map(number::grouped);
    format!("{per_hour} {}/h ({low} to {high}; {} of data)", number::unit(unit), span(data))
}

/// A length of data: in hours up to two days, `26 h`.
fn span(data: TimeDelta) -> String {
    if data < TimeDelta::days(2) && data >= TimeDelta::hours(1) {
        format!("{} h", data.num_hours())
    } else {
        time::rough(data)
    }
}

/// What a chart shows: `tokens left, dotted: expected`.
pub fn chart(unit: Unit) -> String {
    format!("{} left, dotted: expected", number::unit(unit))
}

/// What becomes of it, with the label; nothing where other facts say it.
pub fn verdict(
    forecast: &Forecast,
    unit: Unit,
    now: DateTime<Utc>,
    zone: Zone,
) -> Option<(&'static str, String)> {
    Some(match &forecast.verdict {
        Verdict::Estimating => (EMPTY, format!("estimating, {} of data", span(forecast.data))),
        Verdict::Stale { read_at } => (EMPTY, format!("no verdict: last read {}", time::ago(*read_at, now))),
        Verdict::Expired { .. } => return None,
        Verdict::AlreadyOut { after: None, by } => {
            (EMPTY, format!("since {} or before", past(*by, now, zone)))
        }
        Verdict::AlreadyOut { after: Some(after), by } => {
            let after = past(*after, now, zone);
            (EMPTY, format!("since {} (something was left {after})", past(*by, now, zone)))
        }
        Verdict::NotUsed { since } => (PACE, format!("not used since {}", not_used_since(*since, now, zone))),
        Verdict::RunsOut(runs_out) => (EMPTY, empty(runs_out, now, zone)),
        Verdict::Lapses(lapses) => (LAPSES, lapsing(lapses, unit, now, zone)),
        Verdict::Lasts { beyond, earliest } => {
            let earliest = earliest.map(|at| format!("; {} at the earliest", when(at, now, zone)));
            let span = time::rough(beyond.signed_duration_since(full_minute(now)));
            (EMPTY, format!("in over {span}{}", earliest.unwrap_or_default()))
        }
    })
}

/// `today 20:10 (between 18:05 and 23:40), 12 days before it expires`.
fn empty(runs_out: &RunsOut, now: DateTime<Utc>, zone: Zone) -> String {
    let RunsOut { at, earliest, latest, before_expiry } = *runs_out;
    // Of the same day, the time says enough.
    let near = |instant: DateTime<Utc>| {
        let is_same_day = instant > now && zone.at(instant).date_naive() == zone.at(at).date_naive();
        let time = || zone.at(instant).format("%H:%M").to_string();
        if is_same_day { time() } else { when(instant, now, zone) }
    };
    let range = latest.map_or_else(
        || format!("{} at the earliest", near(earliest)),
        |latest| format!("between {} and {}", near(earliest), near(latest)),
    );
    let before = before_expiry.map(|length| match length.num_days() {
        0 => format!(", {} before it expires", time::rough(length)),
        1 => ", 1 day before it expires".to_owned(),
        days => format!(", {days} days before it expires"),
    });
    format!("{} ({range}){}", when(at, now, zone), before.unwrap_or_default())
}

/// `about 610 k tokens (520 k to 700 k) unused at its expiry`.
fn lapsing(lapses: &Lapses, unit: Unit, now: DateTime<Utc>, zone: Zone) -> String {
    let [left, least, most] = [lapses.left, lapses.least, lapses.most].map(number::short);
    let earliest = lapses.earliest.map(|at| format!("; it may be empty {}", when(at, now, zone)));
    let unit = number::unit(unit);
    format!("about {left} {unit} ({least} to {most}) unused at its expiry{}", earliest.unwrap_or_default())
}

/// `today 09:12`, `20 Nov 11:40`.
fn past(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let is_today = zone.at(instant).date_naive() == zone.at(now).date_naive();
    format!("{}{}", if is_today { "today " } else { "" }, time::moment(instant, now, zone))
}

/// `12 Nov`, `today 09:12`.
fn not_used_since(since: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let is_today = zone.at(since).date_naive() == zone.at(now).date_naive();
    if is_today { past(since, now, zone) } else { time::date(since, now, zone) }
}

/// `1.60 in, 6.40 out USD per million tokens (list price, international, 2026-11); about 0.15 to 0.59 USD a day at
/// this pace`.
pub fn price(
    price: &Price,
    site: Option<Site>,
    per_day: Option<(Option<Decimal>, Option<Decimal>)>,
) -> String {
    let ways = [(price.input, "in"), (price.output, "out")];
    let prices: Vec<String> = ways
        .into_iter()
        .filter_map(|(price, way)| Some(format!("{} {way}", number::digits(price?))))
        .collect();
    let (currency, site) = (price.currency, site.map(|site| format!("{}, ", site.as_str())));
    let list = format!(
        "{} {currency} per million tokens (list price, {}{})",
        prices.join(", "),
        site.unwrap_or_default(),
        price.collected
    );
    let per_day =
        per_day.and_then(|(least, most)| match (least.map(number::digits), most.map(number::digits)) {
            (Some(least), Some(most)) if least != most => Some(format!("about {least} to {most}")),
            (Some(one), _) => Some(format!("about {one}")),
            (None, Some(most)) => Some(format!("at most {most}")),
            (None, None) => None,
        });
    per_day.map_or_else(|| list.clone(), |cost| format!("{list}; {cost} {currency} a day at this pace"))
}

/// `qwen-max-latest: 1,000,000 left, expires in 12 d`.
pub fn alternative(model: &Model, now: DateTime<Utc>) -> String {
    let quota = model.quota.as_ref();
    let left = quota.and_then(|quota| quota.remaining).map(number::grouped).unwrap_or_default();
    let expires = quota.and_then(|quota| quota.expires_at);
    let expires = expires.map(|at| format!(", expires {}", time::rough_expiry(at, now)));
    let suffix = number::unit_in_list(model.unit);
    format!("{}: {left}{suffix} left{}", table::name(&model.name), expires.unwrap_or_default())
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
        for (verdict, is_out, said) in [
            (runs_out("2026-11-22T12:10:00Z"), false, "today 20:10"),
            (runs_out("2026-11-22T16:10:00Z"), false, "tomorrow 00:10"),
            (runs_out("2026-11-24T12:10:00Z"), false, "24 Nov 20:10"),
            (runs_out("2027-01-04T12:10:00Z"), false, "4 Jan 2027 20:10"),
            (runs_out("2026-11-22T06:10:00Z"), false, "about now"),
            (runs_out("2026-11-22T12:10:00Z"), true, ""),
            (lapses, false, "lapses 610 k"),
            (Verdict::AlreadyOut { after: Some(by), by }, true, "2 d ago"),
            (Verdict::AlreadyOut { after: None, by }, true, "over 2 d ago"),
            (Verdict::AlreadyOut { after: None, by }, false, ""),
            (Verdict::NotUsed { since: by }, false, "not used"),
            (Verdict::Estimating, false, "estimating"),
            (Verdict::Lasts { beyond: at("2027-05-21T06:12:07Z"), earliest: None }, false, "in over 180 d"),
            (Verdict::Stale { read_at: by }, false, ""),
            (Verdict::Expired { at: by }, false, ""),
        ] {
            let left = Some(quantity(610_000));
            let cell = cell(&forecast(verdict), left, is_out, at(NOW), SINGAPORE);
            assert_eq!(cell, said, "{verdict:?}");
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
        for (verdict, said) in [
            (
                runs_out(Some("2026-11-22T15:40:00Z"), 299),
                "today 20:10 (between 18:05 and 23:40), 12 days before it expires",
            ),
            (
                runs_out(Some("2026-11-23T15:40:00Z"), 24),
                "today 20:10 (between 18:05 and tomorrow 23:40), 1 day before it expires",
            ),
            (runs_out(None, 7), "today 20:10 (18:05 at the earliest), 7 h before it expires"),
            (lapses, "about 610 k tokens (520 k to 700 k) unused at its expiry"),
            (Verdict::NotUsed { since: at("2026-11-12T03:40:00Z") }, "not used since 12 Nov"),
            (Verdict::NotUsed { since: at("2026-11-22T01:12:00Z") }, "not used since today 09:12"),
            (Verdict::Estimating, "estimating, 26 h of data"),
            (Verdict::Stale { read_at: at("2026-11-22T03:10:00Z") }, "no verdict: last read 3 h ago"),
            (Verdict::AlreadyOut { after: None, by }, "since 20 Nov 11:40 or before"),
            (
                Verdict::AlreadyOut { after: Some(at("2026-11-20T03:20:00Z")), by },
                "since 20 Nov 11:40 (something was left 20 Nov 11:20)",
            ),
        ] {
            let (_, line) = super::verdict(&forecast(verdict), Unit::Tokens, at(NOW), SINGAPORE).unwrap();
            assert_eq!(line, said);
        }
    }

    #[test]
    fn pace_and_price_name_what_they_rest_on() {
        let [low, per_hour, high] = [3400, 3870, 4300].map(Quantity::from);
        let told = pace(Pace { per_hour, low, high }, Unit::Tokens, TimeDelta::hours(20));
        assert_eq!(told, "3,870 tokens/h (3,400 to 4,300; 20 h of data)");
        let decimal = |text: &str| text.parse::<Decimal>().ok();
        let list = Price {
            input: decimal("1.6"),
            output: decimal("6.4"),
            currency: "USD",
            collected: "2026-11".into(),
        };
        let site = Some(Site::International);
        let base = "1.60 in, 6.40 out USD per million tokens (list price, international, 2026-11)";
        assert_eq!(price(&list, site, None), base);
        for (per_day, cost) in [
            ((decimal("0.15"), decimal("0.59")), "about 0.15 to 0.59"),
            ((decimal("0.15"), None), "about 0.15"),
            ((None, decimal("0.59")), "at most 0.59"),
        ] {
            assert_eq!(price(&list, site, Some(per_day)), format!("{base}; {cost} USD a day at this pace"));
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
