//! Texts of the column chooser.

use super::table;
use crate::{
    domain::{ListColumn, Quantity},
    words::{Lang, Text, number, phrase, text, widths},
};

pub(crate) const COLUMNS: Text = Text::new("columns", "列");
/// A chosen column that the list does not show.
pub(crate) const NO_ROOM: Text = Text::new("no room", "空间不足");
/// A chosen column that is empty in every row.
pub(crate) const NO_DATA: Text = Text::new("no data", "暂无数据");
pub(crate) const PACE: Text = Text::new("USE/H", "每小时用量");
pub(crate) const USED: Text = Text::new("USED", "已用");
pub(crate) const FREE_QUOTA_ONLY: Text = Text::new("WHEN USED UP", "用完后");
pub(crate) const STATUS: Text = Text::new("STATUS", "状态");
pub(crate) const READ: Text = Text::new("UPDATED", "更新时间");

/// The heading of a column, or the name of the gauge, which has none.
pub(crate) const fn name(column: ListColumn) -> Text {
    match column {
        ListColumn::Kind => table::KIND,
        ListColumn::Gauge => Text::new("gauge", "进度条"),
        ListColumn::Percent => table::PERCENT_LEFT,
        ListColumn::History => table::HISTORY,
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
        ListColumn::Kind => Text::new("text, image, video, ...", "模型的类型"),
        ListColumn::Gauge => Text::new("the share left as a bar", "剩余额度的进度条"),
        ListColumn::Percent => Text::new("the share left in %", "剩余额度占总额度的比例"),
        ListColumn::History => Text::new("what was left in the last 7 days", "最近 7 天的剩余额度"),
        ListColumn::Expires => Text::new("time until expiry", "距到期的时间"),
        ListColumn::RunsOut => {
            Text::new("when it runs out, or how much lapses", "预计何时用完，或到期失效多少")
        }
        ListColumn::Cost => Text::new("cost in this billing cycle", "本账期的费用"),
        ListColumn::Pace => Text::new("use per hour", "每小时的用量"),
        ListColumn::Used => Text::new("amount used", "已使用的额度"),
        ListColumn::FreeQuotaOnly => {
            Text::new("Free Quota Only: stop or bill when used up", "免费额度用完即停：用完后停止还是计费")
        }
        ListColumn::Status => Text::new("ok, low, expiring, ...", "正常、偏低、即将到期等"),
        ListColumn::Read => Text::new("when the quota was last updated", "额度上次更新的时间"),
    }
}

/// The use per hour: `3.6 k`; `< 0.1` where it is not nothing.
pub(crate) fn pace(lang: Lang, per_hour: Quantity) -> String {
    let short = number::short(lang, per_hour);
    if short == "0" && per_hour.is_positive() { "< 0.1".to_owned() } else { short }
}

/// The width of [`pace`].
pub(crate) fn pace_width(lang: Lang, per_hour: Quantity) -> usize {
    let is_whole = per_hour.whole().is_some();
    if is_whole { widths::short(lang, per_hour) } else { text::width(&pace(lang, per_hour)) }
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
    phrase!(lang, "to make it permanent, set {line}", "写入配置文件即可永久生效：{line}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ListColumns;

    #[test]
    fn little_use_is_not_nothing() {
        for (pace, shown) in [("0", "0"), ("0.04", "< 0.1"), ("0.1", "0.1"), ("3601", "3.6 k")] {
            let per_hour = pace.parse().unwrap();
            assert_eq!(super::pace(Lang::English, per_hour), shown);
            assert_eq!(pace_width(Lang::English, per_hour), shown.len());
        }
    }

    #[test]
    fn the_choice_is_a_line_of_the_configuration() {
        let columns: ListColumns = [ListColumn::Status, ListColumn::RunsOut].into_iter().collect();
        let line = "columns = [\"status\", \"runs-out\"]";
        assert_eq!(config_line(Lang::English, columns.iter()), format!("to make it permanent, set {line}"));
        assert!(config_line(Lang::Chinese, columns.iter()).ends_with(line));
    }
}
