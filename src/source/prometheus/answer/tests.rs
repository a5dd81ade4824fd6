use proptest::prelude::*;

use super::*;

const BOUNDS: Bounds = Bounds { bytes: 1 << 20, series: 3, samples: 5 };

fn vector(rows: &str) -> String {
    format!(r#"{{"status":"success","data":{{"resultType":"vector","result":[{rows}]}}}}"#)
}

/// Each series as `label=value … : time value, …`.
fn shown(found: &Found) -> Vec<String> {
    let series = |series: &Series| {
        let labels =
            ["model", "code"].into_iter().filter_map(|name| Some(format!("{name}={}", series.label(name)?)));
        let labels: Vec<String> = labels.collect();
        let samples = series.samples.iter().map(|it| format!("{} {}", it.at.to_rfc3339(), it.value));
        format!("{}: {}", labels.join(" "), samples.collect::<Vec<_>>().join(", "))
    };
    found.series.iter().map(series).collect()
}

#[test]
fn vectors_matrices_and_scalars_are_read() {
    let body = vector(
        r#"{"metric":{"model":"qwen-max","code":""},"value":[1764313200.123,"12"]},{"metric":{},"value":[1764313200,"NaN"]}"#,
    );
    let found = read(&body, BOUNDS).unwrap();
    assert_eq!(shown(&found), ["model=qwen-max: 2025-11-28T07:00:00.123+00:00 12", ": "]);
    assert_eq!((found.series[0].last(), found.series[1].last()), (Some(12.into()), None));
    let body = r#"{"status":"success","isPartial":false,"infos":["x"],"warnings":["a part is missing"],"data":{"stats":{},
        "result":[{"metric":{"model":"a"},"values":[[1764313200,"1e+02"],[1764313260,"+Inf"],[1764313320.5,"0.1"]],"histograms":[]}],
        "resultType":"matrix"}}"#;
    let found = read(body, BOUNDS).unwrap();
    let expected = "model=a: 2025-11-28T07:00:00+00:00 100, 2025-11-28T07:02:00.500+00:00 0.1";
    assert_eq!((shown(&found), found.odd), (vec![expected.to_owned()], 0));
    assert_eq!(found.warnings, ["a part is missing"]);
    let body = r#"{"status":"success","data":{"resultType":"scalar","result":[1764313200,"3"]}}"#;
    assert_eq!(shown(&read(body, BOUNDS).unwrap()), [": 2025-11-28T07:00:00+00:00 3"]);
    assert_eq!(read(&vector(""), BOUNDS), Ok(Found::default()));
}

#[test]
fn what_makes_no_sense_costs_itself_only() {
    for (rows, series, odd) in [
        (r#"7,{"metric":{"model":"a"},"value":[1,"1"]}"#, 1, 1),
        (r#"["a",[1,"1"]]"#, 0, 1),
        (r#"{"metric":[],"value":[1,"1"]}"#, 0, 1),
        (r#"{"metric":{"model":7},"value":[1,"1"]}"#, 0, 1),
        (r#"{"value":[1,1]}"#, 1, 1),
        (r#"{"value":["x","1"]}"#, 1, 1),
        (r#"{"value":[1,"1e99"]}"#, 1, 1),
        (r#"{"value":[1e30,"1"]}"#, 1, 1),
        (r#"{"values":[[1,"1"],[2],[3,"3"]]}"#, 1, 1),
        (r#"{"values":{}}"#, 1, 1),
        (r#"{"histogram":[1,{"count":"3"}]}"#, 1, 0),
    ] {
        let found = read(&vector(rows), BOUNDS).unwrap();
        assert_eq!((found.series.len(), found.odd), (series, odd), "{rows}");
    }
}

#[test]
fn too_much_is_an_error_and_not_a_part() {
    let rows = |count: usize, row: &str| vector(&vec![row; count].join(","));
    let one = r#"{"value":[1,"1"]}"#;
    assert_eq!(read(&rows(3, one), BOUNDS).unwrap().series.len(), 3);
    assert_eq!(read(&rows(4, one), BOUNDS), Err(NoSeries::TooManySeries));
    let many = format!(r#"{{"values":[{}]}}"#, [r#"[1,"1"]"#; 6].join(","));
    assert_eq!(read(&vector(&many), BOUNDS), Err(NoSeries::TooManySamples));
    let three = r#"{"values":[[1,"NaN"],[1,"1"],[1,"x"]]}"#;
    assert_eq!(read(&rows(2, three), BOUNDS), Err(NoSeries::TooManySamples));
}

#[test]
fn an_answer_is_prometheus_own_or_foreign() {
    let error =
        |kind: &str, message: &str| NoSeries::Error(Reported { kind: kind.into(), message: message.into() });
    for (body, why) in [
        (
            r#"{"status":"error","errorType":"bad_data","error":"parse error"}"#,
            error("bad_data", "parse error"),
        ),
        (r#"{"status":"error"}"#, error("", "")),
        ("<html>Sign in</html>", NoSeries::Foreign),
        ("", NoSeries::Foreign),
        ("[]", NoSeries::Foreign),
        ("{}", NoSeries::Foreign),
        (r#"["success",{"resultType":"vector","result":[]}]"#, NoSeries::Foreign),
        (r#"{"code":"200","data":{}}"#, NoSeries::Foreign),
        (r#"{"status":200,"data":{}}"#, NoSeries::Foreign),
        (r#"{"status":"success","data":{"resultType":"vec"#, NoSeries::Foreign),
        (r#"{"status":"success"}"#, NoSeries::Unclear("no result")),
        (r#"{"status":"success","data":[]}"#, NoSeries::Unclear("no result")),
        (r#"{"status":"success","data":{"resultType":"vector"}}"#, NoSeries::Unclear("no result")),
        (
            r#"{"status":"success","data":{"resultType":"string","result":[1,"a"]}}"#,
            NoSeries::Unclear("a result of another type"),
        ),
        (
            r#"{"status":"success","data":{"resultType":"vector","result":{}}}"#,
            NoSeries::Unclear("no list of series"),
        ),
    ] {
        assert_eq!(read(body, BOUNDS), Err(why), "{body}");
    }
    assert_eq!(reported(r#"{"status":"success","data":{}}"#), None);
}

proptest! {
    #[test]
    fn any_text_is_survived(text in ".*", json in r#"[\[\]{},:"a1]{0,20}"#) {
        let _ = read(&text, BOUNDS);
        let _ = read(&vector(&text), BOUNDS);
        let _ = read(&vector(&format!(r#"{{"metric":{json},"value":{json},"values":{json}}}"#)), BOUNDS);
        let _ = read(&vector(&format!(r#"{{"values":[{json}]}}"#)), BOUNDS);
    }

    #[test]
    fn samples_survive_digit_by_digit(whole in any::<u32>(), places in 0_u32..6, at in 0_i64..4_000_000_000_000) {
        let number = Decimal::new(whole.into(), places).normalize();
        let seconds = Decimal::new(at, 3).normalize();
        let body = vector(&format!(r#"{{"value":[{seconds},"{number}"]}}"#));
        let found = read(&body, BOUNDS).unwrap();
        prop_assert_eq!(&found.series[0].samples, &[Sample {
            at: DateTime::from_timestamp_millis(at).unwrap(), value: number.into(),
        }]);
    }
}
