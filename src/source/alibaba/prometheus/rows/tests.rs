use std::collections::BTreeMap;

use super::*;
use crate::source::prometheus::Sample;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

const FROM: &str = "2026-11-28T05:00:00Z";
const TO: &str = "2026-11-28T06:00:00Z";

fn rows() -> Rows {
    Rows::new(at(FROM), at(TO), TimeDelta::minutes(1))
}

/// `model=a apikey_id=1: 05:01:00 7, …` of each series.
fn found(series: &[&str]) -> Found {
    let read = |text: &str| {
        let (labels, samples) = text.split_once(": ").unwrap();
        let labels: BTreeMap<String, String> = labels
            .split_whitespace()
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let samples = samples.split(", ").map(|sample| {
            let (time, value) = sample.split_once(' ').unwrap();
            Sample { at: at(&format!("2026-11-28T{time}Z")), value: value.parse().unwrap() }
        });
        Series::new(labels, samples.collect())
    };
    Found { series: series.iter().map(|text| read(text)).collect(), ..Found::default() }
}

#[test]
fn outcomes_of_one_caller_are_one_row() {
    let mut rows = rows();
    rows.add_counts(&found(&[
        "model=qwen-max apikey_id=7 workspace_id=ws-a status_code=200: 06:00:00 40",
        "model=qwen-max apikey_id=7 workspace_id=ws-a status_code=403 error_code=AllocationQuota.FreeTierOnly: 06:00:00 3",
        "model=qwen-max apikey_id=7 workspace_id=ws-a status_code=500: 06:00:00 1",
        "model=qwen-max apikey_id=-1 workspace_id=ws-a status_code=200: 06:00:00 2",
        "model=qwen-max: 06:00:00 5",
        "apikey_id=7: 06:00:00 9",
    ]));
    assert_eq!(rows.odd, 1);
    let rows = rows.into_rows(false);
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            let caller = row.caller.as_ref().map(Caller::word);
            (caller, row.workspace.as_deref(), row.stats.calls, row.stats.failed)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (None, None, Some(5), Some(0)),
            (Some("7"), Some("ws-a"), Some(44), Some(4)),
            (Some("console"), Some("ws-a"), Some(2), Some(0)),
        ]
    );
    let failures: Vec<_> = rows[1].stats.failures.iter().map(|it| (it.status, &*it.code, it.calls)).collect();
    assert_eq!(failures, [(Some(403), "AllocationQuota.FreeTierOnly", 3), (Some(500), "500", 1)]);
    assert!(rows.iter().all(|row| row.series.is_none()));
}

/// Three calls at five past, one of them failed, and 60 of the 70 tokens.
fn with_series(usage: &[&str], use_series: &[&str]) -> Rows {
    let mut rows = rows();
    rows.add_counts(&found(&["model=a status_code=200: 06:00:00 2", "model=a status_code=429: 06:00:00 1"]));
    rows.add_call_series(&found(&[
        "model=a status_code=200: 05:05:00 1, 05:06:00 1",
        "model=a status_code=429: 05:06:00 1",
    ]));
    rows.add_usage(&found(usage));
    rows.add_use_series(&found(use_series));
    rows
}

#[test]
fn a_sample_counts_the_step_that_ends_with_it() {
    let usage =
        ["model=a usage_type=total_tokens: 06:00:00 70", "model=a usage_type=input_tokens: 06:00:00 50"];
    let over_time = [
        "model=a usage_type=total_tokens: 05:01:00 10, 06:00:00 60, 06:01:00 99",
        "model=a usage_type=input_tokens: 05:01:00 50",
    ];
    let rows = with_series(&usage, &over_time);
    assert_eq!(rows.metering_types().into_iter().collect::<Vec<_>>(), ["total_tokens"]);
    let rows = rows.into_rows(true);
    let series = rows[0].series.as_ref().unwrap();
    let points: Vec<_> = series
        .iter()
        .filter(|(_, point)| *point != CallPoint::default())
        .map(|(begin, it)| (begin.format("%H:%M").to_string(), it.calls, it.failed, it.used.to_string()))
        .collect();
    let point = |at: &str, calls, failed, used: &str| (at.to_owned(), calls, failed, used.to_owned());
    assert_eq!(
        points,
        [
            point("05:00", 0, 0, "10"),
            point("05:04", 1, 0, "0"),
            point("05:05", 2, 1, "0"),
            point("05:59", 0, 0, "60"),
        ]
    );
    assert_eq!(series.points().len(), 60);
    assert_eq!(rows[0].stats.last_call_at, Some(at("2026-11-28T05:05:00Z")));
    assert_eq!(rows[0].stats.usage.get(&UsageKind::TotalTokens), Some(70.into()));
}

#[test]
fn each_row_is_metered_by_its_own_unit() {
    for (usage, types) in [
        (
            &["model=a usage_type=total_tokens: 06:00:00 70", "model=a usage_type=image_count: 06:00:00 1"][..],
            &["total_tokens"][..],
        ),
        (
            &[
                "model=a usage_type=input_tokens: 06:00:00 7",
                "model=a usage_type=output_tokens: 06:00:00 1",
                "model=a usage_type=cache_tokens: 06:00:00 1",
            ],
            &["input_tokens", "output_tokens"],
        ),
        (&["model=a usage_type=image_count: 06:00:00 1"], &["image_count"]),
        (
            &["model=a usage_type=duration: 06:00:00 1", "model=a usage_type=audio_tts: 06:00:00 1"],
            &["duration"],
        ),
        (&["model=a usage_type=audio_tts: 06:00:00 1"], &["audio_tts"]),
        (&["model=a usage_type=times: 06:00:00 1", "model=a: 06:00:00 1"], &[]),
    ] {
        let rows = with_series(usage, &[]);
        assert_eq!(rows.metering_types().into_iter().collect::<Vec<_>>(), types, "{usage:?}");
    }
}

#[test]
fn a_series_that_lacks_what_was_used_is_none() {
    // No usage is stated of calls that succeeded: it is unknown, and so is that of the whole model.
    let mut rows = with_series(&[], &[]);
    rows.add_counts(&found(&[
        "model=a apikey_id=7 status_code=403: 06:00:00 2",
        "model=b status_code=403: 06:00:00 2",
    ]));
    let series = |rows: Vec<CallRow>| rows.iter().map(|row| row.series.is_some()).collect::<Vec<_>>();
    assert_eq!(series(rows.into_rows(true)), [false, false, true]);
    let usage = ["model=a usage_type=total_tokens: 06:00:00 70"];
    assert_eq!(series(with_series(&usage, &[]).into_rows(true)), [true]);
    assert_eq!(series(with_series(&usage, &[]).into_rows(false)), [false]);
    // Usage without a count: how many calls there were is not known.
    let mut rows = super::tests::rows();
    rows.add_usage(&found(&usage));
    let rows = rows.into_rows(true);
    assert_eq!((rows[0].stats.calls, rows[0].stats.failed), (None, None));
}

#[test]
fn durations_are_rounded_and_never_negative() {
    let mut rows = rows();
    rows.add_durations(&found(&["model=a: 06:00:00 812.33333333", "model=b: 06:00:00 -1"]), |stats| {
        &mut stats.duration_ms
    });
    let durations: Vec<_> = rows.into_rows(true).into_iter().map(|row| row.stats.duration_ms).collect();
    assert_eq!(durations, [Some("812.333".parse().unwrap()), None]);
}

#[test]
fn a_count_is_whole_and_fits() {
    for (value, expected) in [("0", 0), ("2.5", 2), ("2.6", 3), ("-3", 0), ("1e25", u64::MAX)] {
        assert_eq!(count(value.parse().unwrap()), expected, "{value}");
    }
}
