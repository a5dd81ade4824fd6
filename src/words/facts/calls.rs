//! Calls, who made them, why they failed, and how long they took.

use rust_decimal::Decimal;

use crate::{
    domain::{
        Unit,
        calls::{CallFailure, CallGrouping, CallStats, Caller, CallsSource},
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

/// Why calls failed, the most frequent code first: `403 AllocationQuota.FreeTierOnly 2`.
pub(crate) fn failures(failures: &[CallFailure]) -> String {
    let each = failures.iter().map(|failure| {
        let (code, calls) = (plain(&failure.code), number::count(failure.calls));
        match failure.status {
            Some(status) => format!("{status} {code} {calls}"),
            None => format!("{code} {calls}"),
        }
    });
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

/// What calls used that is not counted in tokens: `12 images`.
pub(crate) fn other_use(lang: Lang, stats: &CallStats) -> String {
    let units = [Unit::Images, Unit::Seconds, Unit::Characters];
    let amount = |unit| stats.usage.counted_in(unit).filter(|amount| amount.is_positive());
    let used = units.into_iter().filter_map(|unit| Some((amount(unit)?, unit)));
    let each =
        used.map(|(amount, unit)| number::with_unit(&number::grouped(amount), number::unit(lang, unit)));
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
    }
}
