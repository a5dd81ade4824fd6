//! Texts of the Alerts page, the toast, and the terminal's title.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        ModelName, Zone,
        alert::{Episode, Message},
    },
    words::{Lang, Text, facts::alert, number, phrase, plain, time},
};

pub(crate) const ALERTS: Text = Text::new("Alerts", "告警");
pub(crate) const SEVERITY: Text = Text::new("SEVERITY", "级别");
pub(crate) const ABOUT: Text = Text::new("ABOUT", "对象");
pub(crate) const SINCE: Text = Text::new("SINCE", "开始");
pub(crate) const WHAT: Text = Text::new("WHAT", "内容");
pub(crate) const STATE: Text = Text::new("STATE", "状态");
pub(crate) const LOG: Text = Text::new("log", "记录");
pub(crate) const PRINTS_LOG: Text = Text::new("full log: quotatop events", "完整记录：quotatop events");
pub(crate) const MUTED: Text = Text::new("muted", "已屏蔽");
pub(crate) const IS_MUTED: Text = Text::new("no alerts", "不再告警");

/// The tab: `Alerts 3`.
pub(crate) fn tab(lang: Lang, alerts: usize) -> String {
    let tab = ALERTS.of(lang);
    if alerts == 0 { tab.to_owned() } else { format!("{tab} {alerts}") }
}

/// The terminal's title: `quotatop: 3 alerts`.
pub(crate) fn title(lang: Lang, alerts: usize) -> String {
    match lang {
        Lang::English => format!("quotatop: {}", counted(alerts, "alert")),
        Lang::Chinese => format!("quotatop：{} 条告警", count(alerts)),
    }
}

/// How many alerts are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) new: usize,
    pub(crate) acknowledged: usize,
    pub(crate) snoozed: usize,
    /// Models.
    pub(crate) muted: usize,
}

/// The counts of the page: `3 active: 2 new, 1 acknowledged; 2 models muted`.
pub(crate) fn counts(lang: Lang, counts: Counts) -> String {
    let Counts { new, acknowledged, snoozed, muted } = counts;
    let active = new.saturating_add(acknowledged).saturating_add(snoozed);
    let parts = [
        (new, "new", "条新告警"),
        (acknowledged, "acknowledged", "条已确认"),
        (snoozed, "snoozed", "条静默中"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, english, chinese)| format!("{} {}", self::count(count), lang.pick(english, chinese)))
        .collect();
    let states = if active == new {
        String::new()
    } else {
        format!("{}{}", lang.pick(": ", "："), parts.join(lang.pick(", ", "，")))
    };
    let muted = match (lang, muted) {
        (_, 0) => String::new(),
        (Lang::English, _) => format!("; {} muted", counted(muted, "model")),
        (Lang::Chinese, _) => format!("；{} 个模型已屏蔽", count(muted)),
    };
    format!("{} {}{states}{muted}", count(active), lang.pick("active", "条未恢复"))
}

fn counted(things: usize, thing: &str) -> String {
    let plural = if things == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", count(things))
}

fn count(things: usize) -> String {
    number::count(u64::try_from(things).unwrap_or(u64::MAX))
}

/// The state of a quiet alert: `acknowledged`, `snoozed until 22:12`.
pub(crate) fn state(lang: Lang, episode: &Episode, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    if episode.acknowledged_at.is_some() {
        return Some(lang.pick("acknowledged", "已确认").to_owned());
    }
    let until = episode.snoozed_until.filter(|until| *until > now)?;
    Some(format!("{} {}", lang.pick("snoozed until", "静默至"), time::moment(lang, until, now, zone)))
}

/// What happens to an alert next.
pub(crate) fn next_step(lang: Lang, episode: &Episode, now: DateTime<Utc>, zone: Zone) -> String {
    let moment = |at| time::moment(lang, at, now, zone);
    if let Some(at) = episode.acknowledged_at.map(moment) {
        return phrase!(
            lang,
            "acknowledged {at}; no reminders until it clears",
            "{at} 已确认；恢复前不再提醒"
        );
    }
    match (lang, episode.snoozed_until.filter(|until| *until > now).map(moment)) {
        (Lang::English, Some(until)) => format!("snoozed until {until}"),
        (Lang::Chinese, Some(until)) => format!("静默至 {until}"),
        (_, None) => lang.pick("sent; listed until it clears", "已发送；恢复前一直显示").to_owned(),
    }
}

/// The same for a quiet alert, with the key that undoes it: `...; x to undo`.
pub(crate) fn with_undo_hint(lang: Lang, next_step: &str, key: &str) -> String {
    phrase!(lang, "{next_step}; {key} to undo", "{next_step}；按 {key} 撤销")
}

/// The key that unmutes a model.
pub(crate) fn unmutes(lang: Lang, key: &str) -> String {
    phrase!(lang, "{key} to unmute", "按 {key} 取消屏蔽")
}

/// When an alert was raised: `since 14:02`.
pub(crate) fn since(lang: Lang, episode: &Episode, now: DateTime<Utc>, zone: Zone) -> String {
    crate::words::chrome::bars::since(lang, &time::moment(lang, episode.raised_at, now, zone))
}

pub(crate) fn model(name: &ModelName) -> String {
    plain(name.as_str()).into_owned()
}

/// A message in one line, with the number of others; figures are as of the event.
pub(crate) fn toast(lang: Lang, message: &Message, others: usize, zone: Zone) -> String {
    let lead = alert::event(lang, &message.lead, message.at(), zone);
    let list = if message.is_digest() { message.others.len() } else { 0 };
    match (lang, list.saturating_add(others)) {
        (_, 0) => lead,
        (Lang::English, 1) => format!("{lead}; and 1 other alert"),
        (Lang::English, more) => format!("{lead}; and {more} other alerts"),
        (Lang::Chinese, more) => format!("{lead}；另有 {more} 条告警"),
    }
}

pub(crate) const NOTHING_ACTIVE: Text = Text::new("No active alerts.", "当前没有告警。");
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
    fn counts_read_as_sentences() {
        let none = Counts::default();
        for (counts, expected) in [
            (counts(EN, Counts { new: 3, ..none }), "3 active"),
            (
                counts(EN, Counts { new: 2, acknowledged: 1, snoozed: 0, muted: 2 }),
                "3 active: 2 new, 1 acknowledged; 2 models muted",
            ),
            (counts(EN, Counts { snoozed: 1, muted: 1, ..none }), "1 active: 1 snoozed; 1 model muted"),
            (tab(EN, 0), "Alerts"),
            (tab(EN, 3), "Alerts 3"),
            (title(EN, 1), "quotatop: 1 alert"),
            (title(EN, 1234), "quotatop: 1,234 alerts"),
            (counts(ZH, Counts { new: 3, ..none }), "3 条未恢复"),
            (
                counts(ZH, Counts { new: 1, acknowledged: 1, snoozed: 1, muted: 2 }),
                "3 条未恢复：1 条新告警，1 条已确认，1 条静默中；2 个模型已屏蔽",
            ),
            (tab(ZH, 3), "告警 3"),
            (title(ZH, 1234), "quotatop：1,234 条告警"),
        ] {
            assert_eq!(counts, expected);
        }
    }
}
