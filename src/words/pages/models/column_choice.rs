//! Texts of the column chooser.

use super::table;
use crate::{
    domain::ListColumn,
    words::{Lang, Text, phrase},
};

pub(crate) const COLUMNS: Text = Text::new("columns", "列");
pub(crate) const PACE: Text = Text::new("PACE", "消耗速度");
pub(crate) const USED: Text = Text::new("USED", "已用");
pub(crate) const FREE_QUOTA_ONLY: Text = Text::new("AT ZERO", "用完后");
pub(crate) const STATUS: Text = Text::new("STATUS", "状态");
pub(crate) const READ: Text = Text::new("READ", "读取");

/// The heading of a column, or the name of the gauge, which has none.
pub(crate) const fn name(column: ListColumn) -> Text {
    match column {
        ListColumn::Kind => table::KIND,
        ListColumn::Gauge => Text::new("gauge", "进度条"),
        ListColumn::Percent => table::PERCENT_LEFT,
        ListColumn::Expires => table::EXPIRES,
        ListColumn::RunsOut => table::RUNS_OUT,
        ListColumn::Cost => table::COST,
        ListColumn::Pace => PACE,
        ListColumn::Used => USED,
        ListColumn::FreeQuotaOnly => FREE_QUOTA_ONLY,
        ListColumn::Status => STATUS,
        ListColumn::Read => READ,
    }
}

pub(crate) const fn description(column: ListColumn) -> Text {
    match column {
        ListColumn::Kind => Text::new("what the model does", "模型的类型"),
        ListColumn::Gauge => Text::new("what is left, as a bar", "剩余额度的进度条"),
        ListColumn::Percent => Text::new("the share of the grant that is left", "剩余额度占总额度的比例"),
        ListColumn::Expires => Text::new("how long the quota holds", "额度的有效期"),
        ListColumn::RunsOut => {
            Text::new("when it is used up at its pace, or what lapses", "按当前用量何时用尽，或到期作废多少")
        }
        ListColumn::Cost => Text::new("what it has cost in this billing cycle", "本账期的费用"),
        ListColumn::Pace => Text::new("what is used in an hour", "每小时的用量"),
        ListColumn::Used => Text::new("what is used of the grant", "已使用的额度"),
        ListColumn::FreeQuotaOnly => {
            Text::new("whether calls fail or are billed once nothing is left", "额度用完后调用失败还是计费")
        }
        ListColumn::Status => Text::new("how the quota stands", "额度的状态"),
        ListColumn::Read => Text::new("when the quota was read", "额度的读取时间"),
    }
}

/// What happens once the quota is used up, by Free Quota Only; empty if unknown.
pub(crate) const fn at_zero(lang: Lang, free_quota_only: Option<bool>) -> &'static str {
    match free_quota_only {
        Some(true) => lang.pick("stops", "即停"),
        Some(false) => lang.pick("billed", "计费"),
        None => "",
    }
}

/// The line of the configuration that makes the choice permanent.
pub(crate) fn config_line(lang: Lang, columns: impl Iterator<Item = ListColumn>) -> String {
    let words: Vec<String> = columns.map(|column| format!("\"{}\"", column.into_str())).collect();
    let line = format!("columns = [{}]", words.join(", "));
    phrase!(lang, "to keep it: {line}", "写入配置即可保留：{line}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ListColumns;

    #[test]
    fn the_choice_is_a_line_of_the_configuration() {
        let columns: ListColumns = [ListColumn::Status, ListColumn::RunsOut].into_iter().collect();
        let line = "columns = [\"runs-out\", \"status\"]";
        assert_eq!(config_line(Lang::English, columns.iter()), format!("to keep it: {line}"));
        assert!(config_line(Lang::Chinese, columns.iter()).ends_with(line));
    }
}
