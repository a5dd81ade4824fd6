//! Edge cases, as tables. The quality of forecasts is measured in tests/it/forecast.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{calendar::Calendar, *};
use crate::domain::{Quantity, Zone, fixture::at};

const NOW: &str = "2026-11-20T12:00:00Z";

fn ago(hours: i64) -> DateTime<Utc> {
    at(NOW) - TimeDelta::hours(hours)
}

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

fn seen(from: DateTime<Utc>, until: DateTime<Utc>, remaining: &str) -> Seen {
    Seen {
        from,
        until,
        remaining: quantity(remaining),
        total: Some(quantity("1000000")),
        expires_at: Some(at("2026-12-20T12:00:00Z")),
    }
}

/// `hours` hours until now, each of which took `pace`, down to `left`.
fn even(hours: i64, pace: &str, left: &str) -> Vec<Seen> {
    let (pace, left) = (quantity(pace).decimal(), quantity(left).decimal());
    (0..=hours)
        .rev()
        .map(|ago_hours| {
            let from = ago(ago_hours);
            let remaining: Quantity = (left + pace * Decimal::from(ago_hours)).into();
            let until = (from + TimeDelta::minutes(59)).min(at(NOW));
            Seen { remaining, ..seen(from, until, "0") }
        })
        .collect()
}

fn with(history: Vec<Seen>, change: impl Fn(&mut Seen)) -> Vec<Seen> {
    history
        .into_iter()
        .map(|mut seen| {
            change(&mut seen);
            seen
        })
        .collect()
}

fn forecast(history: &[Seen]) -> Forecast {
    Forecaster::at(at(NOW), Zone::UTC).forecast(history)
}

fn runs_out(history: &[Seen]) -> RunsOut {
    match forecast(history).verdict {
        Verdict::RunsOut(out) => out,
        other => panic!("{other:?}"),
    }
}

/// Whether `instant` is within `hours` of `expected`.
fn is_near(instant: DateTime<Utc>, expected: DateTime<Utc>, hours: i64) -> bool {
    (instant - expected).abs() <= TimeDelta::hours(hours)
}

#[test]
fn what_needs_no_look_ahead() {
    let expired = |seen: &mut Seen| seen.expires_at = Some(at(NOW));
    let growing = |seen: &mut Seen| seen.total = Some(quantity("50"));
    for (what, history, verdict) in [
        ("no data", vec![], Verdict::Estimating),
        ("one figure", vec![seen(ago(0), ago(0), "999999")], Verdict::Estimating),
        (
            "one figure of a whole grant",
            vec![seen(ago(0), ago(0), "1000000")],
            Verdict::NotUsed { since: ago(0) },
        ),
        (
            "more than the grant",
            with(vec![seen(ago(9), ago(0), "80")], growing),
            Verdict::NotUsed { since: ago(9) },
        ),
        ("half a day without use", vec![seen(ago(12), ago(0), "5")], Verdict::Estimating),
        ("a day without use", vec![seen(ago(25), ago(0), "5")], Verdict::NotUsed { since: ago(25) }),
        ("now is the expiry", with(even(48, "10", "500"), expired), Verdict::Expired { at: at(NOW) }),
        (
            "expired comes first",
            with(vec![seen(ago(1), ago(0), "0")], expired),
            Verdict::Expired { at: at(NOW) },
        ),
        (
            "used up as ever seen",
            vec![seen(ago(5), ago(0), "0")],
            Verdict::AlreadyOut { after: None, by: ago(5) },
        ),
        (
            "less than nothing",
            vec![seen(ago(5), ago(0), "-3")],
            Verdict::AlreadyOut { after: None, by: ago(5) },
        ),
        (
            "used up, then counted further down",
            vec![seen(ago(9), ago(7), "5"), seen(ago(6), ago(3), "0"), seen(ago(2), ago(0), "-1")],
            Verdict::AlreadyOut { after: Some(ago(7)), by: ago(6) },
        ),
        (
            "used up, and not read since",
            vec![seen(ago(90), ago(80), "5"), seen(ago(79), ago(60), "0")],
            Verdict::AlreadyOut { after: Some(ago(80)), by: ago(79) },
        ),
        ("not read for hours", vec![seen(ago(90), ago(3), "500")], Verdict::Stale { read_at: ago(3) }),
        (
            "a gap over everything",
            vec![seen(ago(240), ago(240), "900000"), seen(ago(0), ago(0), "10")],
            Verdict::Estimating,
        ),
        ("read in the future", vec![seen(ago(-2), ago(-3), "5")], Verdict::Estimating),
        ("read before all memory", vec![seen(ago(9000), ago(8000), "5")], Verdict::Estimating),
        ("three hours of slow use", even(3, "10", "5000"), Verdict::Estimating),
    ] {
        let forecast = forecast(&history);
        assert_eq!(forecast.verdict, verdict, "{what}");
        assert_eq!(forecast.pace, None, "{what}");
    }
}

#[test]
fn even_use_runs_out_where_it_must() {
    for (what, history, hours, tolerance) in [
        ("tokens", even(72, "1000", "48000"), 48, 2),
        ("without a total", with(even(72, "1000", "48000"), |seen| seen.total = None), 48, 2),
        ("without an expiry", with(even(72, "1000", "48000"), |seen| seen.expires_at = None), 48, 2),
        ("fractions of seconds", even(72, "0.74", "35.5"), 48, 2),
        ("huge numbers", even(72, "1000000000000000000000000", "48000000000000000000000000"), 48, 2),
        ("a few hours, and soon", even(8, "1000", "4000"), 4, 1),
        ("gone by now", even(72, "1000", "1"), 0, 1),
    ] {
        let out = runs_out(&history);
        assert!(is_near(out.at, ago(-hours), tolerance), "{what}: {out:?}");
        assert!(
            out.earliest <= out.at && out.latest.is_none_or(|latest| out.at <= latest),
            "{what}: {out:?}"
        );
        assert!(out.latest.is_some_and(|latest| is_near(latest, out.at, 24)), "{what}: {out:?}");
        let expires = history[0].expires_at;
        assert_eq!(out.before_expiry, expires.map(|expires| expires - out.at), "{what}");
    }
}

#[test]
fn the_pace_and_the_hour_are_stated_in_units() {
    for (pace, left, near) in [("1000", "48000", 1000.0), ("0.74", "35.5", 0.74)] {
        let forecast = forecast(&even(72, pace, left));
        let stated = forecast.pace.unwrap();
        assert!(stated.low <= stated.per_hour && stated.per_hour <= stated.high, "{stated:?}");
        let per_hour: f64 = stated.per_hour.to_string().parse().unwrap();
        assert!((per_hour / near - 1.0).abs() < 0.02, "{stated:?}");
        assert!(forecast.hourly_use.unwrap() >= quantity(pace), "{forecast:?}");
        assert!((70..=73).contains(&forecast.data.num_hours()), "{forecast:?}");
    }
}

#[test]
fn a_near_expiry_does_not_slow_the_pace() {
    let history = with(even(72, "1000", "48000"), |seen| seen.expires_at = Some(ago(-2)));
    let pace = forecast(&history).pace.unwrap();
    assert!((quantity("950")..quantity("1050")).contains(&pace.per_hour), "{pace:?}");
}

#[test]
fn a_burst_of_the_last_days_counts_for_the_hour() {
    let mut history = even(72, "10", "48000");
    let risen = |seen: &mut Seen| seen.remaining = seen.remaining.plus(quantity("30000"));
    history.iter_mut().filter(|seen| seen.from < ago(40)).for_each(risen);
    let forecast = forecast(&history);
    assert!((quantity("30000")..quantity("48000")).contains(&forecast.hourly_use.unwrap()), "{forecast:?}");
}

#[test]
fn what_is_not_used_up_lapses() {
    let history = even(72, "1", "5000");
    let forecast = forecast(&history);
    let Verdict::Lapses(lapses) = forecast.verdict else { panic!("{forecast:?}") };
    assert_eq!(lapses.at, history[0].expires_at.unwrap());
    assert!(lapses.least <= lapses.left && lapses.left <= lapses.most, "{lapses:?}");
    // 30 days at one an hour
    assert!((quantity("4200")..quantity("4360")).contains(&lapses.left), "{lapses:?}");
    assert_eq!(forecast.lapses(quantity("5000")), Some(lapses.left));
    let never = forecast_of_open(&even(72, "1", "500000"));
    assert!(matches!(never, Verdict::Lasts { beyond, .. } if beyond == at(NOW) + HORIZON), "{never:?}");
    let later = with(even(72, "1", "500000"), |seen| seen.expires_at = Some(at("2099-01-01T00:00:00Z")));
    assert!(matches!(super::tests::forecast(&later).verdict, Verdict::Lasts { .. }));
}

fn forecast_of_open(history: &[Seen]) -> Verdict {
    forecast(&with(history.to_vec(), |seen| seen.expires_at = None)).verdict
}

#[test]
fn at_todays_pace_it_is_not_said_to_last() {
    // Hardly used for three weeks, then all day: the level alone does not expect that to continue.
    let mut history = even(500, "1", "12000");
    let risen = |seen: &mut Seen| {
        let hours = (at(NOW) - seen.from).num_hours().min(24);
        seen.remaining = seen.remaining.plus(Decimal::from(hours * 1000).into());
    };
    history.iter_mut().for_each(risen);
    let slow = runs_out(&history);
    assert!(slow.at > ago(-20), "{slow:?}");
    let out = runs_out(&with(history, |seen| seen.expires_at = Some(ago(-20))));
    assert!(is_near(out.at, ago(-12), 1) && out.earliest <= out.at && out.latest.is_none(), "{out:?}");
}

#[test]
fn a_refill_does_not_change_the_pace_and_is_no_use() {
    for (what, total, expires) in [
        ("only more left", "1000000", "2026-12-20T12:00:00Z"),
        ("a new grant", "2000000", "2027-01-20T12:00:00Z"),
        ("a later expiry", "1000000", "2027-01-20T12:00:00Z"),
    ] {
        let mut history = even(72, "1000", "48000");
        for old in history.iter_mut().filter(|seen| seen.from < ago(6)) {
            let before = if what == "a later expiry" { "90000" } else { "0" };
            old.remaining = quantity(before).plus(old.remaining.minus_to_zero(quantity("50000")));
        }
        for new in history.iter_mut().filter(|seen| seen.from >= ago(6)) {
            (new.total, new.expires_at) = (Some(quantity(total)), Some(at(expires)));
        }
        let out = runs_out(&history);
        assert!(is_near(out.at, ago(-48), 3), "{what}: {out:?}");
        let pace = forecast(&history).pace.unwrap();
        assert!((quantity("950")..quantity("1050")).contains(&pace.per_hour), "{what}: {pace:?}");
    }
}

#[test]
fn a_clock_that_was_set_back_does_little_harm() {
    let mut history = even(72, "1000", "48000");
    // For three hours it was two hours ahead; then these figures came, in this order.
    let ahead = |seen: &mut Seen| {
        seen.from += TimeDelta::hours(2);
        seen.until += TimeDelta::hours(2);
    };
    history.iter_mut().filter(|seen| (ago(33)..ago(30)).contains(&seen.from)).for_each(ahead);
    assert!(!history.is_sorted_by_key(|seen| seen.from));
    let out = runs_out(&history);
    assert!(is_near(out.at, ago(-48), 6), "{out:?}");
}

/// Central Europe around 2026-10-25: UTC+2, from 01:00 UTC on UTC+1.
fn berlin(instant: DateTime<Utc>) -> FixedOffset {
    let hours = if instant < at("2026-10-25T01:00:00Z") { 2 } else { 1 };
    FixedOffset::east_opt(hours * 3600).unwrap()
}

#[test]
fn working_hours_stay_with_the_local_clock() {
    // Two weeks of use from 9 to 17, 100 an hour, Monday to Friday; seen on Sunday after the change.
    let now = at("2026-10-25T12:00:00Z");
    let mut left = 100_000;
    let mut history = Vec::new();
    let mut hour = now - TimeDelta::days(14);
    while hour <= now {
        let kind = Calendar::over(Zone(berlin), hour.timestamp() / 3600 - 1, hour.timestamp() / 3600);
        if kind.from(0).next().is_some_and(|slot| (9..17).contains(&slot)) {
            left -= 100;
        }
        history.push(seen(hour, (hour + TimeDelta::minutes(59)).min(now), &left.to_string()));
        hour += TimeDelta::hours(1);
    }
    // Two working hours are left.
    let less = history.last().unwrap().remaining.minus_to_zero(quantity("200"));
    let history = with(history, |seen| seen.remaining = seen.remaining.minus_to_zero(less));
    let Verdict::RunsOut(out) = Forecaster::at(now, Zone(berlin)).forecast(&history).verdict else {
        panic!()
    };
    let local = Zone(berlin).at(out.at);
    let expected = at("2026-10-26T10:00:00Z"); // Monday at 11 by the local clock
    assert!(is_near(out.at, expected, 2), "{local}");
}

#[test]
fn the_cone_widens_from_what_is_left() {
    let history = even(72, "1000", "48000");
    let cone = Forecaster::at(at(NOW), Zone::UTC).cone(&history, ago(-96), 25);
    assert_eq!(cone.len(), 25);
    assert_eq!((cone[0].at, cone[24].at), (ago(0), ago(-96)));
    assert_eq!(cone[0].left, quantity("48000"));
    assert!(cone.windows(2).all(|pair| pair[1].left <= pair[0].left && pair[1].least <= pair[0].least));
    assert!(cone.iter().all(|point| point.least <= point.left && point.left <= point.most));
    assert_eq!(cone[24].left, Quantity::ZERO);
    let forecaster = Forecaster::at(at(NOW), Zone::UTC);
    assert_eq!(forecaster.cone(&[], ago(-96), 25), []);
    assert_eq!(forecaster.cone(&history, ago(-96), 0), []);
    assert_eq!(forecaster.cone(&history, ago(96), 1).len(), 1);
}

fn any_figure() -> impl Strategy<Value = Seen> {
    let number = prop_oneof![
        Just("0".to_owned()),
        Just("79228162514264337593543950335".to_owned()),
        (-1000_i64..1_000_000).prop_map(|whole| format!("{whole}.5")),
    ];
    let minutes = prop_oneof![-60_i64..60_000, Just(i64::from(i32::MAX))];
    (minutes, -60_i64..600, number, any::<Option<bool>>(), any::<Option<i16>>()).prop_map(
        |(from, length, remaining, total, expires)| {
            let from = at(NOW) - TimeDelta::minutes(from);
            Seen {
                total: total.map(|is_large| quantity(if is_large { "1000000" } else { "10" })),
                expires_at: expires.map(|hours| at(NOW) + TimeDelta::hours(hours.into())),
                ..seen(from, from + TimeDelta::minutes(length), &remaining)
            }
        },
    )
}

proptest! {
    #[test]
    fn any_history_has_a_forecast_in_order(history in prop::collection::vec(any_figure(), 0..40), one in any::<bool>()) {
        // Half of them have one grant, so that there is something to forecast.
        let history = if one { with(history, |seen| (seen.total, seen.expires_at) = (None, Some(ago(-500)))) } else { history };
        let forecast = forecast(&history);
        match forecast.verdict {
            Verdict::RunsOut(out) => {
                prop_assert!(at(NOW) <= out.earliest && out.earliest <= out.at);
                prop_assert!(out.latest.is_none_or(|latest| out.at <= latest));
                prop_assert!(out.before_expiry.is_none_or(|before| before > TimeDelta::zero()));
            }
            Verdict::Lapses(lapses) => prop_assert!(lapses.least <= lapses.left && lapses.left <= lapses.most),
            _ => {}
        }
        let cone = Forecaster::at(at(NOW), Zone::UTC).cone(&history, ago(-240), 9);
        prop_assert_eq!(cone.is_empty(), forecast.pace.is_none());
        prop_assert!(cone.iter().all(|point| point.least <= point.left && point.left <= point.most));
    }

    #[test]
    fn extreme_moments_do_no_harm(seconds in prop_oneof![Just(i64::MIN), Just(i64::MAX), any::<i64>()]) {
        let now = DateTime::from_timestamp(seconds, 0).unwrap_or(if seconds < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC });
        let history = with(even(48, "10", "500"), |seen| seen.expires_at = None);
        let _ = Forecaster::at(now, Zone::UTC).forecast(&history);
    }
}
