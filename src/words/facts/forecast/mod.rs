//! Forecasts, for the list and the detail.

#[cfg(test)]
mod tests;
pub(crate) mod verdict;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{
        Model, Quantity, Status, Unit, Zone,
        forecast::{Forecast, Pace, Verdict},
        time::full_minute,
    },
    words::{Lang, Text, facts::model, number, phrase, time},
};

pub(crate) const EXPIRES: Text = Text::new("expires", "到期");
pub(crate) const PACE: Text = Text::new("use", "用量");
pub(crate) const EMPTY: Text = Text::new("runs out", "预计用完");
pub(crate) const RAN_OUT: Text = Text::new("ran out", "用完");
pub(crate) const LAPSES: Text = Text::new("lapses", "到期失效");
pub(crate) const THEN: Text = Text::new("then", "之后");
pub(crate) const PRICE: Text = Text::new("price", "价格");
pub(crate) const SWITCH_TO: Text = Text::new("switch to", "可改用");

const ESTIMATING: Text = Text::new("estimating", "估算中");

/// The widest text of [`cell`] within a year: reserving it keeps the column from moving with time.
pub(crate) const WIDEST_CELL: Text = Text::new("tomorrow 00:00", "至少 23 小时前");

/// The forecast in the list; empty if it is outdated or has no verdict. `lapses` is the amount expected to
/// lapse, in `unit`.
pub(crate) fn cell(
    lang: Lang,
    forecast: &Forecast,
    (lapses, unit): (Option<Quantity>, Unit),
    is_out: bool,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    match forecast.verdict {
        // The moment was not observed: it has been used up since then at least.
        Verdict::AlreadyOut { after: None, by } if is_out => {
            let since = full_minute(now).signed_duration_since(full_minute(by));
            if since < TimeDelta::hours(1) {
                return lang.pick("earlier", "更早").to_owned();
            }
            let since = time::rough(lang, since);
            phrase!(lang, "over {since} ago", "至少 {since}前")
        }
        Verdict::AlreadyOut { by, .. } if is_out => time::ago(lang, by, now),
        _ if is_out => String::new(),
        Verdict::Estimating => ESTIMATING.of(lang).to_owned(),
        Verdict::NotUsed { .. } => lang.pick("idle", "近期未使用").to_owned(),
        Verdict::RunsOut(runs_out) => when(lang, runs_out.at, now, zone),
        Verdict::Lapses(_) => lapses.map(|left| self::lapses(lang, left, unit)).unwrap_or_default(),
        Verdict::Lasts { beyond, .. } => in_over(lang, beyond, now),
        Verdict::Stale { .. } | Verdict::Expired { .. } | Verdict::AlreadyOut { .. } => String::new(),
    }
}

/// What will lapse: `610 k lapse`, `31 s lapse`.
pub(crate) fn lapses(lang: Lang, left: Quantity, unit: Unit) -> String {
    let amount = number::with_unit(&number::short(lang, left), brief_unit(lang, unit));
    match lang {
        Lang::English => format!("{amount} lapse"),
        Lang::Chinese => number::with_unit(&amount, "失效"),
    }
}

/// What has lapsed of an expired quota: `512 k lapsed`; absent if nothing has.
pub(crate) fn lapsed(lang: Lang, model: &Model, status: Status) -> Option<String> {
    let left = model.quota.as_ref()?.remaining?;
    if status != Status::Expired || !left.is_positive() {
        return None;
    }
    let amount = number::with_unit(&number::short(lang, left), brief_unit(lang, model.unit));
    Some(match lang {
        Lang::English => format!("{amount} lapsed"),
        Lang::Chinese => number::with_unit(&amount, "已失效"),
    })
}

/// The unit where there is room for it: seconds, which would read as a count.
const fn brief_unit(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => number::unit(lang, unit),
        _ => "",
    }
}

/// Beyond the forecast's horizon: `in over 180 d`.
fn in_over(lang: Lang, beyond: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let span = time::rough(lang, beyond.signed_duration_since(full_minute(now)));
    phrase!(lang, "in over {span}", "{span}以后")
}

/// An instant in the future: `today 20:10`, `tomorrow 09:00`, `24 Nov 20:10`; `about now` if it has just
/// passed.
pub(crate) fn when(lang: Lang, instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    if instant <= full_minute(now) {
        return lang.pick("about now", "即将").to_owned();
    }
    time::day_and_time(lang, instant, now, zone)
}

/// `3,870 tokens/h (3,400 to 4,300; 26 h of data)`.
pub(crate) fn pace(lang: Lang, pace: Pace, unit: Unit, data: TimeDelta) -> String {
    // Fractions are only shown for small numbers.
    let places = pace.per_hour.places_of_two_digits();
    let figure = |rate: Quantity| number::grouped(rate.rounded(places));
    let [per_hour, low, high] = [pace.per_hour, pace.low, pace.high].map(figure);
    let (unit, data) = (number::unit(lang, unit), span(lang, data));
    phrase!(
        lang,
        "{per_hour} {unit}/h ({low} to {high}; {data} of data)",
        "{per_hour} {unit}/小时（{low} 至 {high}；基于 {data}数据）",
    )
}

/// A length of data: in hours up to two days, `26 h`.
fn span(lang: Lang, data: TimeDelta) -> String {
    if data < TimeDelta::days(2) && data >= TimeDelta::hours(1) {
        format!("{} {}", data.num_hours(), lang.pick("h", "小时"))
    } else {
        time::rough(lang, data)
    }
}

/// `qwen-max-latest: 1,000,000 left, expires in 12 d`.
pub(crate) fn alternative(lang: Lang, model: &Model, now: DateTime<Utc>) -> String {
    let quota = model.quota.as_ref();
    let left = quota.and_then(|quota| quota.remaining).map(number::grouped).unwrap_or_default();
    let expires = quota.and_then(|quota| quota.expires_at).filter(|at| *at > now);
    let expires = expires.map(|at| time::rough_expiry(lang, at, now));
    let (name, suffix) = (model::name(lang, &model.name), number::unit_in_list(lang, model.unit));
    let expires = expires.map(|when| phrase!(lang, ", expires {when}", "，{when}到期")).unwrap_or_default();
    phrase!(lang, "{name}: {left}{suffix} left{expires}", "{name}：剩余 {left}{suffix}{expires}")
}

/// Whether it runs out within a day.
pub(crate) fn is_urgent(forecast: &Forecast, now: DateTime<Utc>) -> bool {
    let Verdict::RunsOut(runs_out) = forecast.verdict else { return false };
    runs_out.at.signed_duration_since(full_minute(now)) <= TimeDelta::hours(24)
}
