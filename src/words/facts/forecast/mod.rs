//! What is said of a forecast: in the list, and line by line in the detail.

#[cfg(test)]
mod tests;
mod verdict;

pub use verdict::verdict;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{
        Model, Quantity, Unit, Zone,
        forecast::{Forecast, Pace, Verdict},
        time::full_minute,
    },
    words::{Lang, Text, number, pages::models::table, time},
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
