//! Texts of the one-shot commands.

use crate::{
    domain::next_call::Reason,
    words::{Lang, Text, number, phrase},
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
    phrase!(
        lang,
        "stale: as last known, read {moment} ({ago})",
        "过时：上次读取的数据，读取于 {moment} ({ago})",
    )
}

/// Marks printed bills as imported, with the time of the import and its age.
pub(crate) fn as_imported(lang: Lang, moment: &str, ago: &str) -> String {
    phrase!(lang, "from exported files, imported {moment} ({ago})", "来自导出文件，导入于 {moment} ({ago})",)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_figures_say_how_old_they_are() {
        assert_eq!(
            as_last_known(Lang::English, "14:11", "1 h ago"),
            "stale: as last known, read 14:11 (1 h ago)"
        );
        assert_eq!(
            as_last_known(Lang::Chinese, "14:11", "1 小时前"),
            "过时：上次读取的数据，读取于 14:11 (1 小时前)"
        );
    }
}
