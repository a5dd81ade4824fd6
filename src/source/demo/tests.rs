//! The promises of the demo.

use std::{collections::BTreeSet, sync::Arc};

use strum::IntoEnumIterator as _;

use super::*;
use crate::domain::{
    AccountState, Cause, FeedName, FeedState, Kind, Model, NextCall, Status, Thresholds, Unit,
    attention::is_untouched, snapshot::DEMO_REFRESH, totals::Untouched,
};

const HOUR: i64 = 3_600;

fn started() -> DateTime<Utc> {
    "2026-11-22T06:12:07Z".parse().unwrap()
}

fn after_seconds(seconds: i64) -> Snapshot {
    at(Scene::Tour, started(), after(started(), seconds))
}

fn model<'a>(snapshot: &'a Snapshot, name: &str) -> &'a Model {
    snapshot.models.iter().find(|model| model.name.as_str() == name).unwrap()
}

fn left(snapshot: &Snapshot, name: &str) -> String {
    model(snapshot, name).quota.as_ref().unwrap().remaining.unwrap().to_string()
}

fn judge(snapshot: &Snapshot, name: &str) -> (Status, NextCall) {
    snapshot.judge(model(snapshot, name), &Thresholds::default(), snapshot.taken_at)
}

/// The models that lose some of their quota in these two seconds.
fn falling(seconds: i64) -> BTreeSet<String> {
    let (earlier, later) = (after_seconds(seconds), after_seconds(seconds + 2));
    let remaining = |model: &Model| model.quota.as_ref().and_then(|quota| quota.remaining);
    let pairs = earlier.models.iter().zip(&*later.models);
    pairs.filter(|(a, b)| remaining(b) < remaining(a)).map(|(a, _)| a.name.to_string()).collect()
}

#[test]
fn every_word_of_the_contract_is_there_at_the_start() {
    let snapshot = after_seconds(0);
    let thresholds = Thresholds::default();
    let judged: Vec<_> =
        snapshot.models.iter().map(|model| snapshot.judge(model, &thresholds, started())).collect();
    for status in Status::iter() {
        assert!(judged.iter().any(|(is, _)| *is == status), "{status:?}");
    }
    for call in NextCall::iter() {
        assert!(judged.iter().any(|(_, is)| *is == call), "{call:?}");
    }
    for kind in Kind::iter() {
        assert!(snapshot.models.iter().any(|model| model.kind == kind), "{kind:?}");
    }
    for unit in Unit::iter() {
        assert!(snapshot.models.iter().any(|model| model.unit == unit), "{unit:?}");
    }
    for switch in [None, Some(true), Some(false)] {
        assert!(snapshot.models.iter().any(|model| model.free_quota_only == switch), "{switch:?}");
    }
}

#[test]
fn the_odd_ones_are_there() {
    let snapshot = after_seconds(0);
    assert_eq!(judge(&snapshot, "glm-5.2-fast-preview"), (Status::None, NextCall::Billed));
    assert_eq!(judge(&snapshot, "法务合同问答-qwen3-微调-0917"), (Status::Unsupported, NextCall::Unknown));
    let stopped = "qwen3.8-max-preview";
    assert_eq!(judge(&snapshot, stopped), (Status::Unsupported, NextCall::Unknown));
    assert_eq!(model(&snapshot, stopped).free_quota_only, Some(true));
    assert_eq!(judge(&snapshot, "happyhorse-1.0-t2v"), (Status::Unknown, NextCall::Unknown));
    assert_eq!(judge(&snapshot, "kimi-k2.7-code"), (Status::Unknown, NextCall::Unknown));
    assert_eq!(judge(&snapshot, "qwen-vl-max"), (Status::Expired, NextCall::Billed));
    assert_eq!(left(&snapshot, "qwen-vl-max"), "512000");
    assert_eq!(left(&snapshot, "qwen3-asr-flash"), "12345.5");
    let expires_in = |name: &str| {
        let expires_at = model(&snapshot, name).quota.as_ref().unwrap().expires_at.unwrap();
        expires_at.signed_duration_since(started()).num_minutes()
    };
    assert_eq!(expires_in("qwen-turbo"), 20 * 60 + 14);
    assert_eq!(expires_in("wan2.7-i2v"), 47);
}

#[test]
fn names_are_unique_and_most_models_are_untouched() {
    let snapshot = after_seconds(0);
    let names: BTreeSet<_> = snapshot.models.iter().map(|model| &model.name).collect();
    assert_eq!(names.len(), snapshot.models.len());
    let folded = snapshot
        .models
        .iter()
        .filter(|model| Untouched::includes(model, Status::of(model, &Thresholds::default(), started())));
    let folded = folded.count();
    assert!(folded * 2 > snapshot.models.len(), "{folded} of {}", snapshot.models.len());
}

#[test]
fn qwen_max_starts_at_the_figure_of_the_pictures_and_falls() {
    assert_eq!(left(&after_seconds(0), "qwen-max"), "24098");
    assert_eq!(left(&at(Scene::Tour, started(), after(started(), -5)), "qwen-max"), "24098");
    assert_eq!(judge(&after_seconds(0), "qwen-max"), (Status::Low, NextCall::Free));
    for seconds in (0..600).step_by(2) {
        let falling = falling(seconds);
        assert!(falling.contains("qwen-max"), "{seconds}");
        assert!((4..=6).contains(&falling.len()), "{seconds}: {falling:?}");
    }
}

#[test]
fn one_model_runs_out_after_ninety_seconds() {
    let state = |seconds| judge(&after_seconds(seconds), "deepseek-v4-flash");
    assert_eq!(state(89), (Status::Low, NextCall::Free));
    assert_eq!(state(90), (Status::Exhausted, NextCall::Refused));
    assert_eq!(state(HOUR - 1), (Status::Exhausted, NextCall::Refused));
}

#[test]
fn new_grants_keep_it_alive_for_years() {
    for name in ["qwen-max", "deepseek-v4-flash", "qwen3-vl-plus"] {
        let (before, renewed) = (after_seconds(HOUR - 1), after_seconds(HOUR));
        assert_eq!(judge(&before, name).0, Status::Exhausted, "{name}");
        assert_eq!(judge(&renewed, name), (Status::Ok, NextCall::Free), "{name}");
        assert!(is_untouched(model(&renewed, name)), "{name}");
    }
    for hours in [1, 2, 24, 24 * 30, 24 * 365, 24 * 3650] {
        for minute in [1, 20, 40] {
            assert!(falling(hours * HOUR + minute * 60).len() >= 4, "{hours} h {minute} min");
        }
        let later = after_seconds(hours * HOUR + 60);
        for (name, state) in
            [("qwen-max", Status::Ok), ("wan2.7-i2v", Status::Expiring), ("qwen-turbo", Status::Expiring)]
        {
            assert_eq!(judge(&later, name).0, state, "{name} after {hours} h");
        }
    }
}

#[test]
fn the_account_is_overdue_for_half_a_minute_of_every_five() {
    for round in [0, 1, 500] {
        for (second, state, amount) in [
            (0, AccountState::Good, "37.52"),
            (89, AccountState::Good, "37.52"),
            (90, AccountState::Overdue, "-12.40"),
            (119, AccountState::Overdue, "-12.40"),
            (120, AccountState::Good, "37.52"),
            (299, AccountState::Good, "37.52"),
        ] {
            let snapshot = after_seconds(round * 300 + second);
            let balance = snapshot.balance.as_ref().unwrap();
            assert_eq!(snapshot.account_state(), state, "{round} {second}");
            assert_eq!(balance.available.unwrap().to_string(), amount);
            assert_eq!(balance.credit.unwrap().to_string(), "0.00");
            let refused = snapshot.models.iter().all(|model| {
                snapshot.judge(model, &Thresholds::default(), snapshot.taken_at).1 == NextCall::Refused
            });
            assert_eq!(refused, state == AccountState::Overdue);
        }
    }
}

#[test]
fn the_overdue_account_is_always_overdue_and_uses_nothing() {
    let overdue = |seconds| at(Scene::Overdue, started(), after(started(), seconds));
    let quotas = |snapshot: &Snapshot| -> Vec<_> {
        snapshot.models.iter().map(|model| model.quota.as_ref().and_then(|quota| quota.remaining)).collect()
    };
    let start = quotas(&overdue(0));
    for seconds in [0, 45, 89, 90, 120, 299, HOUR, 24 * HOUR] {
        let snapshot = overdue(seconds);
        assert_eq!(snapshot.account_state(), AccountState::Overdue, "{seconds}");
        assert_eq!(quotas(&snapshot), start, "{seconds}");
    }
}

#[test]
fn the_account_does_not_answer_for_half_a_minute_of_every_five() {
    for round in [0, 1, 500] {
        let start = after(started(), round * 300);
        for (second, fails) in [(0, false), (39, false), (40, true), (69, true), (70, false), (299, false)] {
            let snapshot = after_seconds(round * 300 + second);
            let feed = snapshot.feed(FeedName::Account);
            let state = if fails { FeedState::Stale } else { FeedState::Fresh };
            assert_eq!(feed.state(DEMO_REFRESH, snapshot.taken_at), state, "{round} {second}");
            let read_at = if fails { after(start, 38) } else { snapshot.taken_at };
            assert_eq!(feed.fetched_at, Some(read_at), "old data keep their age");
            assert_eq!(feed.failure.as_ref().map(|it| it.since), fails.then(|| after(start, 40)));
            let cause = feed.failure.as_ref().map(|it| &it.cause);
            assert!(cause.is_none_or(|cause| matches!(cause, Cause::TimedOut { .. })));
            assert_eq!(snapshot.account_state(), AccountState::Good);
            assert_eq!(
                snapshot.feed(FeedName::Quotas).state(DEMO_REFRESH, snapshot.taken_at),
                FeedState::Fresh,
                "a feed fails alone"
            );
        }
    }
}

#[test]
fn it_is_the_same_at_every_start() {
    for seconds in [0, 45, 91, 160, HOUR + 7] {
        assert_eq!(after_seconds(seconds), after_seconds(seconds));
    }
    let far = DateTime::<Utc>::MAX_UTC;
    assert_eq!(at(Scene::Tour, started(), far).models.len(), after_seconds(0).models.len());
    assert_eq!(at(Scene::Tour, far, far).models.len(), after_seconds(0).models.len());
}

#[test]
fn the_source_starts_when_it_is_made_and_gives_whole_snapshots() {
    let source = DemoSource::new(Scene::Tour, Arc::new(started));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let answer = |ask| runtime.block_on(source.fetch(ask)).answer;
    assert_eq!(answer(Request::Snapshot), Ok(Response::Snapshot(Box::new(after_seconds(0)))));
    assert_eq!(answer(Request::Catalogue), Ok(Response::Catalogue(vec![].into())));
}

/// Its windows are reset again and again, so that one is always open.
#[test]
fn it_has_a_coding_plan() {
    for hours in [0, 3, 4, 99, 5_000] {
        let now = after(started(), hours * HOUR + 600);
        let reading = plans::at(started(), now);
        let plans: Vec<_> = reading.0.iter().flat_map(|(_, plans)| plans).collect();
        let [plan] = &plans[..] else { panic!("{reading:?}") };
        assert!(plan.is_in_use() && plan.windows.len() == 3);
        assert!(plan.windows.iter().all(|window| window.used.is_some() && !window.was_reset(now)), "{hours}");
    }
    let _ = plans::at(DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
}
