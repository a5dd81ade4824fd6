//! What `quotatop keys` prints.

use chrono::NaiveDate;

use crate::{
    domain::{
        api_key::{ApiKey, KeyChange, KeyScope, KeySpend},
        bill::Cycle,
        calls::{CallRange, Calls},
    },
    words::{Lang, Text, facts::bill, facts::calls as facts, number, phrase, plain},
};

pub(crate) const ID: Text = Text::new("ID", "ID");
pub(crate) const DESCRIPTION: Text = Text::new("DESCRIPTION", "描述");
pub(crate) const WORKSPACE: Text = Text::new("WORKSPACE", "业务空间");
pub(crate) const CREATED: Text = Text::new("CREATED", "创建时间");
pub(crate) const STATE: Text = Text::new("STATE", "状态");
pub(crate) const MODELS: Text = Text::new("MODELS", "可用模型");
pub(crate) const COST: Text = Text::new("COST", "费用");
pub(crate) const LAST_USE: Text = Text::new("LAST USE", "最近使用");
pub(crate) const NOW: Text = Text::new("NOW", "当前");
pub(crate) const CHANGE: Text = Text::new("CHANGE", "更改");
pub(crate) const LISTED: Text = Text::new("IN THE LIST", "列表已更新");
pub(crate) const OUTCOME: Text = Text::new("OUTCOME", "结果");

pub(crate) const NONE: Text = Text::new("the account has no API keys", "该账号没有 API Key");

/// Its name, and its ID where it has no name.
pub(crate) fn workspace(key: &ApiKey) -> String {
    key.workspace_name.clone().or_else(|| key.workspace_id.clone()).unwrap_or_default()
}

pub(crate) fn state(lang: Lang, disabled: Option<bool>) -> &'static str {
    match disabled {
        Some(true) => lang.pick("disabled", "已禁用"),
        Some(false) => lang.pick("enabled", "已启用"),
        None => lang.pick("unknown", "未知"),
    }
}

/// The models that may be called with a key.
pub(crate) fn scope(lang: Lang, scope: Option<&KeyScope>) -> String {
    match scope {
        None => lang.pick("unknown", "未知").to_owned(),
        Some(KeyScope::AllModels) => lang.pick("all", "全部").to_owned(),
        Some(KeyScope::Models(models)) => match models.as_slice() {
            [] => lang.pick("none", "无").to_owned(),
            [one] => one.to_string(),
            [one, more @ ..] => {
                let (more, all) = (more.len(), models.len());
                if lang == Lang::English {
                    format!("{one} and {more} more")
                } else {
                    format!("{one} 等 {all} 个")
                }
            }
        },
    }
}

/// What a key has cost, by currency.
pub(crate) fn cost(lang: Lang, spend: &[KeySpend]) -> String {
    let amounts = spend.iter().map(|spend| {
        let amount = spend.payable.map(|amount| number::money(amount, Some(&plain(&spend.currency))));
        let amount = amount.unwrap_or_else(|| lang.pick("unknown", "未知").to_owned());
        let lacks = if spend.incomplete > 0 { lang.pick(" (incomplete)", "（不完整）") } else { "" };
        format!("{amount}{lacks}")
    });
    amounts.collect::<Vec<_>>().join(lang.pick(", ", "，"))
}

/// Below the table: which bill the cost is from.
pub(crate) fn cost_of(lang: Lang, cycle: Cycle, is_stored: bool, through: Option<NaiveDate>) -> String {
    if !is_stored {
        return phrase!(
            lang,
            "cost: no bills of {cycle} yet; run: quotatop bills",
            "费用：尚无 {cycle} 的账单；请运行：quotatop bills",
        );
    }
    let through = bill::through(lang, through, cycle);
    phrase!(
        lang,
        "cost: inference in {cycle}, before tax, {through}; to update: quotatop bills",
        "费用：{cycle} 的推理费用，税前，{through}；更新请运行：quotatop bills",
    )
}

/// `CALLS, 30 d`; without a range if no calls are stored.
pub(crate) fn calls(lang: Lang, range: Option<CallRange>) -> String {
    let range = range.map(|range| facts::range(lang, range));
    let range = range.map(|range| phrase!(lang, ", {range}", "，{range}")).unwrap_or_default();
    phrase!(lang, "CALLS{range}", "次数{range}")
}

/// Below the table: which calls are counted, until when (the moment, and how long ago), and what they may lack.
pub(crate) fn calls_of(lang: Lang, calls: Option<(&Calls, [&str; 2])>) -> String {
    let Some((calls, [until, ago])) = calls else {
        return phrase!(
            lang,
            "calls: none by API key are stored; run: quotatop calls --range 30d",
            "次数：尚未保存按 API Key 的调用数据；请运行：quotatop calls --range 30d",
        );
    };
    let (range, word) = (facts::in_range(lang, calls.range), calls.range.into_str());
    let lacks = match (facts::only_workspace(lang, calls), calls.is_complete_by_caller()) {
        (_, false) => lang.pick(", some may be missing", "，可能不完整").to_owned(),
        (Some(only), true) => phrase!(lang, ", {only}", "，{only}"),
        (None, true) => String::new(),
    };
    phrase!(
        lang,
        "calls: {range} until {until} ({ago}){lacks}, for reference; to update: quotatop calls --range {word}",
        "次数：{range}，截至 {until}（{ago}）{lacks}，仅供参考；更新请运行：quotatop calls --range {word}",
    )
}

/// Not all keys could be read.
pub(crate) fn incomplete(lang: Lang, why: &str) -> String {
    phrase!(lang, "the list is incomplete: {why}", "列表不完整：{why}")
}

/// Rows that could not be read.
pub(crate) fn odd(lang: Lang, count: usize) -> String {
    phrase!(
        lang,
        "the list is incomplete: unexpected response ({count} rows)",
        "列表不完整：返回内容异常（{count} 行）"
    )
}

pub(crate) fn no_such_key(lang: Lang, id: &str) -> String {
    let id = plain(id);
    phrase!(
        lang,
        "this account has no API key {id}; see: quotatop keys",
        "该账号没有 API Key {id}；请运行：quotatop keys"
    )
}

/// What a change means.
pub(crate) const fn meaning(to: KeyChange) -> Text {
    match to {
        KeyChange::Disable => Text::new(
            "Calls with a disabled key fail until it is enabled again.",
            "使用已禁用的 API Key 调用会失败，直到重新启用。",
        ),
        KeyChange::Enable => Text::new(
            "Calls with an enabled key work, and are billed where no free quota covers them.",
            "使用已启用的 API Key 可以调用；免费额度未覆盖的部分会计费。",
        ),
        KeyChange::Delete => Text::new(
            "A deleted key cannot be restored: calls with it fail from then on.",
            "删除后无法恢复：使用该 API Key 的调用会失败。",
        ),
    }
}

/// What would be done about a key.
pub(crate) const fn step(lang: Lang, to: KeyChange, is_done_already: bool) -> &'static str {
    match (to, is_done_already) {
        (KeyChange::Disable, false) => lang.pick("disable", "禁用"),
        (KeyChange::Disable, true) => lang.pick("already disabled", "已是禁用状态"),
        (KeyChange::Enable, false) => lang.pick("enable", "启用"),
        (KeyChange::Enable, true) => lang.pick("already enabled", "已是启用状态"),
        (KeyChange::Delete, _) => lang.pick("delete", "删除"),
    }
}

/// Whether the list shows the change.
pub(crate) const fn shown(lang: Lang, shown: Option<bool>) -> &'static str {
    match shown {
        Some(true) => lang.pick("yes", "是"),
        Some(false) => lang.pick("not yet", "尚未"),
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calls::{CallRow, CallStats, Caller, CallsSource};

    fn calls(is_complete: bool, workspace: Option<&str>, caller: &str) -> Calls {
        let stats = CallStats::default();
        let caller = Caller::of(caller);
        Calls {
            source: CallsSource::Console,
            range: CallRange::Week,
            from: "2026-11-21T06:00:00Z".parse().unwrap(),
            to: "2026-11-28T06:00:00Z".parse().unwrap(),
            is_complete,
            workspace: workspace.map(Into::into),
            rows: vec![CallRow { model: "m".into(), caller, workspace: None, stats, series: None }],
            by_model: Vec::new(),
        }
    }

    #[test]
    fn the_heading_and_the_last_line_name_the_range() {
        assert_eq!(super::calls(Lang::English, None), "CALLS");
        assert_eq!(super::calls(Lang::English, Some(CallRange::Day)), "CALLS, 24 h");
        assert_eq!(super::calls(Lang::Chinese, Some(CallRange::Month)), "次数，30 天");
        let line = |calls: &Calls| calls_of(Lang::English, Some((calls, ["06:00", "1 h ago"])));
        for (calls, lacks) in [
            (calls(true, None, "1"), ""),
            (calls(true, Some("llm-a"), "1"), ", only workspace llm-a"),
            (calls(false, Some("llm-a"), "1"), ", some may be missing"),
            (calls(true, None, ""), ", some may be missing"),
        ] {
            assert_eq!(
                line(&calls),
                format!(
                    "calls: in the last 7 days until 06:00 (1 h ago){lacks}, for reference; to update: quotatop calls \
                     --range 7d"
                )
            );
        }
        assert_eq!(
            calls_of(Lang::Chinese, Some((&calls(true, Some("llm-a"), "1"), ["06:00", "1 小时前"]))),
            "次数：最近 7 天，截至 06:00（1 小时前），仅业务空间 llm-a，仅供参考；更新请运行：quotatop calls --range 7d"
        );
    }
}
