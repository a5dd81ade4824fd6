//! Selectors that a real Prometheus parses: any value of a label finds its own series and no other.

use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use quotatop::source::prometheus::promql::{Compare, Fold, Selector, any_of};

use super::fixture::*;
use crate::support::prometheus::Prometheus;

/// Values that break a quotation somewhere.
const VALUES: [&str; 24] = [
    "qwen-max",
    "",
    " ",
    "\"",
    "\\",
    "\\\"",
    "\"} or vector(1) #",
    "a\nb",
    "\n",
    "\r\n",
    "\t",
    "\u{1}\u{7f}\u{85}",
    "\u{fffd}",
    "\\n",
    "\\u0041",
    "'",
    "`",
    "{}[]()",
    "$1 ${a} %s %25",
    ".*",
    "a|b",
    "模型",
    "👩‍👩‍👧 e\u{301}",
    "\u{202e}\u{feff}\u{2028}",
];

fn values() -> Vec<String> {
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    // The text format has no way to write a NUL or a carriage return alone at the end of a line.
    let random = proptest::collection::vec("[^\u{0}]{1,12}", 200);
    let mut values: Vec<String> = VALUES.map(str::to_owned).into();
    values.extend(random.new_tree(&mut runner).unwrap().current());
    values.sort();
    values.dedup();
    values
}

#[test]
fn any_value_of_a_label_finds_its_own_series() {
    let values = values();
    let mut samples = Samples::default();
    samples.metric("m");
    for (number, value) in values.iter().enumerate() {
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        samples.sample("m", &format!("n=\"{number}\",value=\"{escaped}\""), ("1", to()));
    }
    let Some(prometheus) = Prometheus::start(samples.text()) else { return };
    let found = |selector: Selector| -> Vec<usize> {
        let expr = selector.newest().unwrap().to_string();
        let rows =
            prometheus.query(&expr, "2026-11-28T06:00:00Z").unwrap_or_else(|error| panic!("{expr}: {error}"));
        rows.iter().map(|row| row["metric"]["n"].as_str().unwrap().parse().unwrap()).collect()
    };
    let selector = || Selector::of("m");
    assert_eq!(found(selector()).len(), values.len());
    for (number, value) in values.iter().enumerate() {
        assert_eq!(found(selector().with("value", Compare::Equal, value)), [number], "{value:?}");
        let others = found(selector().with("value", Compare::NotEqual, value)).len();
        assert_eq!(others, values.len() - 1, "{value:?}");
        let literally = any_of([value.as_str()]);
        assert_eq!(found(selector().with("value", Compare::Matches, &literally)), [number], "{value:?}");
    }
    let some = any_of(values.iter().take(50).map(String::as_str));
    assert_eq!(found(selector().with("value", Compare::Matches, &some)).len(), 50);
    assert_eq!(found(selector().with("value", Compare::DoesNotMatch, &some)).len(), values.len() - 50);
}

#[test]
fn windows_that_follow_each_other_count_every_sample_once() {
    let mut samples = Samples::default();
    samples.metric("m");
    // Every half minute, on the borders of the windows too.
    for halves in 0..=240 {
        samples.sample("m", "a=\"b\"", ("1", to() - TimeDelta::seconds(30 * (240 - halves))));
    }
    let Some(prometheus) = Prometheus::start(samples.text()) else { return };
    let sum = |window: TimeDelta, at: DateTime<Utc>| -> u64 {
        let expr = Selector::of("m")
            .over_time(Fold::Sum, window)
            .and_then(|expr| expr.by(Fold::Sum, &["a"]))
            .unwrap();
        let rows = prometheus.query(&expr.to_string(), &at.to_rfc3339()).unwrap();
        rows.iter().map(|row| row["value"][1].as_str().unwrap().parse::<u64>().unwrap()).sum()
    };
    for window in [TimeDelta::seconds(30), TimeDelta::minutes(1), TimeDelta::minutes(15), TimeDelta::hours(1)]
    {
        let expected = u64::try_from(window.num_seconds() / 30).unwrap();
        for windows in 0..2 {
            assert_eq!(sum(window, to() - window * windows), expected, "{window}");
        }
        // Off the borders.
        assert_eq!(sum(window, to() - TimeDelta::seconds(7)), expected, "{window}");
    }
    assert_eq!(sum(TimeDelta::days(30), to()), 241);
}
