//! Whatever the facts do: no event is emitted twice, and the same facts change nothing.

use std::collections::BTreeSet;

use proptest::{option, prelude::*, sample::select};
use strum::IntoEnumIterator as _;

use super::*;

/// What changes from one look to the next.
#[derive(Debug, Clone, Copy)]
enum Step {
    Left(usize, Option<i32>),
    Grant(usize, usize),
    Switch(usize, Option<bool>),
    RunsOut(usize, Option<i64>),
    Available(Option<i32>),
    Spent(usize, Option<i32>, Option<i32>),
    Failing(Option<bool>),
    Mute(usize, bool),
    Acknowledge(usize),
    Snooze(usize, i64),
    Switched(usize, bool),
    Wait(i64),
    Restart,
    /// The facts are those of an earlier look: an instance that reads late.
    Late,
}

const NAMES: [&str; 2] = ["a", "b"];

fn step() -> impl Strategy<Value = Step> {
    let rule = 0..Rule::iter().len();
    let model = 0..NAMES.len();
    prop_oneof![
        4 => (model.clone(), option::weighted(0.9, select(vec![-1, 0, 1, 9, 10, 11, 13, 50])))
            .prop_map(|(model, left)| Step::Left(model, left)),
        1 => (model.clone(), 0..4_usize).prop_map(|(model, grant)| Step::Grant(model, grant)),
        1 => (model.clone(), any::<Option<bool>>()).prop_map(|(model, switch)| Step::Switch(model, switch)),
        1 => (model.clone(), option::of(-2..40_i64)).prop_map(|(model, hours)| Step::RunsOut(model, hours)),
        2 => option::of(-2..8_i32).prop_map(Step::Available),
        1 => (0..3_usize, option::of(0..30_i32), option::of(0..30_i32))
            .prop_map(|(cycle, spent, projected)| Step::Spent(cycle, spent, projected)),
        2 => any::<Option<bool>>().prop_map(Step::Failing),
        1 => (model, any::<bool>()).prop_map(|(model, mute)| Step::Mute(model, mute)),
        1 => rule.clone().prop_map(Step::Acknowledge),
        1 => (rule.clone(), -1..90_i64).prop_map(|(rule, minutes)| Step::Snooze(rule, minutes)),
        1 => (rule, any::<bool>()).prop_map(|(rule, off)| Step::Switched(rule, off)),
        3 => (-60..600_i64).prop_map(Step::Wait),
        1 => Just(Step::Restart),
        1 => Just(Step::Late),
    ]
}

fn subject_of(rule: Rule) -> Subject {
    match rule.scope() {
        Scope::Model => named(NAMES[0]),
        Scope::Balance | Scope::Spend => Subject::Account,
        Scope::Feed => Subject::Feed(FeedName::Quotas),
    }
}

fn apply(step: Step, stage: &mut Stage) {
    let now = stage.now;
    match step {
        Step::Left(model, left) => {
            let left = left.map(|percent| rust_decimal::Decimal::from(percent * 10_000).into());
            stage.quota(NAMES[model]).remaining = left;
        }
        Step::Grant(model, grant) => {
            let expires = ["2026-11-23T00:00:00Z", "2026-11-29T12:00:00Z", "2026-12-24T00:00:00Z", EXPIRES];
            stage.quota(NAMES[model]).expires_at = Some(at(expires[grant]));
        }
        Step::Switch(model, switch) => stage.model(NAMES[model]).model.free_quota_only = switch,
        Step::RunsOut(model, hours) => {
            let at = |hours| RunsOut::At(now + TimeDelta::hours(hours));
            stage.model(NAMES[model]).runs_out = hours.map(at);
        }
        Step::Available(available) => stage.available(available.map(|amount| amount.to_string()).as_deref()),
        Step::Spent(cycle, spent, projected) => {
            let [spent, projected] = [spent, projected].map(|amount| amount.map(|amount| amount.to_string()));
            let cycle = ["2026-11", "2026-12", "2027-01"][cycle];
            stage.spent(cycle, spent.as_deref(), projected.as_deref());
        }
        Step::Failing(signed_out) => {
            let cause = |is_signed_out| {
                if is_signed_out {
                    Cause::NotLoggedIn { credential: "bl".into() }
                } else {
                    Cause::TimedOut { host: "h".into(), seconds: 15 }
                }
            };
            let since = now.to_rfc3339();
            stage.failing(signed_out.map(|signed_out| (cause(signed_out), &*since)));
        }
        Step::Mute(model, true) => drop(stage.watch.mute(NAMES[model].into())),
        Step::Mute(model, false) => drop(stage.watch.unmute(NAMES[model])),
        Step::Acknowledge(rule) => {
            let rule = Rule::iter().nth(rule).unwrap();
            stage.watch.acknowledge(rule, &subject_of(rule), now);
        }
        Step::Snooze(rule, minutes) => {
            let rule = Rule::iter().nth(rule).unwrap();
            stage.watch.snooze(rule, &subject_of(rule), now + TimeDelta::minutes(minutes), now);
        }
        Step::Switched(rule, true) => drop(stage.rules.off.insert(Rule::iter().nth(rule).unwrap())),
        Step::Switched(rule, false) => drop(stage.rules.off.remove(&Rule::iter().nth(rule).unwrap())),
        Step::Wait(minutes) => stage.now += TimeDelta::minutes(minutes),
        Step::Restart => stage.restart(),
        Step::Late => {}
    }
}

fn stage() -> Stage {
    let mut stage = Stage::unwatched(&NAMES);
    stage.rules.balance_below = Some(5.into());
    stage.rules.monthly_spend = Some(20.into());
    stage
}

proptest! {
    #[test]
    fn no_event_is_emitted_twice_and_the_same_facts_change_nothing(
        steps in prop::collection::vec(step(), 0..60),
    ) {
        let mut stage = stage();
        let mut emitted = BTreeSet::new();
        let mut late = stage.seen.clone();
        for step in steps {
            let is_late = matches!(step, Step::Late);
            apply(step, &mut stage);
            let current = stage.seen.clone();
            let events = if is_late {
                stage.seen = late.clone();
                stage.glance().events
            } else {
                stage.look_closely().events
            };
            prop_assert_eq!(stage.glance(), Observation::default());
            for event in &events {
                prop_assert!(emitted.insert(event.id.clone()), "emitted twice: {}", event.id);
            }
            let count = events.len();
            let messages = messages(events);
            prop_assert_eq!(messages.iter().flat_map(Message::events).count(), count);
            for slot in stage.watch.slots.values() {
                prop_assert!(slot.values().filter(|episode| episode.is_active()).count() <= 1);
            }
            if is_late {
                stage.seen = current;
            } else {
                late = stage.seen.clone();
            }
        }
    }

    #[test]
    fn a_watch_can_be_restored_from_what_was_saved(steps in prop::collection::vec(step(), 0..40)) {
        let mut stage = stage();
        let mut stored = std::collections::BTreeMap::new();
        for step in steps {
            let handled = matches!(step, Step::Acknowledge(_) | Step::Snooze(..));
            apply(step, &mut stage);
            let changed: Vec<Episode> = if handled {
                stage.watch.episodes().cloned().collect()
            } else {
                stage.look_closely().episodes
            };
            for episode in changed {
                stored.insert((episode.rule, episode.subject.clone(), episode.key.clone()), episode);
            }
        }
        let watch = Watch::restore(
            stage.watch.begun(),
            stored.into_values(),
            stage.watch.muted().iter().cloned(),
        );
        prop_assert_eq!(watch, stage.watch);
    }
}
