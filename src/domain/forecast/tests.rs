//! Edge cases, as tables. The quality of forecasts is measured in tests/it/forecast.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{calendar::Calendar, *};
use crate::domain::{
    Quantity, Quota, Zone,
    fixture::{BERLIN, at},
};

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

fn with(mut history: Vec<Seen>, change: impl Fn(&mut Seen)) -> Vec<Seen> {
    history.iter_mut().for_each(change);
    history
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
fn verdicts_that_need_no_outlook() {
    use Verdict::{Estimating, Stale};
    let now = |left| vec![seen(ago(0), ago(0), left)];
    let since = |hours, left| vec![seen(ago(hours), ago(0), left)];
    let expired = |history| with(history, |seen| seen.expires_at = Some(at(NOW)));
    let of_fifty = |history| with(history, |seen| seen.total = Some(quantity("50")));
    let not_used = |hours| Verdict::NotUsed { since: ago(hours) };
    let already_out = |after: Option<i64>, by| Verdict::AlreadyOut { after: after.map(ago), by: ago(by) };
    let counted_further =
        vec![seen(ago(9), ago(7), "5"), seen(ago(6), ago(3), "0"), seen(ago(2), ago(0), "-1")];
    let not_read_since = vec![seen(ago(90), ago(80), "5"), seen(ago(79), ago(60), "0")];
    let gap = vec![seen(ago(240), ago(240), "900000"), seen(ago(0), ago(0), "10")];
    for (what, history, verdict) in [
        ("no data", vec![], Estimating),
        ("one figure", now("999999"), Estimating),
        ("one figure of a whole grant", now("1000000"), not_used(0)),
        ("more than the grant", of_fifty(since(9, "80")), not_used(9)),
        ("half a day without use", since(12, "5"), Estimating),
        ("a day without use", since(25, "5"), not_used(25)),
        ("expires now", expired(even(48, "10", "500")), Verdict::Expired { at: at(NOW) }),
        ("expired comes first", expired(since(1, "0")), Verdict::Expired { at: at(NOW) }),
        ("used up from the first reading on", since(5, "0"), already_out(None, 5)),
        ("less than nothing", since(5, "-3"), already_out(None, 5)),
        ("used up, then counted further down", counted_further, already_out(Some(7), 6)),
        ("used up, and not read since", not_read_since, already_out(Some(80), 79)),
        ("not read for hours", vec![seen(ago(90), ago(3), "500")], Stale { read_at: ago(3) }),
        ("all use within a gap", gap, Estimating),
        ("read in the future", vec![seen(ago(-2), ago(-3), "5")], Estimating),
        ("read longer ago than is remembered", vec![seen(ago(9000), ago(8000), "5")], Estimating),
        ("three hours of slow use", even(3, "10", "5000"), Estimating),
    ] {
        let forecast = forecast(&history);
        assert_eq!((forecast.verdict, forecast.pace), (verdict, None), "{what}");
    }
}

#[test]
fn even_use_runs_out_on_time() {
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
}

#[test]
fn without_an_expiry_within_the_horizon_it_lasts() {
    for expires_at in [None, Some(at("2099-01-01T00:00:00Z"))] {
        let verdict = forecast(&with(even(72, "1", "500000"), |seen| seen.expires_at = expires_at)).verdict;
        assert!(
            matches!(verdict, Verdict::Lasts { beyond, .. } if beyond == at(NOW) + HORIZON),
            "{verdict:?}"
        );
    }
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
fn facts_that_are_stated_at_times_do_not_interrupt_the_use() {
    for omit in [|seen: &mut Seen| seen.expires_at = None, |seen: &mut Seen| seen.total = None] {
        let mut history = even(72, "1000", "48000");
        history.iter_mut().step_by(2).for_each(omit);
        let pace = forecast(&history).pace.unwrap();
        assert!((quantity("950")..quantity("1050")).contains(&pace.per_hour), "{pace:?}");
    }
}

#[test]
fn a_clock_that_was_set_back_hardly_changes_the_forecast() {
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

#[test]
fn working_hours_stay_with_the_local_clock() {
    // Two weeks of use from 9 to 17, 100 an hour, Monday to Friday; seen on Sunday after the change.
    let now = at("2026-10-25T12:00:00Z");
    let mut left = 100_000;
    let mut history = Vec::new();
    let mut hour = now - TimeDelta::days(14);
    while hour <= now {
        let kind = Calendar::over(BERLIN, hour.timestamp() / 3600 - 1, hour.timestamp() / 3600);
        if kind.from(0).next().is_some_and(|slot| (9..17).contains(&slot)) {
            left -= 100;
        }
        history.push(seen(hour, (hour + TimeDelta::minutes(59)).min(now), &left.to_string()));
        hour += TimeDelta::hours(1);
    }
    // Two working hours are left.
    let less = history.last().unwrap().remaining.minus_to_zero(quantity("200"));
    let history = with(history, |seen| seen.remaining = seen.remaining.minus_to_zero(less));
    let Verdict::RunsOut(out) = Forecaster::at(now, BERLIN).forecast(&history).verdict else { panic!() };
    let local = BERLIN.at(out.at);
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
    fn extreme_moments_do_not_panic(seconds in prop_oneof![Just(i64::MIN), Just(i64::MAX), any::<i64>()]) {
        let now = DateTime::from_timestamp(seconds, 0).unwrap_or(if seconds < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC });
        let history = with(even(48, "10", "500"), |seen| seen.expires_at = None);
        let _ = Forecaster::at(now, Zone::UTC).forecast(&history);
    }
}

#[test]
fn without_newer_figures_a_forecast_ages() {
    let quota = |hours: i64, expires: Option<i64>| Quota {
        total: Some(1_000.into()),
        remaining: Some(10.into()),
        expires_at: expires.map(|hours| at(NOW) + TimeDelta::hours(hours)),
        quota_status: None,
        read_at: ago(hours),
    };
    let pace = Some(Pace { per_hour: 1.into(), low: 1.into(), high: 1.into() });
    let (idle, out) = (Verdict::NotUsed { since: at(NOW) }, Verdict::AlreadyOut { after: None, by: at(NOW) });
    for (verdict, quota, aged) in [
        (idle, quota(2, Some(1)), idle),
        (idle, quota(3, Some(1)), Verdict::Stale { read_at: ago(3) }),
        (idle, quota(3, None), Verdict::Stale { read_at: ago(3) }),
        (idle, quota(0, Some(0)), Verdict::Expired { at: at(NOW) }),
        (out, quota(99, Some(1)), out),
        (out, quota(99, Some(-1)), Verdict::Expired { at: ago(1) }),
    ] {
        let mut forecast = Forecast { verdict, pace, ..Forecast::nothing_seen() };
        forecast.age(&quota, at(NOW));
        let stays = aged == verdict;
        assert_eq!((forecast.verdict, forecast.pace), (aged, pace.filter(|_| stays)), "{quota:?}");
    }
}
