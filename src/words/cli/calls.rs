//! What `quotatop calls` prints besides its table.

use std::borrow::Cow;

use crate::{
    domain::calls::{CallStats, Calls, CallsSource},
    words::{Lang, Text, facts::calls as facts, number, phrase},
};

pub(crate) const NOT_IN_A_SNAPSHOT: Text = Text::new("a snapshot has no calls", "快照中没有调用数据");
pub(crate) const NONE: Text = Text::new("no calls", "没有调用");

/// What the table may lack.
pub(crate) fn lacks(lang: Lang, calls: &Calls) -> Option<Cow<'static, str>> {
    let lacks = match (calls.source, calls.is_complete) {
        (_, true) => return facts::only_workspace(lang, calls).map(Into::into),
        (CallsSource::Console, false) => lang.pick(
            "not all calls could be read: some models or callers may be missing",
            "调用数据未能全部读取：部分模型或调用方可能缺失",
        ),
        (CallsSource::Prometheus, false) => lang.pick(
            "only calls that were delivered: of this workspace, since delivery was switched on",
            "仅含已投递的调用：该业务空间自开启投递以来的数据",
        ),
    };
    Some(lacks.into())
}

/// The period, where it was read, and what it is not.
pub(crate) fn heading(lang: Lang, [from, to]: &[String; 2], source: CallsSource) -> String {
    let (source, reference) = (facts::source(lang, source), facts::FOR_REFERENCE.of(lang));
    phrase!(
        lang,
        "Calls from {from} to {to}, {source}: {reference}",
        "{from} 至 {to} 的调用，{source}（{reference}）"
    )
}

/// The last line: `Total: 44 calls, 2 failed`.
pub(crate) fn total(lang: Lang, stats: &CallStats) -> String {
    let calls = facts::calls(lang, stats);
    let failed = stats.failed.filter(|failed| *failed > 0).map(|failed| {
        let failed = number::count(failed);
        phrase!(lang, ", {failed} failed", "，{failed} 次失败")
    });
    let failed = failed.unwrap_or_default();
    phrase!(lang, "Total: {calls}{failed}", "合计：{calls}{failed}")
}
