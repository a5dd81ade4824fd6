use proptest::{option, prelude::*, sample::select};
use strum::IntoEnumIterator as _;

use super::*;
use crate::domain::{
    KnownGrant,
    fixture::{at, quota},
};

const NOW: &str = "2026-11-22T06:12:07Z";

fn model(remaining: &str, read_at: &str, free_quota_only: Option<bool>) -> Model {
    let quota = quota("1000000", remaining, "", read_at);
    let free_quota_only_read_at = free_quota_only.map(|_| at(NOW));
    Model { quota: Some(quota), free_quota_only, free_quota_only_read_at, ..Model::named("m".into()) }
}

#[test]
fn an_overdue_account_refuses_whatever_is_left() {
    for status in Status::iter() {
        let model = model("640000", NOW, Some(false));
        let call = NextCall::of(&model, status, AccountState::Overdue, at(NOW));
        assert_eq!(call, NextCall::Refused, "{status:?}");
    }
}

#[test]
fn without_anything_left_the_switch_decides() {
    for (status, switch, call) in [
        (Status::None, None, NextCall::Billed),
        (Status::None, Some(true), NextCall::Billed),
        (Status::Unsupported, Some(false), NextCall::Unknown),
        (Status::Unknown, Some(true), NextCall::Unknown),
        (Status::Expired, Some(true), NextCall::Refused),
        (Status::Expired, Some(false), NextCall::Billed),
        (Status::Expired, None, NextCall::Unknown),
        (Status::Exhausted, Some(true), NextCall::Refused),
        (Status::Exhausted, Some(false), NextCall::Billed),
        (Status::Exhausted, None, NextCall::Unknown),
    ] {
        for account in [AccountState::Good, AccountState::Unknown] {
            let answer = NextCall::of(&model("0", NOW, switch), status, account, at(NOW));
            assert_eq!(answer, call, "{status:?} {switch:?}");
        }
    }
}

#[test]
fn an_unknown_quota_with_free_quota_only_is_never_billed() {
    let hour_ago = "2026-11-22T05:12:07Z";
    for (switch, read_at, reason) in [
        (Some(true), Some(NOW), Reason::NeverBilled),
        (Some(true), Some(hour_ago), Reason::NeverBilled),
        (Some(true), Some("2026-11-22T05:12:06Z"), Reason::Unsupported),
        (Some(true), None, Reason::Unsupported),
        (Some(false), Some(NOW), Reason::Unsupported),
        (None, None, Reason::Unsupported),
    ] {
        let free_quota_only_read_at = read_at.map(at);
        let model = Model { free_quota_only_read_at, ..model("0", NOW, switch) };
        let answer = Reason::of(&model, Status::Unsupported, AccountState::Unknown, at(NOW));
        assert_eq!((answer, answer.next_call()), (reason, NextCall::Unknown), "{switch:?} {read_at:?}");
        let overdue = Reason::of(&model, Status::Unsupported, AccountState::Overdue, at(NOW));
        assert_eq!(overdue.next_call(), NextCall::Refused);
    }
}

#[test]
fn free_needs_a_fresh_figure_beyond_the_margin() {
    for (remaining, read_at, switch, call) in [
        ("640000", NOW, Some(false), NextCall::Free),
        ("640000", NOW, None, NextCall::Free),
        ("20001", NOW, Some(false), NextCall::Free),
        ("20000.5", NOW, Some(false), NextCall::Free),
        ("20000", NOW, Some(false), NextCall::Unknown),
        ("20000", NOW, None, NextCall::Unknown),
        ("20000", NOW, Some(true), NextCall::Free),
        ("1", NOW, Some(true), NextCall::Free),
        ("640000", "2026-11-22T05:12:07Z", Some(false), NextCall::Free),
        ("640000", "2026-11-22T05:12:06Z", Some(false), NextCall::Unknown),
        ("640000", "2026-11-22T05:12:06Z", Some(true), NextCall::Unknown),
        ("640000", "2026-11-22T06:17:07Z", Some(false), NextCall::Free),
        ("640000", "2026-11-22T06:17:08Z", Some(false), NextCall::Unknown),
        ("640000", "2199-11-22T06:12:07Z", Some(true), NextCall::Unknown),
    ] {
        let model = model(remaining, read_at, switch);
        let answer = NextCall::of(&model, Status::Low, AccountState::Good, at(NOW));
        assert_eq!(answer, call, "{remaining} {read_at} {switch:?}");
    }
}

#[test]
fn a_switch_read_long_ago_leaves_the_margin() {
    for (read_at, call) in [
        (Some(NOW), NextCall::Free),
        (Some("2026-11-22T05:12:07Z"), NextCall::Free),
        (Some("2026-11-22T05:12:06Z"), NextCall::Unknown),
        (Some("2026-11-22T06:17:07Z"), NextCall::Free),
        (Some("2026-11-22T06:17:08Z"), NextCall::Unknown),
        (None, NextCall::Unknown),
    ] {
        let free_quota_only_read_at = read_at.map(at);
        let left = Model { free_quota_only_read_at, ..model("1", NOW, Some(true)) };
        assert_eq!(NextCall::of(&left, Status::Low, AccountState::Good, at(NOW)), call, "{read_at:?}");
        let over = NextCall::of(&left, Status::Exhausted, AccountState::Good, at(NOW));
        assert_eq!(over, NextCall::Refused, "by its last known state: {read_at:?}");
    }
}

#[test]
fn a_switch_turned_on_lately_may_not_stop_calls_yet() {
    for (since, left, over) in [
        (None, NextCall::Free, NextCall::Refused),
        (Some("2026-11-22T05:42:07Z"), NextCall::Free, NextCall::Refused),
        (Some("2026-11-22T05:42:08Z"), NextCall::Unknown, NextCall::Unknown),
        (Some(NOW), NextCall::Unknown, NextCall::Unknown),
        // The clock was set back.
        (Some("2026-11-22T07:00:00Z"), NextCall::Unknown, NextCall::Unknown),
    ] {
        let model = Model { free_quota_only_since: since.map(at), ..model("1", NOW, Some(true)) };
        let call = |status| NextCall::of(&model, status, AccountState::Good, at(NOW));
        assert_eq!((call(Status::Low), call(Status::Exhausted)), (left, over), "{since:?}");
    }
}

#[test]
fn a_switch_is_new_once_it_was_seen_off_or_was_changed() {
    let (first, second) = (at("2026-11-22T06:00:00Z"), at("2026-11-22T06:10:00Z"));
    for (readings, since) in [
        (&[Some(true)][..], None),
        (&[None, Some(true)], None),
        (&[Some(true), None, Some(true)], None),
        (&[Some(false), Some(true)], Some(second)),
        (&[Some(false), Some(true), Some(true)], Some(second)),
        (&[Some(false), None, Some(true)], Some(second)),
        (&[Some(false), Some(true), Some(false)], None),
    ] {
        let mut model = Model::named("m".into());
        for (reading, read_at) in readings.iter().zip([first, second, at(NOW)]) {
            model.take_switch(*reading, read_at);
        }
        assert_eq!(model.free_quota_only_since, since, "{readings:?}");
    }
    let mut changed = model("1", NOW, Some(true));
    changed.forget_switch(first);
    assert_eq!((changed.free_quota_only, changed.free_quota_only_read_at), (None, None));
    changed.take_switch(Some(true), second);
    assert_eq!(changed.free_quota_only_since, Some(first));
}

/// By calls from 05:10 to 06:10.
fn recent(since_count: Option<u64>, at_most: Option<u64>, is_refused: bool) -> RecentUse {
    RecentUse {
        from: at("2026-11-22T05:10:00Z"),
        to: at("2026-11-22T06:10:00Z"),
        since_count: since_count.map(Quantity::from),
        at_most: at_most.map(Quantity::from),
        is_refused,
    }
}

#[test]
fn the_calls_of_the_last_hour_correct_the_figure() {
    for (since_count, at_most, switch, reason) in [
        (None, None, None, Reason::Covered),
        (Some(0), Some(0), None, Reason::Covered),
        // 640,000 are left.
        (Some(100), Some(639_999), None, Reason::Covered),
        (Some(100), Some(640_000), None, Reason::WithinMargin),
        (Some(100), Some(640_000), Some(true), Reason::Covered),
        (Some(639_999), None, Some(true), Reason::Covered),
        (Some(640_000), None, Some(true), Reason::UsedSince),
        (Some(640_000), None, Some(false), Reason::UsedSince),
        (Some(640_001), Some(700_000), None, Reason::UsedSince),
    ] {
        let recent = Some(recent(since_count, at_most, false));
        let model = Model { recent: recent.map(Into::into), ..model("640000", NOW, switch) };
        let answer = Reason::of(&model, Status::Ok, AccountState::Good, at(NOW));
        assert_eq!(answer, reason, "{since_count:?} {at_most:?} {switch:?}");
    }
}

#[test]
fn calls_that_were_refused_show_that_it_is_used_up() {
    let grant = |came_at: &str| {
        Some(KnownGrant { total: 1_000_000.into(), expires_at: None, came_at: came_at.parse().ok() })
    };
    for (switch, grant, now, reason) in [
        (Some(true), None, NOW, Reason::RefusedLately),
        (None, None, NOW, Reason::RefusedLately),
        (None, grant(""), NOW, Reason::RefusedLately),
        (None, grant("2026-11-22T05:09:59Z"), NOW, Reason::RefusedLately),
        // There is something new since.
        (None, grant("2026-11-22T05:10:00Z"), NOW, Reason::Covered),
        (Some(false), None, NOW, Reason::Covered),
        (None, None, "2026-11-22T07:10:00Z", Reason::RefusedLately),
        (None, None, "2026-11-22T07:10:01Z", Reason::Covered),
    ] {
        let recent = Some(recent(Some(0), Some(0), true));
        let model = Model {
            grant: grant.map(Box::new),
            recent: recent.map(Into::into),
            ..model("640000", NOW, switch)
        };
        let answer = Reason::of(&model, Status::Ok, AccountState::Good, at(now));
        assert_eq!(answer, reason, "{switch:?} {grant:?} {now}");
        let overdue = Reason::of(&model, Status::Ok, AccountState::Overdue, at(now));
        assert_eq!(overdue, Reason::Overdue);
    }
}

proptest! {
    /// Whatever the calls say: less is left by them than by the figure, and a call is free only if it is without
    /// them, too.
    #[test]
    fn calls_never_make_more_of_a_quota(
        (remaining, used, at_most) in (-10_i64..2_000_000, option::of(0_u64..3_000_000), option::of(0_u64..3_000_000)),
        (is_refused, switch, status) in (any::<bool>(), any::<Option<bool>>(), select(Status::iter().collect::<Vec<_>>())),
        account in select(vec![AccountState::Good, AccountState::Overdue, AccountState::Unknown]),
    ) {
        let without = model(&remaining.to_string(), NOW, switch);
        let with = Model { recent: Some(recent(used, at_most, is_refused).into()), ..without.clone() };
        let call = |model: &Model| NextCall::of(model, status, account, at(NOW));
        prop_assert!(call(&with) != NextCall::Free || call(&without) == NextCall::Free);
        prop_assert!(call(&without) != NextCall::Refused || call(&with) == NextCall::Refused);
        prop_assert!(call(&without) != NextCall::Billed || call(&with) == NextCall::Billed);
        let figure = without.quota.and_then(|quota| quota.remaining).unwrap();
        prop_assert!(with.about_left().is_none_or(|left| left <= figure));
        prop_assert!(margin(&with, at(NOW)) >= margin(&without_calls(&with), at(NOW)));
    }
}

fn without_calls(model: &Model) -> Model {
    Model { recent: None, ..model.clone() }
}
