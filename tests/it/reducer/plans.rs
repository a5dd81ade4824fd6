//! Plans: requested only where they are shown, and never a failure of the quotas.

use quotatop::domain::{
    plan::{Plan, PlanKind, PlanStatus},
    request::PlansReading,
};

use super::script::*;

fn plan(kind: PlanKind, script: &Script) -> Plan {
    Plan { kind, tier: None, status: PlanStatus::Valid, windows: vec![], read_at: script.now.utc }
}

/// A live account on the dashboard.
fn shown() -> Script {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    let id = script.state.current();
    script.state.profile_mut(id).unwrap().plans.are_wanted = true;
    script.begin(LastKnown::default());
    script
}

fn read(script: &mut Script, reading: Vec<(PlanKind, Vec<Plan>)>) -> Vec<Effect> {
    script.answer(Task::Plans, Ok(Response::Plans(PlansReading(reading))))
}

fn kinds(script: &Script) -> Vec<PlanKind> {
    script.profile().plans.all().iter().map(|plan| plan.kind).collect()
}

#[test]
fn they_are_requested_every_half_hour_where_they_are_shown() {
    let mut script = shown();
    assert!(tasks(&script.wake()).contains(&Task::Plans));
    let plan = plan(PlanKind::CodingPlan, &script);
    read(&mut script, vec![(PlanKind::CodingPlan, vec![plan])]);
    assert_eq!(kinds(&script), [PlanKind::CodingPlan]);
    let due = script.due_in(Task::Plans);
    assert!((1_620..=1_980).contains(&due), "{due}");
    assert!(!tasks(&Script::new().wake()).contains(&Task::Plans), "nothing shows them");
}

#[test]
fn what_could_not_be_read_stays_and_what_is_gone_goes() {
    let mut script = shown();
    script.wake();
    let both = PlanKind::ALL.map(|kind| (kind, vec![plan(kind, &script)]));
    read(&mut script, both.to_vec());
    assert_eq!(kinds(&script), PlanKind::ALL);
    read(&mut script, vec![]);
    assert_eq!(kinds(&script), PlanKind::ALL);
    read(&mut script, vec![(PlanKind::TokenPlan, vec![])]);
    assert_eq!(kinds(&script), [PlanKind::CodingPlan]);
    script.say(Message::NewLogin(script.state.current(), Box::default()));
    assert_eq!(kinds(&script), [], "those of another account");
    assert!(script.profile().plans.are_wanted);
}

#[test]
fn a_failure_is_none_of_the_quotas() {
    let mut script = shown();
    script.wake();
    script.catalogue(&["a"]);
    script.quotas(&[used("a", 500)]);
    let before = script.profile().snapshot.clone();
    let effects = script.fail(Task::Plans, timed_out());
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::WaitUntil(..))), "{effects:?}");
    assert_eq!(script.profile().snapshot, before);
    assert!(!script.profile().schedule.is_requesting(FeedName::Calls));
}
