//! The forecast of a quota as a sentence.

use chrono::{DateTime, Utc};

use super::{EMPTY, ESTIMATING, LAPSES, PACE, RAN_OUT, in_over, span, when};
use crate::{
    domain::{
        Unit, Zone,
        forecast::{Forecast, Lapses, RunsOut, Verdict},
    },
    words::{Lang, number, phrase, time},
};

/// The forecast with its label; `None` if other facts say the same.
pub(crate) fn verdict(
    lang: Lang,
    forecast: &Forecast,
    unit: Unit,
    now: DateTime<Utc>,
    zone: Zone,
) -> Option<(&'static str, String)> {
    let (label, sentence) = match &forecast.verdict {
        Verdict::Estimating => {
            let (estimating, data) = (ESTIMATING.of(lang), span(lang, forecast.data));
            let sentence = phrase!(lang, "{estimating}, {data} of data", "{estimating}，已有 {data}数据");
            (EMPTY, sentence)
        }
        Verdict::Stale { read_at } => {
            let ago = time::ago(lang, *read_at, now);
            let sentence = phrase!(lang, "no forecast: last updated {ago}", "无法预测：最近更新于{ago}");
            (EMPTY, sentence)
        }
        Verdict::Expired { .. } => return None,
        Verdict::AlreadyOut { after, by } => (RAN_OUT, ran_out(lang, *after, *by, now, zone)),
        Verdict::NotUsed { since } => {
            let since = not_used_since(lang, *since, now, zone);
            let sentence = match lang {
                Lang::English => format!("idle since {since}"),
                Lang::Chinese => number::with_unit(&since, "起未使用"),
            };
            (PACE, sentence)
        }
        Verdict::RunsOut(runs_out) => (EMPTY, empty(lang, runs_out, now, zone)),
        Verdict::Lapses(lapses) => (LAPSES, lapsing(lang, lapses, unit, now, zone)),
        Verdict::Lasts { beyond, earliest } => {
            let earliest = earliest.map(|at| at_the_earliest(lang, &when(lang, at, now, zone)));
            let earliest = earliest.map(|sentence| format!("{}{sentence}", lang.pick("; ", "；")));
            (EMPTY, format!("{}{}", in_over(lang, *beyond, now), earliest.unwrap_or_default()))
        }
    };
    Some((label.of(lang), sentence))
}

fn at_the_earliest(lang: Lang, instant: &str) -> String {
    match lang {
        Lang::English => format!("{instant} at the earliest"),
        Lang::Chinese => number::with_unit("最早", instant),
    }
}

/// `between 20 Nov 11:20 and 20 Nov 11:40`; the minute alone where it is known.
fn ran_out(
    lang: Lang,
    after: Option<DateTime<Utc>>,
    by: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let is_exact = after == Some(by);
    let by = time::day_and_time(lang, by, now, zone);
    match after.map(|after| time::day_and_time(lang, after, now, zone)) {
        None => phrase!(lang, "{by} or earlier", "{by} 或更早"),
        Some(_) if is_exact => by,
        Some(after) => {
            phrase!(lang, "between {after} and {by}", "{after} 至 {by} 之间")
        }
    }
}

/// `today 20:10 (between 18:05 and 23:40), 12 days before it expires`; `between today 20:10 and tomorrow 06:00`
/// where the estimate is the earliest time.
fn empty(lang: Lang, runs_out: &RunsOut, now: DateTime<Utc>, zone: Zone) -> String {
    let RunsOut { at, earliest, latest, before_expiry } = *runs_out;
    // The time suffices on the same day.
    let near = |instant: DateTime<Utc>| {
        let is_same_day = instant > now && zone.at(instant).date_naive() == zone.at(at).date_naive();
        let time = || zone.at(instant).format("%H:%M").to_string();
        if is_same_day { time() } else { when(lang, instant, now, zone) }
    };
    let is_at_edge = near(earliest) == near(at);
    let earliest = if is_at_edge { when(lang, earliest, now, zone) } else { near(earliest) };
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
        phrase!(lang, ", {length} before it expires", "，比到期早 {length}")
    });
    let at = when(lang, at, now, zone);
    // An estimate at the edge of its range says no more than the range.
    let moment = if is_at_edge { range } else { format!("{at}{}", lang.aside(&range)) };
    format!("{moment}{}", before.unwrap_or_default())
}

/// `about 610 k tokens will lapse (520 k to 700 k)`.
fn lapsing(lang: Lang, lapses: &Lapses, unit: Unit, now: DateTime<Utc>, zone: Zone) -> String {
    let [left, least, most] = [lapses.left, lapses.least, lapses.most].map(|one| number::short(lang, one));
    let left = number::with_unit(&left, number::unit(lang, unit));
    let earliest = lapses.earliest.map(|at| {
        let at = when(lang, at, now, zone);
        match lang {
            Lang::English => format!("; may run out {at}"),
            Lang::Chinese => format!("；{}", number::with_unit(&number::with_unit("最早可能", &at), "用完")),
        }
    });
    let earliest = earliest.unwrap_or_default();
    match lang {
        Lang::English => format!("about {left} will lapse ({least} to {most}){earliest}"),
        Lang::Chinese => {
            let range = number::with_unit(&number::with_unit(&least, "至"), &most);
            format!("到期时约 {left} 将失效（{range}）{earliest}")
        }
    }
}

/// `12 Nov`, `today 09:12`.
fn not_used_since(lang: Lang, since: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let is_today = zone.at(since).date_naive() == zone.at(now).date_naive();
    if is_today { time::day_and_time(lang, since, now, zone) } else { time::date(lang, since, now, zone) }
}
