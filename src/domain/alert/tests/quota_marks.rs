//! The rules of a model's quota at their thresholds: just before, at, just behind, within the margin, again.

use super::*;
use crate::domain::calls::RecentUse;

const GRANT: &str = "2027-01-04T10:12:07Z/1000000";

#[test]
fn low() {
    let mut stage = Stage::with(&["m"]);
    let again = format!("{GRANT}#2");
    for (remaining, key) in [
        ("100000.01", None),
        ("100000", Some(GRANT)),
        // wavering at the threshold, and within the margin
        ("100001", None),
        ("99999", None),
        ("120000", None),
        ("100000", None),
        // beyond the margin
        ("120000.01", None),
        ("100001", None),
        ("100000", Some(&*again)),
        ("1", None),
        ("1000000", None),
    ] {
        stage.left("m", remaining);
        assert_eq!(stage.look(), expected(Rule::Low, "m/", key), "{remaining}");
    }
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn a_new_grant_is_reported_again_and_an_old_one_that_returns_is_not() {
    let mut stage = Stage::low();
    stage.quota("m").expires_at = Some(at("2027-06-01T00:00:00Z"));
    assert_eq!(stage.look(), ["default/low/m/2027-06-01T00:00:00Z/1000000"]);
    stage.quota("m").expires_at = Some(at(EXPIRES));
    assert_eq!(stage.look(), NOTHING);
    stage.quota("m").expires_at = None;
    assert_eq!(stage.look(), ["default/low/m/no-expiry/1000000"]);
    assert_eq!(stage.active(), ["low m"]);
}

#[test]
fn exhausted() {
    let mut stage = Stage::with(&["m"]);
    stage.rules.off.insert(Rule::Low);
    let again = format!("{GRANT}#2");
    for (remaining, key) in [
        ("0.1", None),
        ("0", Some(GRANT)),
        ("-3", None),
        ("20000", None),
        ("0", None),
        ("20000.1", None),
        ("0.1", None),
        ("0", Some(&*again)),
    ] {
        stage.left("m", remaining);
        assert_eq!(stage.look(), expected(Rule::Exhausted, "m/", key), "{remaining}");
    }
}

#[test]
fn what_is_used_up_at_once_was_never_low() {
    let mut stage = Stage::with(&["m"]);
    stage.left("m", "0");
    assert_eq!(stage.look(), expected(Rule::Exhausted, "m/", Some(GRANT)));
    assert_eq!(stage.active(), ["exhausted m"]);
}

#[test]
fn what_was_low_and_is_used_up_is_one_alert() {
    let mut stage = Stage::low();
    stage.left("m", "0");
    assert_eq!(stage.look(), expected(Rule::Exhausted, "m/", Some(GRANT)));
    assert_eq!(stage.active(), ["exhausted m"]);
}

#[test]
fn expiring() {
    let mut stage = Stage::with(&["m"]);
    for (now, key) in [
        ("2026-12-28T10:12:06Z", None),
        ("2026-12-28T10:12:07Z", Some(GRANT)),
        ("2026-12-28T10:12:08Z", None),
        // a clock that was set back
        ("2026-12-28T10:00:00Z", None),
        ("2026-12-28T10:12:09Z", None),
        ("2027-01-04T10:12:06Z", None),
    ] {
        assert_eq!(stage.look_at(now), expected(Rule::Expiring, "m/", key), "{now}");
    }
}

#[test]
fn expired_with_something_left() {
    for (remaining, key) in [("0.5", Some(GRANT)), ("0", None)] {
        let mut stage = Stage::with(&["m"]);
        stage.rules.off.extend([Rule::Low, Rule::Exhausted, Rule::Expiring]);
        stage.left("m", remaining);
        for (now, key) in [
            ("2027-01-04T10:12:06Z", None),
            ("2027-01-04T10:12:07Z", key),
            ("2027-01-04T10:12:08Z", None),
            ("2027-01-11T10:12:07Z", None),
        ] {
            assert_eq!(stage.look_at(now), expected(Rule::Expired, "m/", key), "{remaining} {now}");
        }
        assert_eq!(stage.active().len(), key.into_iter().count());
        assert_eq!(stage.look_at("2027-01-11T10:12:08Z"), NOTHING);
        assert_eq!(stage.active(), NOTHING, "after a week it is no news");
    }
}

#[test]
fn new_grant() {
    let mut stage = Stage::with(&["m"]);
    let came_at = Some(at("2026-11-22T06:20:00Z"));
    let came =
        |total: &str, came_at| Some(KnownGrant { total: total.parse().unwrap(), expires_at: None, came_at });
    for (grant, now, key) in [
        (None, "2026-11-22T06:14:00Z", None),
        (came("1000000", None), "2026-11-22T06:15:00Z", None),
        (came("1000000", came_at), "2026-11-22T06:20:00Z", Some("2026-11-22T06:20:00Z")),
        // the same in another form
        (came("1000000.0", came_at), "2026-11-22T06:21:00Z", None),
        (
            came("2000000", Some(at("2026-11-23T00:00:00Z"))),
            "2026-11-23T00:00:00Z",
            Some("2026-11-23T00:00:00Z"),
        ),
        (came("2000000", Some(at("2026-11-23T00:00:00Z"))), "2026-11-30T00:00:00Z", None),
    ] {
        stage.model("m").model.grant = grant.map(Box::new);
        assert_eq!(stage.look_at(now), expected(Rule::NewGrant, "m/", key), "{now}");
    }
    assert_eq!(stage.active(), ["new_grant m"]);
    stage.restart();
    stage.quota("m").expires_at = None;
    assert_eq!(stage.look_at("2026-11-30T00:00:00Z"), NOTHING, "it is known by when it came");
    assert_eq!(stage.look_at("2026-11-30T00:00:01Z"), NOTHING);
    assert_eq!(stage.active(), NOTHING, "after a week it is no news");
}

#[test]
fn runs_out() {
    let mut stage = Stage::with(&["m"]);
    let again = format!("{GRANT}#2");
    let hours = |hours, seconds| Some(TimeDelta::hours(hours) + TimeDelta::seconds(seconds));
    for (away, key) in [
        (hours(24, 1), None),
        (hours(24, 0), Some(GRANT)),
        (hours(24, 1), None),
        (hours(30, 0), None),
        (None, None),
        (hours(23, 0), None),
        (hours(30, 1), None),
        (hours(25, 0), None),
        (hours(-1, 0), Some(&*again)),
    ] {
        let runs_out = away.map(|away| RunsOut::At(stage.now + TimeDelta::minutes(1) + away));
        stage.model("m").runs_out = runs_out;
        assert_eq!(stage.look(), expected(Rule::RunsOut, "m/", key), "{away:?}");
    }
    stage.model("m").runs_out = Some(RunsOut::NotBeforeExpiry);
    assert_eq!(stage.look(), NOTHING);
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn what_runs_out_after_it_expires_lapses() {
    let mut stage = Stage::with(&["m"]);
    stage.rules.off.insert(Rule::Expiring);
    stage.quota("m").expires_at = Some(stage.now + TimeDelta::hours(5));
    for (hours, count) in [(5, 0), (4, 1)] {
        stage.model("m").runs_out =
            Some(RunsOut::At(at(START) + TimeDelta::minutes(1) + TimeDelta::hours(hours)));
        assert_eq!(stage.look().len(), count, "{hours} h");
    }
    stage.model("m").runs_out = Some(RunsOut::At(at(START) + TimeDelta::hours(6)));
    assert_eq!(stage.look(), NOTHING);
    assert_eq!(stage.active(), NOTHING, "within the margin, but not before it expires");
}

#[test]
fn billed() {
    let mut stage = Stage::with(&["m"]);
    stage.rules.off.extend([Rule::Exhausted, Rule::Low]);
    let again = format!("{GRANT}#2");
    for (remaining, switch, key) in [
        ("1", Some(false), None),
        ("0", None, None),
        ("0", Some(true), None),
        ("0", Some(false), Some(GRANT)),
        ("0", None, None),
        ("1", Some(false), None),
        ("0", Some(false), None),
        ("0", Some(true), None),
        ("0", Some(false), Some(&*again)),
        ("900000", Some(false), None),
    ] {
        stage.left("m", remaining);
        stage.model("m").model.free_quota_only = switch;
        assert_eq!(stage.look(), expected(Rule::Billed, "m/", key), "{remaining} {switch:?}");
    }
    assert_eq!(stage.active(), NOTHING);
}

#[test]
fn a_model_that_never_had_a_quota_does_not_become_billed() {
    let mut stage = Stage::with(&["m"]);
    stage.left("m", "0");
    stage.quota("m").total = Some(0.into());
    assert_eq!(stage.look(), NOTHING);
}

#[test]
fn an_overdue_account_does_not_make_its_models_billed_again() {
    let mut stage = Stage::with(&["m"]);
    stage.model("m").model.free_quota_only = Some(false);
    stage.available(Some("1"));
    stage.left("m", "0");
    assert_eq!(stage.look().len(), 2, "exhausted, billed");
    stage.available(Some("-1"));
    assert_eq!(stage.look().len(), 1, "overdue");
    stage.available(Some("1"));
    assert_eq!(stage.look().len(), 1, "good again");
}

/// Until a minute after the watch began.
fn by_calls(since_count: u64, is_refused: bool) -> RecentUse {
    let to = at(START) + TimeDelta::minutes(1);
    let (since_count, at_most) = (Some(since_count.into()), Some(since_count.into()));
    RecentUse { from: to - TimeDelta::hours(1), to, since_count, at_most, is_refused }
}

#[test]
fn calls_show_the_end_before_the_figure_does() {
    for (used, is_refused, switch, raised) in [
        (899_999, false, Some(false), &[][..]),
        (900_000, false, Some(false), &["billed m", "exhausted m"][..]),
        (900_000, false, Some(true), &["exhausted m"][..]),
        (900_000, false, None, &["exhausted m"][..]),
        (0, true, Some(true), &["exhausted m"][..]),
        (0, true, None, &["exhausted m"][..]),
        // It was turned off since.
        (0, true, Some(false), &[][..]),
    ] {
        let mut stage = Stage::with(&["m"]);
        stage.left("m", "900000");
        stage.look();
        stage.model("m").model.free_quota_only = switch;
        stage.model("m").model.recent = Some(by_calls(used, is_refused).into());
        stage.look();
        let mut active: Vec<String> = stage
            .watch
            .episodes()
            .filter(|episode| episode.is_active())
            .map(|episode| format!("{} m", episode.rule.into_str()))
            .collect();
        active.sort();
        assert_eq!(active, raised, "{used} {is_refused} {switch:?}");
        // The figure confirms it: the same episodes go on.
        if !raised.is_empty() {
            stage.left("m", "0");
            stage.model("m").model.recent = Some(by_calls(0, false).into());
            assert_eq!(stage.look(), NOTHING, "{used} {is_refused} {switch:?}");
        }
    }
}

#[test]
fn a_later_figure_that_shows_more_ends_what_the_calls_showed() {
    let mut stage = Stage::with(&["m"]);
    stage.model("m").model.recent = Some(by_calls(1_000_000, false).into());
    assert_eq!(stage.look(), expected(Rule::Exhausted, "m/", Some(GRANT)));
    let raised = stage.watch.active_of(Rule::Exhausted, &named("m")).unwrap().facts.clone();
    let Facts::Quota(facts) = raised else { panic!("{raised:?}") };
    assert_eq!(facts.counted_until, Some(at(START) + TimeDelta::minutes(1)));
    // Calls of a plan's key do not use free quota.
    stage.model("m").model.recent = Some(by_calls(0, false).into());
    stage.look();
    assert_eq!(stage.active(), NOTHING);
}
