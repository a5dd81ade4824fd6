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
pub(crate) const PRINTS_LOG: Text =
    Text::new("quotatop events prints all of it", "quotatop events 可查看全部");
pub(crate) const MUTED: Text = Text::new("muted", "静音");
pub(crate) const IS_MUTED: Text = Text::new("nothing is told of it", "不再通知");

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

/// The counts of the page: `3 active, 1 of them quiet; 2 models muted`.
pub(crate) fn counts(lang: Lang, active: usize, quiet: usize, muted: usize) -> String {
    let silent = match (lang, quiet) {
        (_, 0) => String::new(),
        (_, quiet) if active == quiet => lang.pick(", quiet", "，已确认或暂缓").to_owned(),
        (Lang::English, _) => format!(", {quiet} of them quiet"),
        (Lang::Chinese, _) => format!("，其中 {quiet} 条已确认或暂缓"),
    };
    let muted = match (lang, muted) {
        (_, 0) => String::new(),
        (Lang::English, _) => format!("; {} muted", counted(muted, "model")),
        (Lang::Chinese, _) => format!("；{} 个模型已静音", count(muted)),
    };
    format!("{active} {}{silent}{muted}", lang.pick("active", "条生效中"))
}

fn counted(things: usize, thing: &str) -> String {
    let plural = if things == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", count(things))
}

fn count(things: usize) -> String {
    number::count(u64::try_from(things).unwrap_or(u64::MAX))
}

/// The state of a quiet alert: `acknowledged`, `snoozed to 22:12`.
pub(crate) fn state(lang: Lang, episode: &Episode, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    if episode.acknowledged_at.is_some() {
        return Some(lang.pick("acknowledged", "已确认").to_owned());
    }
    let until = episode.snoozed_until.filter(|until| *until > now)?;
    Some(format!("{} {}", lang.pick("snoozed to", "暂缓至"), time::moment(lang, until, now, zone)))
}

/// What happens to an alert next.
pub(crate) fn next_step(lang: Lang, episode: &Episode, now: DateTime<Utc>, zone: Zone) -> String {
    let moment = |at| time::moment(lang, at, now, zone);
    if let Some(at) = episode.acknowledged_at.map(moment) {
        return phrase!(lang, "acknowledged {at}: quiet until it is over", "{at} 已确认：解除前不再通知");
    }
    match (lang, episode.snoozed_until.filter(|until| *until > now).map(moment)) {
        (Lang::English, Some(until)) => format!("snoozed: told again at {until} if it still is so"),
        (Lang::Chinese, Some(until)) => format!("已暂缓：{until} 若仍未解除则再次通知"),
        (_, None) => lang
            .pick("told once; it stays here until it is over", "已通知一次；解除前一直显示在这里")
            .to_owned(),
    }
}

/// The same for a quiet alert, with the key that undoes it: `...; x takes that back`.
pub(crate) fn with_undo_hint(lang: Lang, next_step: &str, key: &str) -> String {
    phrase!(lang, "{next_step}; {key} takes that back", "{next_step}；按 {key} 撤销")
}

/// The key that unmutes a model.
pub(crate) fn unmutes(lang: Lang, key: &str) -> String {
    phrase!(lang, "{key} listens to it again", "按 {key} 取消静音")
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

pub(crate) const NOTHING_ACTIVE: Text = Text::new("Nothing to tell now.", "当前没有告警。");
pub(crate) const NOTHING: Text = Text::new("Nothing to tell yet.", "还没有告警。");
pub(crate) const UNREAD: Text = Text::new("No alerts were read yet.", "尚未读取告警。");
/// What alerts there are.
pub(crate) const RULES: [Text; 3] = [
    Text::new(
        "Told once each: a free quota that is low, runs out, is over, or expires;",
        "每种情况通知一次：免费额度偏低、预计用尽、已用完或已到期；",
    ),
    Text::new(
        "a next call that costs money; an account that is overdue or low;",
        "下次调用将计费；账户欠费或余额偏低；",
    ),
    Text::new("a month that costs too much; a feed that fails.", "当月花费过高；数据读取失败。"),
];
/// How to send alerts elsewhere: a command and what it is for.
pub(crate) const CHANNELS: [(&str, Text); 2] = [
    (
        "quotatop config path",
        Text::new(
            "names the file; [channels.NAME] there tells others",
            "显示配置文件；在其中用 [channels.NAME] 通知他人",
        ),
    ),
    ("quotatop alerts test", Text::new("tries every channel", "测试所有通知渠道")),
];

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    #[test]
    fn counts_read_as_sentences() {
        for (counts, expected) in [
            (counts(EN, 3, 0, 0), "3 active"),
            (counts(EN, 3, 1, 2), "3 active, 1 of them quiet; 2 models muted"),
            (counts(EN, 1, 1, 1), "1 active, quiet; 1 model muted"),
            (tab(EN, 0), "Alerts"),
            (tab(EN, 3), "Alerts 3"),
            (title(EN, 1), "quotatop: 1 alert"),
            (title(EN, 1234), "quotatop: 1,234 alerts"),
            (counts(ZH, 3, 0, 0), "3 条生效中"),
            (counts(ZH, 3, 1, 2), "3 条生效中，其中 1 条已确认或暂缓；2 个模型已静音"),
            (counts(ZH, 1, 1, 1), "1 条生效中，已确认或暂缓；1 个模型已静音"),
            (tab(ZH, 3), "告警 3"),
            (title(ZH, 1234), "quotatop：1,234 条告警"),
        ] {
            assert_eq!(counts, expected);
        }
    }
}
