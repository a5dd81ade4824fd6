//! A model's history.

use chrono::{DateTime, Utc};

use crate::{
    domain::{Unit, Zone, forecast::Seen, history::Gap},
    words::{Lang, Text, number, phrase, plain, time},
};

pub(crate) const NOT_IN_A_SNAPSHOT: Text = Text::new(
    "a snapshot has no history; use a profile with source = \"alibaba\", or --demo",
    "快照没有历史记录；请用 source = \"alibaba\" 的 Profile，或 --demo",
);
/// The columns: time, remaining quota, change.
pub(crate) const COLUMNS: [Text; 4] = [
    Text::new("FROM", "开始"),
    Text::new("UNTIL", "结束"),
    Text::new("LEFT", "剩余"),
    Text::new("CHANGE", "变化"),
];
pub(crate) const NOT_READ: Text = Text::new("no data", "无数据");

/// No history has been saved yet.
pub(crate) fn nothing_saved(lang: Lang) -> String {
    let text = lang
        .pick("no history yet; sign in and run: quotatop list", "暂无历史数据；请登录后运行：quotatop list");
    text.to_owned()
}

/// A known model has no history.
pub(crate) fn nothing_of(
    lang: Lang,
    model: &str,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let (model, since) = (plain(model), time::moment(lang, since, now, zone));
    phrase!(lang, "{model}: no history since {since}", "{model}：{since} 以来没有历史数据")
}

/// An unknown model, with similar names.
pub(crate) fn unknown(lang: Lang, model: &str, near: &[&str]) -> String {
    let (model, near) = (plain(model), near.iter().map(|name| plain(name)).collect::<Vec<_>>());
    match lang {
        Lang::English if near.is_empty() => format!("{model}: unknown model; see: quotatop list"),
        Lang::English => format!("{model}: unknown model; similar: {}", near.join(", ")),
        Lang::Chinese if near.is_empty() => format!("{model}：未知模型；请运行：quotatop list"),
        Lang::Chinese => format!("{model}：未知模型；相近的有：{}", near.join("、")),
    }
}

/// `qwen-max: 24,098 of 1,000,000 tokens left, updated 14:11 +08`.
pub(crate) fn heading(
    lang: Lang,
    model: &str,
    unit: Unit,
    last: &Seen,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let (model, left, unit) = (plain(model), number::grouped(last.remaining), number::unit(lang, unit));
    let of = last.total.map(|total| format!("{}{}", lang.pick(" of ", " / "), number::grouped(total)));
    let of = of.unwrap_or_default();
    let read = format!("{} {}", time::moment(lang, last.until, now, zone), time::offset(now, zone));
    phrase!(
        lang,
        "{model}: {left}{of} {unit} left, updated {read}",
        "{model}：剩余 {left}{of} {unit}，更新于 {read}",
    )
}

/// The change between two figures: a decrease is use, an increase a new grant.
pub(crate) fn change(before: &Seen, after: &Seen) -> String {
    let (more, less) =
        (after.remaining.minus_to_zero(before.remaining), before.remaining.minus_to_zero(after.remaining));
    if more.is_positive() {
        format!("+{}", number::grouped(more))
    } else if less.is_positive() {
        format!("-{}", number::grouped(less))
    } else {
        String::new()
    }
}

/// The length of a gap: `no data for 7 h`.
pub(crate) fn not_read(lang: Lang, gap: &Gap) -> String {
    let length = time::duration(lang, gap.until.signed_duration_since(gap.from));
    phrase!(lang, "{} for {length}", "{length}{}", NOT_READ.of(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    fn seen(left: &str, total: Option<&str>) -> Seen {
        let at = "2026-11-22T06:11:00Z".parse().unwrap();
        let total = total.map(|total| total.parse().unwrap());
        Seen { from: at, until: at, remaining: left.parse().unwrap(), total, expires_at: None }
    }

    #[test]
    fn what_is_left_has_its_unit_and_age() {
        let now = "2026-11-22T06:12:07Z".parse().unwrap();
        let text = |seen, unit| heading(EN, "qwen-max", unit, &seen, now, Zone::UTC);
        let whole = seen("24098", Some("1000000"));
        assert_eq!(text(whole, Unit::Tokens), "qwen-max: 24,098 of 1,000,000 tokens left, updated 06:11 +00");
        assert_eq!(text(seen("3.5", None), Unit::Seconds), "qwen-max: 3.5 s left, updated 06:11 +00");
    }

    #[test]
    fn changes_have_their_sign() {
        for (before, after, said) in [("5000", "3800", "-1,200"), ("0", "1000", "+1,000"), ("5", "5.0", "")] {
            assert_eq!(change(&seen(before, None), &seen(after, None)), said);
        }
    }

    #[test]
    fn a_name_that_is_not_known_is_neutralised() {
        assert_eq!(unknown(EN, "\u{1b}[2J", &[]), "\\u001b[2J: unknown model; see: quotatop list");
        assert_eq!(unknown(EN, "qwen-mx", &["qwen-max"]), "qwen-mx: unknown model; similar: qwen-max");
    }

    #[test]
    fn chinese_puts_what_is_left_first() {
        let now = "2026-11-22T06:12:07Z".parse().unwrap();
        for (total, unit, said) in [
            (Some("1000000"), Unit::Tokens, "qwen-max：剩余 24,098 / 1,000,000 Token，更新于 06:11 +00"),
            (None, Unit::Seconds, "qwen-max：剩余 24,098 秒，更新于 06:11 +00"),
        ] {
            assert_eq!(heading(ZH, "qwen-max", unit, &seen("24098", total), now, Zone::UTC), said);
        }
        let gap = Gap { from: now, until: now + chrono::TimeDelta::hours(7) };
        assert_eq!(
            (not_read(EN, &gap), not_read(ZH, &gap)),
            ("no data for 7 h 0 min".into(), "7 小时 0 分无数据".into())
        );
        assert_eq!(
            unknown(ZH, "qwen-mx", &["qwen-max", "qwen-mt"]),
            "qwen-mx：未知模型；相近的有：qwen-max、qwen-mt"
        );
    }
}
