//! How much is read: a large account whole, and more than that not at all.

use quotatop::domain::Limit;

use super::fixture::*;

/// Rows of this many models with ten keys each, over 120 steps.
fn large(models: usize) -> BTreeMap<&'static str, (String, String)> {
    let begin = CallRange::Month.begin(to());
    let times: Vec<i64> =
        (1..=120).map(|step| (begin + CallRange::Month.step() * step).timestamp()).collect();
    let rows = |more: &str, value: u64| {
        let (mut vector, mut matrix) = (Vec::new(), Vec::new());
        for (model, key) in (0..models).flat_map(|model| (0..10).map(move |key| (model, key))) {
            let metric = format!(
                r#"{{"model":"model-{model}","apikey_id":"{key}","workspace_id":"llm-0abc",{more}}}"#
            );
            vector.push(format!(r#"{{"metric":{metric},"value":[{},"{}"]}}"#, to().timestamp(), value * 120));
            let values: Vec<String> = times.iter().map(|time| format!(r#"[{time},"{value}"]"#)).collect();
            matrix.push(format!(r#"{{"metric":{metric},"values":[{}]}}"#, values.join(",")));
        }
        (vector.join(","), matrix.join(","))
    };
    BTreeMap::from([
        ("model_call_count", rows(r#""status_code":"200""#, 12)),
        ("model_usage", rows(r#""usage_type":"total_tokens""#, 3456)),
    ])
}

#[tokio::test]
async fn two_hundred_models_with_ten_keys_are_read_whole() {
    let bench = delivering();
    bench.standin.change(|facts| facts.monitoring.rows = large(200));
    let reading = bench.source.calls_from_prometheus(CallRange::Month, to()).await.unwrap();
    assert_eq!((reading.failed, reading.calls.rows.len()), (None, 2000));
    for row in &reading.calls.rows {
        let series = row.series.as_ref().unwrap();
        assert!(
            series
                .points()
                .iter()
                .all(|point| (point.calls, point.failed, point.used) == (12, 0, 3456.into()))
        );
        assert_eq!((series.points().len(), row.stats.calls), (120, Some(1440)));
    }
}

#[tokio::test]
async fn more_series_than_any_account_has_are_an_error() {
    let bench = delivering();
    let row = r#"{"metric":{"model":"a"},"value":[1,"1"]}"#;
    bench.standin.change(|facts| {
        facts.monitoring.rows.insert("model_call_count", (vec![row; 20_001].join(","), String::new()));
    });
    let over = |limit| Cause::OverLimit { what: "the monitoring data".into(), limit };
    assert_eq!(cause(&bench).await, over(Limit::Series(20_000)));
    // Of what follows the counts, it is what is missing.
    let bench = delivering();
    let many =
        format!(r#"{{"metric":{{"model":"a"}},"values":[{}]}}"#, vec![r#"[1,"1"]"#; 1_000_001].join(","));
    bench.standin.change(|facts| facts.monitoring.rows.get_mut("model_call_count").unwrap().1 = many);
    let reading = read(&bench).await.unwrap();
    assert_eq!(reading.failed, Some(over(Limit::Samples(1_000_000))));
    assert!(reading.calls.rows[0].series.is_none() && reading.calls.rows[0].stats.duration_ms.is_some());
}
