//! The rules of balance, spend and feeds at their thresholds: just before, at, within the margin, and again.

use super::*;

#[test]
fn overdue_and_good_again() {
    let mut stage = Stage::with(&[]);
    for (available, key) in [
        (Some("0"), None),
        (Some("-0.01"), Some("2026-11-22T06:15:07Z")),
        (Some("-12.40"), None),
        (None, None),
        (Some("-12.40"), None),
        (Some("0"), Some("2026-11-22T06:15:07Z/cleared")),
        (Some("5"), None),
        (Some("-1"), Some("2026-11-22T06:21:07Z")),
    ] {
        stage.available(available);
        assert_eq!(stage.look(), expected(Rule::Overdue, "", key), "{available:?}");
    }
}

#[test]
fn balance_below() {
    let mut stage = Stage::with(&[]);
    stage.rules.balance_below = Some("5.00".parse().unwrap());
    for (available, key) in [
        ("5", None),
        ("4.99", Some("2026-11-22T06:15:07Z")),
        ("5.49", None),
        ("4", None),
        ("5.50", None),
        ("5", None),
        ("4.99", Some("2026-11-22T06:20:07Z")),
    ] {
        stage.available(Some(available));
        assert_eq!(stage.look(), expected(Rule::BalanceBelow, "", key), "{available}");
    }
}

#[test]
fn spend() {
    let mut stage = Stage::with(&[]);
    stage.rules.monthly_spend = Some("20.00".parse().unwrap());
    for (cycle, to_date, projected, id) in [
        ("2026-11", Some("5"), None, None),
        ("2026-11", Some("5"), Some("20"), None),
        ("2026-11", Some("5"), Some("20.01"), Some("spend_projected/2026-11/20")),
        ("2026-11", Some("6"), Some("18"), None),
        ("2026-11", Some("6"), Some("30"), None),
        ("2026-11", Some("20"), Some("30"), None),
        ("2026-11", None, None, None),
        ("2026-11", Some("20.01"), Some("31"), Some("spend_over/2026-11/20")),
        ("2026-11", Some("25"), None, None),
        // refunded, and over again: once per cycle
        ("2026-11", Some("10"), None, None),
        ("2026-11", Some("21"), None, None),
        ("2026-12", Some("0"), None, None),
        ("2026-12", Some("21"), None, Some("spend_over/2026-12/20")),
    ] {
        stage.spent(cycle, to_date, projected);
        let ids: Vec<String> = id.map(|id| format!("default/{id}")).into_iter().collect();
        assert_eq!(stage.look(), ids, "{cycle} {to_date:?} {projected:?}");
    }
    assert_eq!(stage.active(), ["spend_over "]);
    stage.rules.monthly_spend = Some("21.00".parse().unwrap());
    assert_eq!(stage.look(), NOTHING);
    stage.spent("2026-12", Some("21.01"), None);
    assert_eq!(stage.look(), ["default/spend_over/2026-12/21"]);
}

#[test]
fn speed() {
    let mut stage = Stage::with(&[]);
    stage.rules.hourly_spend = Some("5.00".parse().unwrap());
    for (least, most, key) in [
        ("0", "0", None),
        ("4", "4.99", None),
        // at the limit, and whether or not it is certain
        ("0", "5", Some("2026-11-22T06:16:07Z")),
        ("90", "100", None),
        ("4.6", "4.6", None),
        ("4.6", "5.1", None),
        // cleared without news, and another burst
        ("4.5", "4.5", None),
        ("4.9", "4.9", None),
        ("5", "5", Some("2026-11-22T06:22:07Z")),
    ] {
        stage.speed(least, most);
        assert_eq!(stage.look(), expected(Rule::SpendSpeed, "", key), "{least} {most}");
    }
    assert_eq!(stage.active(), ["spend_speed "]);
    stage.rules.off.insert(Rule::SpendSpeed);
    assert_eq!(stage.look(), NOTHING);
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn a_limit_of_nothing_is_reached_by_the_first_cost() {
    let mut stage = Stage::with(&[]);
    stage.rules.hourly_spend = Some(0.into());
    stage.speed("0", "0");
    assert_eq!(stage.look(), NOTHING);
    stage.speed("0", "0.0001");
    assert_eq!(stage.look().len(), 1);
    stage.speed("0", "0");
    stage.look();
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn an_hour_without_all_its_calls_proves_only_that_the_limit_is_reached() {
    let mut stage = Stage::with(&[]);
    stage.rules.hourly_spend = Some(5.into());
    for (most, active) in [("4", false), ("6", true), ("1", true)] {
        stage.speed("0", most);
        stage.seen.speed.as_mut().unwrap().at_least = true;
        stage.look();
        assert_eq!(!stage.active().is_empty(), active, "{most}");
    }
    stage.speed("0", "1");
    stage.look();
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn an_hour_that_ended_long_ago_says_nothing() {
    for (age, count) in [(3_600, 1), (3_601, 0)] {
        let mut stage = Stage::with(&[]);
        stage.rules.hourly_spend = Some(5.into());
        stage.speed("6", "6");
        stage.now += TimeDelta::seconds(age);
        assert_eq!(stage.glance().events.len(), count, "{age} s ago");
    }
}

#[test]
fn a_feed_that_fails_for_long() {
    let mut stage = Stage::with(&[]);
    let since = "2026-11-22T06:20:00Z";
    for (now, failure, key) in [
        ("2026-11-22T06:19:59Z", None, None),
        ("2026-11-22T06:49:59Z", Some((timed_out(), since)), None),
        ("2026-11-22T06:50:00Z", Some((timed_out(), since)), Some("2026-11-22T06:20:00Z")),
        ("2026-11-22T07:30:00Z", Some((timed_out(), since)), None),
        // after a restart the failure counts again from the start
        ("2026-11-22T08:01:00Z", Some((timed_out(), "2026-11-22T08:00:00Z")), None),
        ("2026-11-22T08:31:00Z", Some((timed_out(), "2026-11-22T08:00:00Z")), None),
        ("2026-11-22T08:32:00Z", None, Some("2026-11-22T06:20:00Z/cleared")),
        ("2026-11-22T08:33:00Z", None, None),
        ("2026-11-22T09:30:00Z", Some((timed_out(), "2026-11-22T09:00:00Z")), Some("2026-11-22T09:00:00Z")),
    ] {
        stage.failing(failure);
        assert_eq!(stage.look_at(now), expected(Rule::FeedFailing, "quotas/", key), "{now}");
    }
}

#[test]
fn the_last_answer_before_a_failure_is_no_recovery() {
    let mut stage = Stage::with(&[]);
    stage.failing(None);
    stage.look();
    stage.failing(Some((timed_out(), "2026-11-22T06:15:00Z")));
    stage.now = at("2026-11-22T06:45:00Z");
    assert_eq!(stage.glance().events.len(), 1);
    stage.failing(None);
    assert_eq!(stage.glance().events, [], "restarted: the store's data, nothing fetched yet");
    assert_eq!(stage.active(), ["feed_failing quotas"]);
}

#[test]
fn signing_in() {
    let mut stage = Stage::with(&[]);
    let since = "2026-11-22T06:14:30Z";
    let later = "2026-11-22T06:18:30Z";
    let gone = Cause::NoLogin { looked_for: vec![] };
    for (failure, key) in [
        (None, None),
        (Some((not_logged_in(), since)), Some("2026-11-22T06:14:30Z")),
        (Some((timed_out(), since)), None),
        (Some((not_logged_in(), since)), None),
        (None, Some("2026-11-22T06:14:30Z/cleared")),
        // a login that was there before
        (Some((gone, later)), Some("2026-11-22T06:18:30Z")),
    ] {
        stage.failing(failure.clone());
        assert_eq!(stage.look(), expected(Rule::SignIn, "quotas/", key), "{failure:?}");
    }
}

#[test]
fn a_feed_that_never_had_a_credential_raises_nothing() {
    let mut stage = Stage::with(&[]);
    for cause in [Cause::NoLogin { looked_for: vec![] }, Cause::NoAccessKey { looked_for: vec![] }] {
        let failure = Some(Failure { cause, since: at("2026-11-01T00:00:00Z") });
        stage.seen.feeds =
            vec![SeenFeed { name: FeedName::Account, feed: Feed { fetched_at: None, failure } }];
        assert_eq!(stage.look(), NOTHING);
    }
}

#[test]
fn a_login_that_is_missing_for_long_is_no_failing_feed() {
    let mut stage = Stage::with(&[]);
    stage.failing(Some((not_logged_in(), "2026-11-22T06:00:00Z")));
    stage.now += TimeDelta::hours(1);
    assert_eq!(stage.look(), ["default/sign_in/quotas/2026-11-22T06:00:00Z"]);
}

#[test]
fn what_was_read_long_ago_says_nothing_of_feed_and_spend() {
    for (age, count) in [(3_600, 2), (3_601, 0)] {
        let mut stage = Stage::with(&[]);
        stage.failing(Some((timed_out(), "2026-11-22T05:40:00Z")));
        stage.look();
        stage.rules.monthly_spend = Some(20.into());
        stage.now += TimeDelta::minutes(1);
        stage.spent("2026-11", Some("21"), None);
        stage.failing(None);
        stage.seen.feeds[0].feed.fetched_at = Some(stage.now);
        stage.now += TimeDelta::seconds(age);
        assert_eq!(stage.glance().events.len(), count, "over, and failing no more: {age} s ago");
    }
}
