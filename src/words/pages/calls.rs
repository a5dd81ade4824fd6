//! Texts of the Calls page: tab, columns, titles, and why there is nothing to list.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{
        Zone,
        calls::{CallGrouping, CallPoint, CallRange, CallSort, Calls, CallsSource},
    },
    words::{Lang, Text, facts::calls as facts, number, phrase, plain, time},
};

pub(crate) const TAB: Text = Text::new("Calls", "调用");
pub(crate) const CALLS: Text = Text::new("CALLS", "次数");
pub(crate) const FAILED: Text = Text::new("FAILED", "失败");
pub(crate) const INPUT: Text = Text::new("INPUT", "输入");
pub(crate) const OUTPUT: Text = Text::new("OUTPUT", "输出");
pub(crate) const CACHED: Text = Text::new("CACHED", "缓存");
pub(crate) const OTHER_USE: Text = Text::new("USED", "用量");
pub(crate) const MEAN: Text = Text::new("MEAN", "平均");
pub(crate) const P99: Text = Text::new("P99", "P99");
pub(crate) const FIRST_TOKEN: Text = Text::new("1ST TOKEN", "首 token");
pub(crate) const LAST: Text = Text::new("LAST CALL", "最近调用");
pub(crate) const OVER_TIME: Text = Text::new("OVER TIME", "趋势");
pub(crate) const WHY: Text = Text::new("WHY CALLS FAILED", "失败原因");
pub(crate) const SHARE: Text = Text::new("SHARE", "占比");
pub(crate) const TOTAL: Text = Text::new("Total", "合计");
pub(crate) const CLEARS: Text = Text::new("clears the search", "清除搜索");
pub(crate) const OTHER_RANGES: Text = Text::new("shows another range", "显示其他时间范围");
pub(crate) const NO_SERIES: Text = Text::new("this source has no course over time", "该来源没有按时间的数据");

/// What the list may lack.
pub(crate) fn lacks(lang: Lang, calls: &Calls) -> Option<Cow<'static, str>> {
    let lacks = match (calls.source, calls.is_complete) {
        (_, true) => return facts::only_workspace(lang, calls).map(Into::into),
        (CallsSource::Console, false) => lang.pick("not all were read", "未全部读取"),
        (CallsSource::Prometheus, false) => lang.pick("as far as they were delivered", "仅含已投递的数据"),
    };
    Some(lacks.into())
}

/// The order of the groups.
pub(crate) const fn order(lang: Lang, sort: CallSort) -> &'static str {
    match sort {
        CallSort::Calls => lang.pick("most calls first", "调用最多在前"),
        CallSort::Failed => lang.pick("most failures first", "失败最多在前"),
        CallSort::Key => lang.pick("by name", "按名称"),
        CallSort::Duration => lang.pick("slowest first", "最慢在前"),
    }
}

/// `search: gpt`.
pub(crate) fn search(lang: Lang, text: &str) -> String {
    let text = plain(text);
    phrase!(lang, "search: {text}", "搜索：{text}")
}

/// The number of groups that match: `3 groups`.
pub(crate) fn matches(lang: Lang, groups: usize) -> String {
    let groups = u64::try_from(groups).unwrap_or(u64::MAX);
    let count = number::count(groups);
    let noun = if groups == 1 { "group" } else { "groups" };
    phrase!(lang, "{count} {noun}", "{count} 组")
}

/// The title of the chart: `calls over time, qwen-max highlighted`.
pub(crate) fn chart(lang: Lang, group: Option<&str>) -> String {
    match group {
        Some(group) => phrase!(lang, "calls, {group} highlighted", "调用（高亮：{group}）"),
        None => lang.pick("calls", "调用").to_owned(),
    }
}

/// What happened in one step: `28 Nov 14:15 to 28 Nov 14:30: 12 calls, 1 failed`, `14:15: 12 calls, 1 failed`.
pub(crate) fn step(
    lang: Lang,
    (begin, length): (DateTime<Utc>, TimeDelta),
    point: CallPoint,
    now: DateTime<Utc>,
    zone: Zone,
) -> [String; 2] {
    let end = begin.checked_add_signed(length).unwrap_or(begin);
    let [from, to] = [begin, end].map(|instant| time::moment(lang, instant, now, zone));
    let clock = time::moment(lang, begin, begin, zone);
    let calls = number::count(point.calls.into());
    let noun = if point.calls == 1 { "call" } else { "calls" };
    let failed = if point.failed == 0 {
        String::new()
    } else {
        let failed = number::count(point.failed.into());
        phrase!(lang, ", {failed} failed", "，{failed} 次失败")
    };
    [
        phrase!(lang, "{from} to {to}: {calls} {noun}{failed}", "{from} 至 {to}：{calls} 次调用{failed}"),
        phrase!(lang, "{clock}: {calls} {noun}{failed}", "{clock}：{calls} 次调用{failed}"),
    ]
}

/// The title of what divides the selected group further.
pub(crate) fn callers(lang: Lang, by: CallGrouping, group: &str) -> String {
    match by {
        CallGrouping::Model => phrase!(lang, "who called {group}", "谁调用了 {group}"),
        CallGrouping::ApiKey => phrase!(lang, "called with {group}", "{group} 调用的模型"),
        CallGrouping::Workspace => phrase!(lang, "called from {group}", "{group} 的调用方"),
    }
}

pub(crate) fn reading(lang: Lang, range: CallRange) -> String {
    let range = facts::in_range(lang, range);
    phrase!(lang, "reading the calls {range} ...", "正在读取{range}的调用…")
}

pub(crate) fn none(lang: Lang, range: CallRange) -> String {
    let range = facts::in_range(lang, range);
    phrase!(lang, "no calls {range}", "{range}没有调用")
}

pub(crate) fn no_match(lang: Lang, search: &str) -> String {
    let search = plain(search);
    phrase!(lang, "no call matches {search}", "没有与 {search} 匹配的调用")
}

pub(crate) fn failed(lang: Lang, range: CallRange) -> String {
    let range = facts::in_range(lang, range);
    phrase!(lang, "The calls {range} could not be read", "未能读取{range}的调用")
}

pub(crate) fn offline(lang: Lang, range: CallRange) -> String {
    let range = facts::in_range(lang, range);
    phrase!(lang, "the calls {range} were never saved", "{range}的调用未曾保存")
}
