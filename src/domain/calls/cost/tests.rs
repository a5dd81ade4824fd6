use chrono::TimeDelta;

use super::*;
use crate::domain::{
    Quota,
    calls::{CallPoint, CallRow, CallStats, CallsSource, UsageKind},
    fixture::{at, quota},
};

const FROM: &str = "2026-11-28T05:00:00Z";
const NOW: &str = "2026-11-28T06:00:00Z";

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn tokens(input: Option<&str>, output: Option<&str>) -> Charge {
    Charge::Tokens { input: input.map(decimal), output: output.map(decimal) }
}

fn row(model: &str, key: &str, usage: &[(UsageKind, u64)]) -> CallRow {
    let usage = usage.iter().map(|(kind, amount)| (kind.clone(), (*amount).into())).collect();
    let stats = CallStats { calls: Some(1), succeeded: Some(1), usage, ..CallStats::default() };
    CallRow { model: model.into(), caller: Caller::of(key), workspace: None, stats, series: None }
}

fn calls(rows: Vec<CallRow>) -> Calls {
    Calls {
        source: CallsSource::Console,
        range: CallRange::Hour,
        from: at(FROM),
        to: at(NOW),
        is_complete: true,
        workspace: None,
        rows,
        by_model: Vec::new(),
    }
}

/// A model whose calls are all billed.
fn billed_model(unit: Unit) -> Model {
    Model { quota: Some(quota("0", "0", "", NOW)), unit, ..Model::named("m".into()) }
}

/// At least, at most, and whether something has no price.
fn cost(usage: &[(UsageKind, u64)], model: Option<&Model>, charge: Option<Charge>) -> (String, String, bool) {
    let called = Called { model, used_up_by: None, charge };
    let cost = HourCost::of(&calls(vec![row("m", "1", usage)]), |_| called, at(NOW)).unwrap();
    let sum = cost.sum();
    (sum.least.to_string(), sum.most.to_string(), !cost.unpriced.is_empty())
}

#[test]
fn use_costs_its_list_price() {
    use UsageKind::{CachedTokens, Characters, Images, InputTokens, OutputTokens, Seconds, TotalTokens};
    let both = Some(tokens(Some("2"), Some("8")));
    for (unit, usage, charge, least, most, is_unpriced) in [
        (Unit::Tokens, &[(InputTokens, 1_000_000), (OutputTokens, 500_000)][..], both, "6", "6", false),
        (Unit::Tokens, &[(InputTokens, 1), (OutputTokens, 1)], both, "0.00001", "0.00001", false),
        // Cached input costs nothing, or as much as other input.
        (Unit::Tokens, &[(InputTokens, 1_000_000), (CachedTokens, 400_000)], both, "1.2", "2", false),
        (Unit::Tokens, &[(InputTokens, 1_000_000), (CachedTokens, 9_000_000)], both, "0", "2", false),
        // Only a total: all input, or all output.
        (Unit::Tokens, &[(TotalTokens, 1_000_000)], both, "2", "8", false),
        (Unit::Tokens, &[(TotalTokens, 3_000_000), (InputTokens, 1_000_000)], both, "6", "18", false),
        (Unit::Tokens, &[(TotalTokens, 1_000_000)], Some(tokens(Some("0.5"), None)), "0.5", "0.5", false),
        // A price of input alone says nothing of output.
        (
            Unit::Tokens,
            &[(InputTokens, 1_000_000), (OutputTokens, 1)],
            Some(tokens(Some("2"), None)),
            "2",
            "2",
            true,
        ),
        (
            Unit::Images,
            &[(Images, 3)],
            Some(Charge::Each(decimal("0.20"), Unit::Images)),
            "0.6",
            "0.6",
            false,
        ),
        (
            Unit::Seconds,
            &[(Seconds, 5)],
            Some(Charge::Each(decimal("0.24"), Unit::Seconds)),
            "1.2",
            "1.2",
            false,
        ),
        (
            Unit::Characters,
            &[(Characters, 10_000)],
            Some(Charge::Each(decimal("0.0002"), Unit::Characters)),
            "2",
            "2",
            false,
        ),
        // Metered in another unit than charged, not stated at all, without a price.
        (Unit::Images, &[(Images, 3)], both, "0", "0", true),
        (Unit::Tokens, &[], both, "0", "0", true),
        (Unit::Tokens, &[(TotalTokens, 1)], None, "0", "0", true),
        (Unit::Tokens, &[(TotalTokens, 0)], None, "0", "0", false),
    ] {
        let model = billed_model(unit);
        let expected = (least.to_owned(), most.to_owned(), is_unpriced);
        assert_eq!(cost(usage, Some(&model), charge), expected, "{usage:?} {charge:?}");
    }
    let endless = [(TotalTokens, u64::MAX)];
    let dear = Some(Charge::Tokens { input: Some(Decimal::MAX), output: None });
    assert!(!cost(&endless, Some(&billed_model(Unit::Tokens)), dear).2, "an overflow is survived");
}

#[test]
fn what_a_free_quota_covers_costs_nothing_and_needs_no_price() {
    use UsageKind::{InputTokens, OutputTokens};
    let usage = [(InputTokens, 600_000), (OutputTokens, 400_000)];
    let price = Some(tokens(Some("2"), Some("8")));
    let granted = |left: &str| Model {
        quota: Some(quota("5000000", left, "2026-12-28T00:00:00Z", NOW)),
        unit: Unit::Tokens,
        ..Model::named("m".into())
    };
    let stopped =
        Model { free_quota_only: Some(true), free_quota_only_read_at: Some(at(NOW)), ..granted("0") };
    let free = ("0".to_owned(), "0".to_owned(), false);
    for model in [granted("1000000"), stopped] {
        assert_eq!(cost(&usage, Some(&model), price), free);
        assert_eq!(cost(&usage, Some(&model), None), free);
    }
    let range = |least: &str, most: &str| (least.to_owned(), most.to_owned(), false);
    // 300,000 may be billed: all of it output; then 700,000: the rest is input.
    assert_eq!(cost(&usage, Some(&granted("700000")), price), range("0", "2.4"));
    assert_eq!(cost(&usage, Some(&granted("300000")), price), range("0", "3.8"));
    assert_eq!(cost(&usage, Some(&granted("0")), price), range("0", "4.4"), "used up, since when is unknown");
    assert_eq!(cost(&usage, None, price), range("0", "4.4"), "not listed");
    let unread = Model { quota: None::<Quota>, ..granted("0") };
    assert_eq!(cost(&usage, Some(&unread), price), range("0", "4.4"), "never read");
    assert!(cost(&usage, None, None).2);
}

#[test]
fn failed_calls_cost_nothing() {
    let model = billed_model(Unit::Tokens);
    let called = Called { model: Some(&model), used_up_by: None, charge: None };
    let mut refused = row("m", "1", &[]);
    (refused.stats.succeeded, refused.stats.failed) = (Some(0), Some(1));
    let cost = HourCost::of(&calls(vec![refused]), |_| called, at(NOW)).unwrap();
    assert_eq!(cost, HourCost::default());
}

#[test]
fn use_over_time_makes_up_for_late_statistics() {
    let mut calls = calls(vec![row("m", "1", &[(UsageKind::OutputTokens, 500_000)])]);
    let mut series = CallSeries::silent(at(FROM), at(NOW), TimeDelta::minutes(1));
    series.add(at("2026-11-28T05:57:00Z"), CallPoint { calls: 1, failed: 0, used: 1_000_000.into() });
    calls.by_model = vec![("m".into(), series)];
    let model = billed_model(Unit::Tokens);
    let charge = Some(tokens(Some("2"), Some("8")));
    let called = Called { model: Some(&model), used_up_by: None, charge };
    let cost = HourCost::of(&calls, |_| called, at(NOW)).unwrap();
    assert_eq!(cost.sum(), Range { least: decimal("5"), most: decimal("8") });
}

#[test]
fn the_dearest_model_is_first_with_its_caller_and_since_when() {
    let output = |amount| [(UsageKind::OutputTokens, amount)];
    let mut calls = calls(vec![
        row("cheap", "1", &output(5_000_000)),
        row("dear", "2", &output(1_000_000)),
        row("dear", "3", &output(2_000_000)),
        row("dear", "", &output(10)),
    ]);
    let mut series = CallSeries::silent(at(FROM), at(NOW), TimeDelta::minutes(1));
    for (minute, used) in
        [("2026-11-28T05:10:00Z", 100_u64), ("2026-11-28T05:52:00Z", 400), ("2026-11-28T05:56:00Z", 500)]
    {
        series.add(at(minute), CallPoint { calls: 1, failed: 0, used: used.into() });
    }
    calls.by_model = vec![("dear".into(), series)];
    let price = |name: &ModelName| match name.as_str() {
        "dear" => tokens(Some("1"), Some("20")),
        _ => tokens(Some("1"), Some("2")),
    };
    let cost =
        HourCost::of(&calls, |name| Called { charge: Some(price(name)), ..Called::default() }, at(NOW))
            .unwrap();
    let most: Vec<(&str, String)> =
        cost.models.iter().map(|(name, range)| (name.as_str(), range.most.to_string())).collect();
    assert_eq!(most, [("dear", "60.0002".to_owned()), ("cheap", "10".to_owned())]);
    assert_eq!(cost.mostly_since, Some(at("2026-11-28T05:52:00Z")), "900 of 1,000");
    assert_eq!(cost.caller, Some(Caller::ApiKey("3".into())));
    calls.range = CallRange::Day;
    assert_eq!(HourCost::of(&calls, |_| Called::default(), at(NOW)), None);
}
