//! Texts of the one-shot commands.

use crate::{
    domain::{filter::UnknownWord, next_call::Reason},
    words::{Lang, Text, number, phrase, plain},
};

pub(crate) const UNIT: Text = Text::new("UNIT", "单位");
pub(crate) const STATUS: Text = Text::new("STATUS", "状态");
pub(crate) const WHEN: Text = Text::new("AT", "时间");
pub(crate) const SEVERITY: Text = Text::new("SEVERITY", "级别");
pub(crate) const RULE: Text = Text::new("RULE", "规则");
pub(crate) const CHANGE: Text = Text::new("CHANGE", "变化");
pub(crate) const WHAT: Text = Text::new("WHAT", "内容");

/// Marks printed data as stale, with the time and the age.
pub(crate) fn as_last_known(lang: Lang, moment: &str, ago: &str) -> String {
    phrase!(lang, "stale: last updated {moment} ({ago})", "已过时：更新于 {moment}（{ago}）",)
}

/// Marks printed bills as imported, with the time of the import and its age.
pub(crate) fn as_imported(lang: Lang, moment: &str, ago: &str) -> String {
    phrase!(lang, "from exported files, imported {moment} ({ago})", "来自导出文件，导入于 {moment}（{ago}）",)
}

/// The outcome of the next call, and whatever else is certain.
pub(crate) fn next_call(lang: Lang, reason: Reason) -> String {
    let outcome = number::next_call(lang, reason.next_call());
    match reason {
        Reason::NeverBilled => {
            phrase!(lang, "{outcome}: free or refused, never billed", "{outcome}：免费或被拒绝，不会计费")
        }
        _ => outcome.to_owned(),
    }
}

pub(crate) const NO_MODELS_MATCH: Text = Text::new("no models match", "没有匹配的模型");
/// A command about the models of one account was given the profile of a fleet.
pub(crate) fn of_a_fleet(lang: Lang, profile: &str) -> String {
    let profile = plain(profile);
    phrase!(
        lang,
        "profile {profile} has the accounts of a Prometheus; list them: quotatop accounts; open one: quotatop, page Accounts",
        "配置 {profile} 是 Prometheus 中的多个账号；查看列表：quotatop accounts；打开其中一个：quotatop 的“账号”页面",
    )
}

pub(crate) const NO_EVENTS: Text = Text::new("no alerts yet", "暂无告警记录");

/// Why a filter cannot match: `--filter: unknown kind nope; use text, vision, ...`.
pub(crate) fn unknown_word(lang: Lang, unknown: &UnknownWord) -> String {
    let (word, accepted) = (plain(&unknown.word), unknown.accepted.join(lang.pick(", ", "、")));
    match unknown.field {
        Some(field) => phrase!(
            lang,
            "--filter: unknown {field} {word}; use {accepted}",
            "--filter：未知的 {field} {word}；可用：{accepted}",
        ),
        None => phrase!(
            lang,
            "--filter: unknown field {word}; use {accepted}",
            "--filter：未知的字段 {word}；可用：{accepted}",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_figures_say_how_old_they_are() {
        assert_eq!(as_last_known(Lang::English, "14:11", "1 h ago"), "stale: last updated 14:11 (1 h ago)");
        assert_eq!(as_last_known(Lang::Chinese, "14:11", "1 小时前"), "已过时：更新于 14:11（1 小时前）");
    }
}
