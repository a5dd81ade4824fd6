//! When the alert rules are evaluated.

use super::script::*;

/// An account that is refreshed every ten minutes, before its first requests.
fn script(once: bool) -> Script {
    let mut script = Script::raw(SourceKind::Alibaba, once);
    script.state.profile_mut(ProfileId(0)).unwrap().refresh = Duration::from_mins(10);
    script.begin(LastKnown::default());
    script
}

/// Answers every request. Returns the number of models in each evaluation meanwhile.
fn answer(script: &mut Script, mut effects: Vec<Effect>, fails: Option<Task>) -> Vec<usize> {
    let mut evaluated = Vec::new();
    while let Some(effect) = effects.pop() {
        if let Effect::Observe(_, observed) = &effect {
            evaluated.push(observed.models.len());
        }
        effects.extend(tasks(&[effect]).into_iter().flat_map(|task| match task {
            task if fails == Some(task) => script.fail(task, timed_out()),
            Task::Catalogue => script.catalogue(&["a", "b"]),
            Task::Quotas => script.quotas(&[used("a", 5), used("b", 7)]),
            Task::Switches => script.switches(&[("a", false), ("b", false)]),
            _ => script.balance("12.40"),
        }));
    }
    evaluated
}

#[test]
fn the_rules_are_evaluated_when_all_answers_have_arrived() {
    let mut script = script(false);
    let effects = script.wake();
    assert_eq!(answer(&mut script, effects, None), [2], "both models");
    for fails in [None, Some(Task::Account), Some(Task::Quotas)] {
        let effects = script.after(15 * MINUTE).wake();
        assert_eq!(answer(&mut script, effects, fails), [2], "{fails:?}");
    }
}

#[test]
fn the_rules_are_not_evaluated_without_new_data_or_twice_within_a_minute() {
    let mut script = script(false);
    let effects = script.wake();
    answer(&mut script, effects, None);
    let effects = script.after(2 * MINUTE).resize(80, 24);
    assert_eq!(effects, [], "nothing new");
    let effects = script.type_in("r");
    assert_eq!(answer(&mut script, effects, None), [2]);
    let effects = script.after(30).type_in("r");
    assert!(!tasks(&effects).is_empty());
    assert!(answer(&mut script, effects, None).is_empty());
    let effects = script.after(30).resize(120, 36);
    assert_eq!(answer(&mut script, effects, None), [2], "what arrived meanwhile");
}

#[test]
fn another_login_is_evaluated_after_its_first_answers() {
    let mut script = script(false);
    let effects = script.wake();
    answer(&mut script, effects, None);
    script.after(2 * MINUTE);
    let effects = script.new_login(LastKnown::default());
    assert_eq!(answer(&mut script, effects, None), [2]);
}

#[test]
fn the_rules_are_not_evaluated_offline_or_for_a_file() {
    let mut offline = script(false);
    let effects = offline.wake();
    offline.state.offline = true;
    assert!(answer(&mut offline, effects, None).is_empty());
    let mut file = Script::raw(SourceKind::Snapshot, false);
    let effects = file.answer(Task::Snapshot, Ok(snapshot(vec![used("a", 5)])));
    assert!(answer(&mut file, effects, None).is_empty());
}

#[test]
fn once_is_evaluated_on_request() {
    let mut script = script(true);
    let effects = script.wake();
    assert!(answer(&mut script, effects, None).is_empty());
    assert!(!script.profile().evaluation.is_under_way);
    let effects = script.say(Message::EvaluateAlerts);
    assert_eq!(answer(&mut script, effects, None), [2]);
    // The login that the answer is for does not matter.
    let tag = Tag { generation: 9, ..script.tag() };
    for answer in [Message::EvaluationFailed(tag), Message::Alerts(tag, Alerts::default())] {
        assert!(script.profile().evaluation.is_under_way);
        script.say(answer);
        assert!(!script.profile().evaluation.is_under_way);
        script.say(Message::EvaluateAlerts);
    }
}
