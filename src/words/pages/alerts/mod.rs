//! Texts of the Alerts page, the newest event above the hints, and the terminal's title.

pub(crate) mod row;

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        ModelName, Zone,
        alert::{AlertState, Counts, Episode, Event},
    },
    words::{Lang, Text, facts::alert, number, phrase, plain, time},
};

pub(crate) const ALERTS: Text = Text::new("Alerts", "告警");
const NEW: Text = Text::new("new", "条新告警");
pub(crate) const LOG: Text = Text::new("log", "记录");
pub(crate) const PRINTS_LOG: Text = Text::new("full log: quotatop events", "完整记录：quotatop events");
pub(crate) const IS_MUTED: Text = Text::new("no alerts", "不再告警");

/// The tab: `Alerts 3 new`.
pub(crate) fn tab(lang: Lang, new: usize) -> String {
    let tab = ALERTS.of(lang);
    if new == 0 { tab.to_owned() } else { format!("{tab} {} {}", count(new), lang.pick("new", "条新增")) }
}

/// The terminal's title: `quotatop: 3 alerts`.
pub(crate) fn title(lang: Lang, alerts: usize) -> String {
    match lang {
        Lang::English => format!("quotatop: {}", counted(alerts, "alert")),
        Lang::Chinese => format!("quotatop：{} 条告警", count(alerts)),
    }
}

/// The shortest form of the counts: `8 new`.
pub(crate) fn new_ones(lang: Lang, counts: Counts) -> String {
    format!("{} {}", count(counts.new), NEW.of(lang))
}

/// The counts, for a tab, a heading or a message: `8 new · 5 known at start`; `dot` separates them.
pub(crate) fn counts(lang: Lang, counts: Counts, dot: &str) -> String {
    // That nothing is new is worth a word.
    let new = [new_ones(lang, counts)].into_iter();
    new.chain(others(lang, counts)).collect::<Vec<_>>().join(&format!(" {dot} "))
}

/// The counts next to a tab that already says how many are new: `5 known at start · 2 muted`.
pub(crate) fn not_new(lang: Lang, counts: Counts, dot: &str) -> String {
    others(lang, counts).collect::<Vec<_>>().join(&format!(" {dot} "))
}

fn others(lang: Lang, counts: Counts) -> impl Iterator<Item = String> {
    let Counts { new: _, known_at_start, acknowledged, snoozed, muted, severity: _ } = counts;
    let parts = [
        (known_at_start, Text::new("known at start", "条启动时已有")),
        (acknowledged, Text::new("acknowledged", "条已确认")),
        (snoozed, Text::new("snoozed", "条静默中")),
        (muted, Text::new("muted", "个模型已屏蔽")),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.map(move |(count, of)| format!("{} {}", self::count(count), of.of(lang)))
}

fn counted(things: usize, thing: &str) -> String {
    let plural = if things == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", count(things))
}

fn count(things: usize) -> String {
    number::count(u64::try_from(things).unwrap_or(u64::MAX))
}

/// The state of a row: `known at start`, `snoozed until 22:12`; of a new one since when, `since 14:02`.
pub(crate) fn state_or_since(
    lang: Lang,
    of_row: AlertState,
    raised_at: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: Zone,
) -> String {
    let since = || crate::words::chrome::bars::since(lang, &time::moment(lang, raised_at, now, zone));
    state(lang, of_row, now, zone).unwrap_or_else(since)
}

/// The state of an alert that is not new: `known at start`, `snoozed until 22:12`.
pub(crate) fn state(lang: Lang, state: AlertState, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    let moment = |at| time::moment(lang, at, now, zone);
    match state {
        AlertState::New => None,
        AlertState::KnownAtStart => Some(lang.pick("known at start", "启动时已有").to_owned()),
        AlertState::Acknowledged(_) => Some(lang.pick("acknowledged", "已确认").to_owned()),
        AlertState::Snoozed(until) => {
            Some(format!("{} {}", lang.pick("snoozed until", "静默至"), moment(until)))
        }
    }
}

/// The same in a word.
pub(crate) const fn brief_state(lang: Lang, state: AlertState) -> Option<&'static str> {
    match state {
        AlertState::New => None,
        AlertState::KnownAtStart => Some(lang.pick("known", "已有")),
        AlertState::Acknowledged(_) => Some(lang.pick("seen", "已确认")),
        AlertState::Snoozed(_) => Some(lang.pick("snoozed", "静默")),
    }
}

/// What happens to the alerts of a row next.
pub(crate) fn next_step(lang: Lang, state: AlertState, now: DateTime<Utc>, zone: Zone) -> String {
    let moment = |at| time::moment(lang, at, now, zone);
    match state {
        AlertState::New => lang.pick("listed until it clears", "恢复前一直显示").to_owned(),
        AlertState::KnownAtStart => lang
            .pick(
                "already so when quotatop first looked; no reminders",
                "quotatop 首次查看时就已如此；不会提醒",
            )
            .to_owned(),
        AlertState::Acknowledged(at) => {
            let at = moment(at);
            phrase!(lang, "acknowledged {at}; no reminders until it clears", "{at} 已确认；恢复前不再提醒")
        }
        AlertState::Snoozed(until) => {
            let until = moment(until);
            phrase!(lang, "snoozed until {until}", "静默至 {until}")
        }
    }
}

/// The same for an alert that was acknowledged or snoozed, with the key that undoes it: `...; x to undo`.
pub(crate) fn with_undo_hint(lang: Lang, next_step: &str, key: &str) -> String {
    phrase!(lang, "{next_step}; {key} to undo", "{next_step}；按 {key} 撤销")
}

/// The key that unmutes a model.
pub(crate) fn unmutes(lang: Lang, key: &str) -> String {
    phrase!(lang, "{key} to unmute", "按 {key} 取消屏蔽")
}

/// Since when an alert is active: `since 14:02`. Of one that was found at the first observation, only that it
/// is older is known: `since 14:02 or earlier`.
pub(crate) fn since(lang: Lang, alert: &Episode, now: DateTime<Utc>, zone: Zone) -> String {
    let at = time::moment(lang, alert.raised_at, now, zone);
    if alert.known_at_start {
        return phrase!(lang, "since {at} or earlier", "自 {at} 或更早");
    }
    crate::words::chrome::bars::since(lang, &at)
}

pub(crate) fn model(name: &ModelName) -> String {
    plain(name.as_str()).into_owned()
}

/// The newest event in one line; figures are as of the event.
pub(crate) fn toast(lang: Lang, event: &Event, zone: Zone) -> String {
    alert::event(lang, event, event.at, zone)
}

pub(crate) const NOTHING_ACTIVE: Text = Text::new("No active alerts.", "当前没有告警。");
pub(crate) const NO_CHANGES: Text = Text::new("No changes yet.", "暂无变化。");
pub(crate) const NOTHING: Text = Text::new("No alerts yet.", "暂无告警记录。");
pub(crate) const UNREAD: Text = Text::new("Loading alerts.", "正在加载告警。");
/// What alerts there are.
pub(crate) const RULES: [Text; 3] = [
    Text::new(
        "You get one alert each when a quota is low, about to run out, used up or",
        "以下情况各告警一次：免费额度偏低、即将用完、已用完或即将到期；",
    ),
    Text::new(
        "expiring, when calls become billed, when the account is overdue or its",
        "调用开始计费；账户欠费或余额不足；",
    ),
    Text::new(
        "balance low, when spending passes your limit, and when data stop updating.",
        "费用超过上限；数据停止更新。",
    ),
];
/// How to send alerts elsewhere: a command and what it is for.
pub(crate) const CHANNELS: [(&str, Text); 2] = [
    (
        "quotatop config path",
        Text::new(
            "config file; add [channels.NAME] to send alerts elsewhere",
            "显示配置文件路径；添加 [channels.NAME] 可将告警发送到其他渠道",
        ),
    ),
    ("quotatop alerts test", Text::new("tests every channel", "测试所有通知渠道")),
];

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    #[test]
    fn counts_are_by_state() {
        let none = Counts::default();
        for (counts, expected) in [
            (counts(EN, Counts { new: 3, ..none }, "·"), "3 new"),
            (
                counts(EN, Counts { new: 8, known_at_start: 5, muted: 2, ..none }, "·"),
                "8 new · 5 known at start · 2 muted",
            ),
            (
                counts(EN, Counts { snoozed: 1, acknowledged: 1, ..none }, "-"),
                "0 new - 1 acknowledged - 1 snoozed",
            ),
            (
                not_new(EN, Counts { new: 8, known_at_start: 5, muted: 2, ..none }, "·"),
                "5 known at start · 2 muted",
            ),
            (not_new(EN, Counts { new: 8, ..none }, "·"), ""),
            (tab(EN, 0), "Alerts"),
            (tab(EN, 3), "Alerts 3 new"),
            (title(EN, 1), "quotatop: 1 alert"),
            (title(EN, 1234), "quotatop: 1,234 alerts"),
            (counts(ZH, Counts { new: 3, known_at_start: 1, ..none }, "·"), "3 条新告警 · 1 条启动时已有"),
            (tab(ZH, 3), "告警 3 条新增"),
            (title(ZH, 1234), "quotatop：1,234 条告警"),
        ] {
            assert_eq!(counts, expected);
        }
    }
}
