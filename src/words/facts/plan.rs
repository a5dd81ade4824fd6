//! Token Plan and Coding Plan: what is used of each window, and when it is reset. Always used, never left: what is
//! left is a word of the free quotas.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;

use crate::{
    domain::{
        plan::{Plan, PlanKind, PlanSpan, PlanStatus, PlanUse, PlanWindow, SpanUnit},
        time::full_minute,
    },
    words::{Lang, Text, number, phrase, plain, time},
};

pub(crate) const STATUS: Text = Text::new("status", "状态");
pub(crate) const READ: Text = Text::new("updated", "更新时间");
pub(crate) const KEYS: Text = Text::new("keys", "Key");
pub(crate) const NOTE: Text =
    Text::new("Calls with its keys never use free quota.", "使用该套餐 Key 的调用从不占用免费额度。");
pub(crate) const NO_FIGURES: Text = Text::new("no figures in Alibaba's answer", "阿里云未返回用量");

const STRIP_NOTE: Text = Text::new("its keys never use free quota", "其 Key 不占用免费额度");

/// `Coding Plan (pro)`.
pub(crate) fn title(lang: Lang, plan: &Plan) -> String {
    let tier = plan.tier.as_deref().map_or_else(String::new, |tier| lang.aside(&plain(tier)));
    format!("{}{tier}", name(plan.kind))
}

const fn name(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::TokenPlan => "Token Plan",
        PlanKind::CodingPlan => "Coding Plan",
    }
}

/// What needs to be said of a status.
pub(crate) fn status(lang: Lang, status: &PlanStatus) -> Option<String> {
    match status {
        PlanStatus::Valid | PlanStatus::Unstated => None,
        PlanStatus::Expired => Some(lang.pick("expired", "已到期").to_owned()),
        PlanStatus::Other(word) => {
            let unknown = lang.pick(" (unrecognised status)", "（未识别的状态）");
            Some(format!("{}{unknown}", plain(word)))
        }
    }
}

/// `5 h`, `week`, `2 weeks`.
pub(crate) fn span(lang: Lang, span: PlanSpan) -> String {
    let PlanSpan { unit, count } = span;
    let (one, many) = match unit {
        SpanUnit::Hour => return format!("{count} {}", lang.pick("h", "小时")),
        SpanUnit::Day => (Text::new("day", "每天"), Text::new("days", "天")),
        SpanUnit::Week => (Text::new("week", "每周"), Text::new("weeks", "周")),
        SpanUnit::Month => (Text::new("month", "每月"), Text::new("months", "个月")),
        SpanUnit::BillMonth => {
            (Text::new("billing month", "账单月"), Text::new("billing months", "个账单月"))
        }
    };
    if count == 1 { one.of(lang).to_owned() } else { format!("{count} {}", many.of(lang)) }
}

/// `2 % used (900 of 45,000)`, or that it is unknown.
pub(crate) fn used(lang: Lang, window: &PlanWindow, now: DateTime<Utc>) -> String {
    if window.was_reset(now) {
        return lang.pick("reset since it was updated", "更新后已重置").to_owned();
    }
    let Some((used, percent)) = window.used.and_then(|used| Some((used, used.percent()?))) else {
        return lang.pick("use unknown", "用量未知").to_owned();
    };
    let percent = number::percent(percent);
    let numbers = match used {
        PlanUse::Share(_) => String::new(),
        PlanUse::Of { used, total } => {
            let (used, total) = (number::grouped(used), number::grouped(total));
            lang.aside(&phrase!(lang, "{used} of {total}", "{used}/{total}"))
        }
    };
    phrase!(lang, "{percent} % used{numbers}", "已用 {percent}%{numbers}")
}

/// `, resets in 2 h 10 min`; empty if that is unknown, or over.
pub(crate) fn resets(lang: Lang, window: &PlanWindow, now: DateTime<Utc>) -> String {
    let Some(at) = window.resets_at.filter(|_| !window.was_reset(now)) else { return String::new() };
    let left = at.signed_duration_since(full_minute(now)).max(TimeDelta::minutes(1));
    // Whole minutes: it is not worth a frame every second.
    let left = if left < TimeDelta::hours(1) { time::rough(lang, left) } else { time::duration(lang, left) };
    phrase!(lang, ", resets in {left}", "，{left}后重置")
}

/// One line for all plans, the longest form first.
pub(crate) fn strip<'a>(
    lang: Lang,
    plans: impl Iterator<Item = &'a Plan>,
    now: DateTime<Utc>,
    dot: &str,
) -> [String; 4] {
    let plans: Vec<&Plan> = plans.collect();
    let line = |most: usize, has_resets: bool| {
        let plans = plans.iter().map(|plan| {
            let windows = plan.windows.iter().take(most).map(|window| {
                let resets = if has_resets { resets(lang, window, now) } else { String::new() };
                format!("{} {}{resets}", span(lang, window.span), brief(lang, window, now))
            });
            let windows: Vec<String> = windows.collect();
            let name = name(plan.kind);
            format!("{name} {}", windows.join(lang.pick("; ", "；"))).trim_end().to_owned()
        });
        plans.collect::<Vec<_>>().join(&format!(" {dot} "))
    };
    let note = STRIP_NOTE.of(lang);
    let with_note = |line: String| format!("{line} {dot} {note}");
    let all = usize::MAX;
    [with_note(line(all, true)), with_note(line(all, false)), with_note(line(1, false)), line(1, false)]
}

/// [`used`], without numbers.
fn brief(lang: Lang, window: &PlanWindow, now: DateTime<Utc>) -> String {
    let share = window.used.map(|used| match used.percent() {
        Some(percent) => PlanUse::Share(percent.saturating_mul(Decimal::new(1, 2))),
        None => used,
    });
    used(lang, &PlanWindow { used: share, ..*window }, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-22T06:12:07Z".parse().unwrap()
    }

    fn window(unit: SpanUnit, count: u8, used: Option<PlanUse>, minutes: i64) -> PlanWindow {
        let resets_at = (minutes != 0).then(|| full_minute(now()) + TimeDelta::minutes(minutes));
        PlanWindow { span: PlanSpan { unit, count }, used, resets_at }
    }

    fn of(used: u64, total: u64) -> Option<PlanUse> {
        PlanUse::of_numbers(used.into(), total.into())
    }

    fn share(ratio: &str) -> Option<PlanUse> {
        PlanUse::of_ratio(ratio.parse().unwrap())
    }

    #[test]
    fn a_window_says_what_is_used_and_when_it_is_reset() {
        use SpanUnit::{BillMonth, Day, Hour, Month, Week};
        for (window, english, chinese) in [
            (
                window(Hour, 5, of(120, 6_000), 130),
                "5 h: 2 % used (120 of 6,000), resets in 2 h 10 min",
                "5 小时: 已用 2%（120/6,000），2 小时 10 分后重置",
            ),
            (
                window(Week, 1, share("0.125"), 14),
                "week: 12 % used, resets in 14 min",
                "每周: 已用 12%，14 分钟后重置",
            ),
            (
                window(BillMonth, 1, of(7_000, 6_000), 0),
                "billing month: 116 % used (7,000 of 6,000)",
                "账单月: 已用 116%（7,000/6,000）",
            ),
            (
                window(Month, 2, None, 1),
                "2 months: use unknown, resets in 1 min",
                "2 个月: 用量未知，1 分钟后重置",
            ),
            (window(Day, 1, share("0.5"), -3), "day: reset since it was updated", "每天: 更新后已重置"),
        ] {
            for (lang, expected) in [(Lang::English, english), (Lang::Chinese, chinese)] {
                let (used, resets) = (used(lang, &window, now()), resets(lang, &window, now()));
                assert_eq!(format!("{}: {used}{resets}", span(lang, window.span)), expected);
            }
        }
    }

    #[test]
    fn a_strip_gives_up_what_matters_least() {
        let plan =
            |kind, windows| Plan { kind, tier: None, status: PlanStatus::Unstated, windows, read_at: now() };
        let token = plan(PlanKind::TokenPlan, vec![window(SpanUnit::Hour, 5, share("0.37"), 130)]);
        let coding = plan(
            PlanKind::CodingPlan,
            vec![window(SpanUnit::Week, 1, of(900, 45_000), 0), window(SpanUnit::Month, 1, None, 0)],
        );
        assert_eq!(
            strip(Lang::English, [&token, &coding].into_iter(), now(), "|"),
            [
                "Token Plan 5 h 37 % used, resets in 2 h 10 min | Coding Plan week 2 % used; month use unknown | its keys never use free quota",
                "Token Plan 5 h 37 % used | Coding Plan week 2 % used; month use unknown | its keys never use free quota",
                "Token Plan 5 h 37 % used | Coding Plan week 2 % used | its keys never use free quota",
                "Token Plan 5 h 37 % used | Coding Plan week 2 % used",
            ]
        );
    }

    #[test]
    fn a_plan_has_a_tier_and_perhaps_a_status() {
        let plan = |status| Plan {
            kind: PlanKind::CodingPlan,
            tier: Some("pro\u{1b}".to_owned()),
            status,
            windows: vec![],
            read_at: now(),
        };
        assert!(title(Lang::English, &plan(PlanStatus::Valid)).starts_with("Coding Plan (pro"));
        assert!(!title(Lang::English, &plan(PlanStatus::Valid)).contains('\u{1b}'));
        assert_eq!(status(Lang::English, &PlanStatus::Valid), None);
        assert_eq!(status(Lang::Chinese, &PlanStatus::Expired).as_deref(), Some("已到期"));
        let other = status(Lang::English, &PlanStatus::Other("FROZEN".to_owned()));
        assert_eq!(other.as_deref(), Some("FROZEN (unrecognised status)"));
    }
}
