//! Calls, who made them, why they failed, and how long they took.

use rust_decimal::Decimal;

use crate::{
    domain::{
        Quantity, Unit,
        calls::{CallFailure, CallGrouping, CallRange, CallStats, Caller, Calls, CallsSource},
    },
    words::{Lang, Text, number, phrase, plain},
};

/// What must not be taken from these figures.
pub(crate) const FOR_REFERENCE: Text = Text::new("for reference, not the bill", "仅供参考，计费以账单为准");

pub(crate) const CONSOLE: Text = Text::new("console", "控制台");
pub(crate) const UNKNOWN_KEY: Text = Text::new("not stated", "未提供");

/// The source of calls: `from the console`.
pub(crate) const fn source(lang: Lang, source: CallsSource) -> &'static str {
    match source {
        CallsSource::Console => lang.pick("from the console's statistics", "来自控制台统计"),
        CallsSource::Prometheus => lang.pick("from the vendor's Prometheus", "来自阿里云 Prometheus"),
    }
}

/// `only workspace llm-a`; absent if calls from all workspaces are counted.
pub(crate) fn only_workspace(lang: Lang, calls: &Calls) -> Option<String> {
    let id = plain(calls.workspace.as_deref()?);
    Some(phrase!(lang, "only workspace {id}", "仅业务空间 {id}"))
}

/// A range, as a choice: `24 h`.
pub(crate) const fn range(lang: Lang, range: CallRange) -> &'static str {
    match range {
        CallRange::Hour => lang.pick("1 h", "1 小时"),
        CallRange::Day => lang.pick("24 h", "24 小时"),
        CallRange::Week => lang.pick("7 d", "7 天"),
        CallRange::Month => lang.pick("30 d", "30 天"),
    }
}

/// A range, in a sentence: `in the last 24 hours`.
pub(crate) const fn in_range(lang: Lang, range: CallRange) -> &'static str {
    match range {
        CallRange::Hour => lang.pick("in the last hour", "最近 1 小时"),
        CallRange::Day => lang.pick("in the last 24 hours", "最近 24 小时"),
        CallRange::Week => lang.pick("in the last 7 days", "最近 7 天"),
        CallRange::Month => lang.pick("in the last 30 days", "最近 30 天"),
    }
}

/// `by model`.
pub(crate) const fn grouping(lang: Lang, grouping: CallGrouping) -> &'static str {
    match grouping {
        CallGrouping::Model => lang.pick("by model", "按模型"),
        CallGrouping::ApiKey => lang.pick("by API key", "按 API Key"),
        CallGrouping::Workspace => lang.pick("by workspace", "按业务空间"),
    }
}

/// A caller: `API key 1110000`, `the console`.
pub(crate) fn caller(lang: Lang, caller: Option<&Caller>) -> String {
    match caller {
        Some(Caller::ApiKey(id)) => {
            let id = plain(id);
            phrase!(lang, "API key {id}", "API Key {id}")
        }
        Some(Caller::Console) => lang.pick("the console", "控制台").to_owned(),
        None => lang.pick("callers not stated", "调用方未提供").to_owned(),
    }
}

/// The heading of the group keys.
pub(crate) const fn key(lang: Lang, grouping: CallGrouping) -> &'static str {
    match grouping {
        CallGrouping::Model => lang.pick("MODEL", "模型"),
        CallGrouping::ApiKey => lang.pick("API KEY", "API Key"),
        CallGrouping::Workspace => lang.pick("WORKSPACE", "业务空间"),
    }
}

/// A group's key: `1110000`, `console`.
pub(crate) fn group(lang: Lang, key: Option<&str>) -> String {
    match key {
        None => UNKNOWN_KEY.of(lang).to_owned(),
        Some(key) if key == Caller::Console.word() => CONSOLE.of(lang).to_owned(),
        Some(key) => plain(key).into_owned(),
    }
}

/// The part of a caller: `API key 1110000 68 %`.
pub(crate) fn share(lang: Lang, by: Option<&Caller>, percent: Option<Decimal>) -> String {
    let by = caller(lang, by);
    percent.map_or_else(|| by.clone(), |percent| format!("{by} {} %", number::share(percent)))
}

/// After what was used: ` in the last 24 hours: API key 1110000 68 %, the console 32 %`.
pub(crate) fn used_by(lang: Lang, range: CallRange, shares: &[String], hidden: usize) -> String {
    let range = in_range(lang, range);
    let shares = shares.join(lang.pick(", ", "、"));
    let hidden = match hidden {
        0 => String::new(),
        hidden => phrase!(lang, ", {hidden} more", "，另有 {hidden} 个"),
    };
    phrase!(lang, " {range}: {shares}{hidden}", "，{range}：{shares}{hidden}")
}

/// How many calls there were: `1,234`; `12+` if only those that succeeded are known; empty if nothing is.
pub(crate) fn count(stats: &CallStats) -> String {
    match (stats.calls, stats.at_least()) {
        (Some(calls), _) => number::count(calls),
        (None, Some(least)) => format!("{}+", number::count(least)),
        (None, None) => String::new(),
    }
}

/// `1,234 calls`.
pub(crate) fn calls(lang: Lang, stats: &CallStats) -> String {
    let count = count(stats);
    let noun = if stats.calls == Some(1) { "call" } else { "calls" };
    phrase!(lang, "{count} {noun}", "{count} 次调用")
}

/// Why calls failed, the most frequent code first: `403 AllocationQuota.FreeTierOnly`; each with its number of calls
/// if there are several: `429 limit_requests 12, 5xx 1`.
pub(crate) fn failures(failures: &[CallFailure]) -> String {
    let name = |failure: &CallFailure| match failure.status {
        Some(status) => format!("{status} {}", plain(&failure.code)),
        None => plain(&failure.code).into_owned(),
    };
    if let [only] = failures {
        return name(only);
    }
    let each = failures.iter().map(|failure| format!("{} {}", name(failure), number::count(failure.calls)));
    each.collect::<Vec<_>>().join(", ")
}

/// A duration of calls: `812 ms`, `4.1 s`.
pub(crate) fn milliseconds(lang: Lang, duration: Decimal) -> String {
    let thousand = Decimal::ONE_THOUSAND;
    if duration.round() < thousand {
        return format!("{} {}", number::exact(duration.round()), lang.pick("ms", "毫秒"));
    }
    let seconds = duration.checked_div(thousand).unwrap_or_default();
    let places = u32::from(seconds < Decimal::ONE_HUNDRED);
    format!("{} {}", number::exact(seconds.round_dp(places)), lang.pick("s", "秒"))
}

/// What calls used that is not counted in tokens, with every digit: `12,300 characters`.
pub(crate) fn other_use(lang: Lang, stats: &CallStats) -> String {
    other_amounts(lang, stats, |amount, unit| {
        number::with_unit(&number::grouped(amount), number::unit(lang, unit))
    })
}

/// The same in short: `12.3 k chars`.
pub(crate) fn other_use_in_short(lang: Lang, stats: &CallStats) -> String {
    other_amounts(lang, stats, |amount, unit| short_use(lang, amount, unit))
}

/// An amount that calls used, with its unit unless that is tokens: `12.3 k`, `87 images`.
pub(crate) fn short_use(lang: Lang, amount: Quantity, unit: Unit) -> String {
    number::with_unit(&number::short(lang, amount), number::unit_in_list(lang, unit).trim())
}

fn other_amounts(lang: Lang, stats: &CallStats, write: impl Fn(Quantity, Unit) -> String) -> String {
    let amount = |unit| stats.usage.counted_in(unit).filter(|amount| amount.is_positive());
    let units = [Unit::Images, Unit::Seconds, Unit::Characters].into_iter();
    let each = units.filter_map(|unit| Some(write(amount(unit)?, unit)));
    each.collect::<Vec<_>>().join(lang.pick(", ", "、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_two_or_three_digits() {
        for (duration, text) in [
            ("0", "0 ms"),
            ("812.4", "812 ms"),
            ("999.6", "1 s"),
            ("4100", "4.1 s"),
            ("61250", "61.2 s"),
            ("125000", "125 s"),
        ] {
            assert_eq!(milliseconds(Lang::English, duration.parse().unwrap()), text);
        }
    }

    #[test]
    fn a_count_says_what_it_does_not_know() {
        let stats = |calls, succeeded| CallStats { calls, succeeded, ..CallStats::default() };
        assert_eq!(count(&stats(Some(1234), None)), "1,234");
        assert_eq!(count(&stats(None, Some(12))), "12+");
        assert_eq!(count(&stats(None, None)), "");
        assert_eq!(calls(Lang::English, &stats(Some(1), None)), "1 call");
    }

    #[test]
    fn failures_are_named_with_status_and_code() {
        let failure = |status, code: &str, calls| CallFailure { status, code: code.into(), calls };
        let all = [failure(Some(429), "limit_requests", 1200), failure(None, "5xx", 2)];
        assert_eq!(failures(&all), "429 limit_requests 1,200, 5xx 2");
        assert_eq!(failures(&all[..1]), "429 limit_requests");
    }
}
