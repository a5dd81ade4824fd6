//! What only the one-shot commands print.

use crate::words::{Lang, Text};

/// What the figures count.
pub const UNIT: Text = Text::new("UNIT", "单位");
/// How a quota stands.
pub const STATUS: Text = Text::new("STATUS", "状态");
/// When something was told.
pub const WHEN: Text = Text::new("AT", "时间");
/// How grave it is.
pub const SEVERITY: Text = Text::new("SEVERITY", "级别");
/// By which rule it was told.
pub const RULE: Text = Text::new("RULE", "规则");
/// Whether it began or is over.
pub const CHANGE: Text = Text::new("CHANGE", "变化");
/// What happened.
pub const WHAT: Text = Text::new("WHAT", "内容");

/// That what is printed is old: read at this moment, so long ago.
pub fn as_last_known(lang: Lang, moment: &str, ago: &str) -> String {
    match lang {
        Lang::English => format!("stale: as last known, read {moment} ({ago})"),
        Lang::Chinese => format!("过时：上次读取的数据，读取于 {moment} ({ago})"),
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
