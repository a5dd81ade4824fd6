//! Whatever the facts do: no event is emitted twice, and the same facts change nothing.

use std::collections::BTreeSet;

use proptest::{option, prelude::*, sample::select};
use strum::IntoEnumIterator as _;

use super::*;

/// What changes from one look to the next.
#[derive(Debug, Clone)]
enum Step {
    Left(&'static str, Option<i32>),
    Grant(&'static str, &'static str),
    FreeQuotaOnly(&'static str, Option<bool>),
    RunsOut(&'static str, Option<i64>),
    Available(Option<i32>),
    Spent(&'static str, Option<i32>, Option<i32>),
    Speed(Option<i32>),
    Failing(Option<Cause>),
    Mute(&'static str),
    Unmute(&'static str),
    Acknowledge(Rule),
    Snooze(Rule, i64),
    SwitchOff(Rule),
    SwitchOn(Rule),
    Wait(i64),
    Restart,
    /// The facts are those of an earlier look: an instance that reads late.
    Late,
}

const NAMES: [&str; 2] = ["a", "b"];
const EXPIRIES: [&str; 4] = ["2026-11-23T00:00:00Z", "2026-11-29T12:00:00Z", "2026-12-24T00:00:00Z", EXPIRES];
const CYCLES: [&str; 3] = ["2026-11", "2026-12", "2027-01"];

fn step() -> impl Strategy<Value = Step> {
    let rule = || select(Rule::iter().collect::<Vec<_>>());
    let model = || select(&NAMES);
    prop_oneof![
        4 => (model(), option::weighted(0.9, select(vec![-1, 0, 1, 9, 10, 11, 13, 50])))
            .prop_map(|(model, left)| Step::Left(model, left)),
        1 => (model(), select(&EXPIRIES)).prop_map(|(model, expires)| Step::Grant(model, expires)),
        1 => (model(), any::<Option<bool>>()).prop_map(|(model, is_on)| Step::FreeQuotaOnly(model, is_on)),
        1 => (model(), option::of(-2..40_i64)).prop_map(|(model, hours)| Step::RunsOut(model, hours)),
        2 => option::of(-2..8_i32).prop_map(Step::Available),
        1 => (select(&CYCLES), option::of(0..30_i32), option::of(0..30_i32))
            .prop_map(|(cycle, spent, projected)| Step::Spent(cycle, spent, projected)),
        1 => option::of(0..8_i32).prop_map(Step::Speed),
        2 => option::of(select(vec![not_logged_in(), timed_out()])).prop_map(Step::Failing),
        1 => model().prop_flat_map(|model| select(vec![Step::Mute(model), Step::Unmute(model)])),
        1 => rule().prop_map(Step::Acknowledge),
        1 => (rule(), -1..90_i64).prop_map(|(rule, minutes)| Step::Snooze(rule, minutes)),
        1 => rule().prop_flat_map(|rule| select(vec![Step::SwitchOff(rule), Step::SwitchOn(rule)])),
        3 => (-60..600_i64).prop_map(Step::Wait),
        1 => Just(Step::Restart),
        1 => Just(Step::Late),
    ]
}

fn subject_of(rule: Rule) -> Subject {
    match rule.scope() {
        Scope::Model => named(NAMES[0]),
        Scope::Balance | Scope::Spend | Scope::Speed => Subject::Account,
        Scope::Feed => Subject::Feed(FeedName::Quotas),
    }
}

fn apply(step: Step, stage: &mut Stage) {
    let now = stage.now;
    match step {
        Step::Left(model, left) => {
            let left = left.map(|percent| rust_decimal::Decimal::from(percent * 10_000).into());
            stage.quota(model).remaining = left;
        }
        Step::Grant(model, expires) => stage.quota(model).expires_at = Some(at(expires)),
        Step::FreeQuotaOnly(model, is_on) => stage.model(model).model.free_quota_only = is_on,
        Step::RunsOut(model, hours) => {
            let at = |hours| RunsOut::At(now + TimeDelta::hours(hours));
            stage.model(model).runs_out = hours.map(at);
        }
        Step::Available(available) => stage.available(available.map(|amount| amount.to_string()).as_deref()),
        Step::Spent(cycle, spent, projected) => {
            let [spent, projected] = [spent, projected].map(|amount| amount.map(|amount| amount.to_string()));
            stage.spent(cycle, spent.as_deref(), projected.as_deref());
        }
        Step::Speed(most) => match most {
            Some(most) => stage.speed("0", &most.to_string()),
            None => stage.seen.speed = None,
        },
        Step::Failing(cause) => {
            let since = now.to_rfc3339();
            stage.failing(cause.map(|cause| (cause, &*since)));
        }
        Step::Mute(model) => drop(stage.watch.mute(model.into())),
        Step::Unmute(model) => drop(stage.watch.unmute(model)),
        Step::Acknowledge(rule) => drop(stage.watch.acknowledge(&subject_of(rule), now)),
        Step::Snooze(rule, minutes) => {
            drop(stage.watch.snooze(&subject_of(rule), now + TimeDelta::minutes(minutes), now));
        }
        Step::SwitchOff(rule) => drop(stage.rules.off.insert(rule)),
        Step::SwitchOn(rule) => drop(stage.rules.off.remove(&rule)),
        Step::Wait(minutes) => stage.now += TimeDelta::minutes(minutes),
        Step::Restart => stage.restart(),
        Step::Late => {}
    }
}

fn stage() -> Stage {
    let mut stage = Stage::unwatched(&NAMES);
    stage.rules.balance_below = Some(5.into());
    stage.rules.monthly_spend = Some(20.into());
    stage.rules.hourly_spend = Some(5.into());
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
        let muted = stage.watch.muted.iter().cloned();
        let watch = Watch::restore(stage.watch.begun, stored.into_values(), muted);
        prop_assert_eq!(watch, stage.watch);
    }
}
