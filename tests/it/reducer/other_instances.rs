//! Several instances: one makes the requests, the others take over its data.

use super::script::*;

/// What another instance read this many seconds after the start.
fn found(models: &[Model], seconds: i64) -> LastKnown {
    let read_at = instant(seconds);
    let read = |model: &Model| Model {
        quota: model.quota.clone().map(|quota| Quota { read_at, ..quota }),
        ..model.clone()
    };
    saved(models.iter().map(read).collect(), -seconds)
}

#[test]
fn the_data_of_another_instance_are_used_and_its_next_request_is_waited_for() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(67).wake();
    let known = found(&[used("a", 400), used("new", 300)], 50);
    let effects = script.fetched_elsewhere(Task::Quotas, known, 110);
    assert_eq!(beyond(effects), [], "it is saved already");
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(50)));
    assert_eq!(script.model("a").quota.as_ref().unwrap().remaining, Some(400.into()));
    assert_eq!(script.listed(), ["new", "a"]);
    assert!(
        !tasks(&script.after(43).wake()).contains(&Task::Quotas),
        "the other instance makes its request then"
    );
    assert!(tasks(&script.after(2).wake()).contains(&Task::Quotas), "and has saved the answer by now");
}

#[test]
fn older_data_of_another_instance_replace_nothing() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(67).wake();
    script.quotas(&[used("a", 450)]);
    script.balance("3");
    script.fetched_elsewhere(Task::Switches, found(&[used("a", 480)], 30), 90);
    assert_eq!(script.model("a").quota.as_ref().unwrap().remaining, Some(450.into()));
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(67)));
    assert_eq!(script.profile().snapshot.balance, Some(dollars("3")));
}

#[test]
fn newer_data_of_another_instance_end_a_failure() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(11 * MINUTE).wake();
    script.fail(Task::Quotas, timed_out());
    script.fail(Task::Switches, timed_out());
    script.after(60).wake();
    script.fetched_elsewhere(Task::Quotas, found(&[used("a", 480)], 700), 760);
    assert_eq!(script.failure(FeedName::Quotas), None);
}

#[test]
fn requests_begin_when_the_other_instance_is_gone() {
    let mut script = Script::new();
    assert_eq!(tasks(&script.wake()), [Task::Catalogue, Task::Account]);
    script.fetched_elsewhere(Task::Account, LastKnown::default(), 60);
    script.fetched_elsewhere(Task::Catalogue, found(&many(2), 0), 60);
    assert_eq!(script.listed().len(), 2);
    assert!(tasks(&script.after(67).wake()).contains(&Task::Quotas));
    assert_eq!(tasks(&script.quotas(&many(2))), [Task::Switches]);
}

/// When this feed is next requested, as reported to the others, in seconds from the start.
fn announced(effects: &[Effect], feed: FeedName) -> Vec<i64> {
    let announced = |effect: &Effect| match effect {
        Effect::NextRequestAt(ProfileId(0), of, at) if *of == feed => Some((*at - instant(0)).num_seconds()),
        _ => None,
    };
    effects.iter().filter_map(announced).collect()
}

#[test]
fn the_next_request_is_announced_to_the_others_and_none_later() {
    let mut script = Script::new();
    script.wake();
    let effects = script.balance("1");
    assert!((54..=66).contains(&announced(&effects, FeedName::Account)[0]), "{effects:?}");
    for effects in [script.catalogue(&["a"]), script.quotas(&[used("a", 500)])] {
        assert_eq!(announced(&effects, FeedName::Quotas), [0; 0], "another request follows at once");
    }
    let all = announced(&script.switches(&[]), FeedName::Quotas);
    assert!(matches!(all[..], [54..=66]), "not the next reading of the model list: {all:?}");
}

#[test]
fn a_refresh_during_a_request_follows_once_the_other_instance_has_its_answer() {
    let mut script = Script::running(&[used("a", 500)]);
    assert!(tasks(&script.after(67).wake()).contains(&Task::Quotas));
    assert_eq!(forced(&script.type_in("r")), [], "the others are under way, or follow them");
    let effects = script.fetched_elsewhere(Task::Quotas, found(&[used("a", 400)], 50), 110);
    assert_eq!(forced(&effects), [Task::Quotas], "now, and not some time later");
    let effects = script.fetched_elsewhere(Task::Quotas, LastKnown::default(), 110);
    assert_eq!(tasks(&effects), [Task::Switches], "only once");
    let later = script.after(67).wake();
    assert!(tasks(&later).contains(&Task::Quotas) && !forced(&later).contains(&Task::Quotas), "{later:?}");
}

#[test]
fn a_refresh_during_a_request_that_fails_is_made_after_it() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(67).wake();
    script.type_in("r");
    let effects = script.fail(Task::Quotas, timed_out());
    assert_eq!(forced(&effects), [Task::Quotas], "the user may have fixed the cause meanwhile");
    let mut answered = Script { state: script.state.clone(), now: script.now };
    let effects = answered.quotas(&[used("a", 500)]);
    assert!(forced(&effects).contains(&Task::Switches), "so is what follows it: {effects:?}");
    assert_eq!(tasks(&script.fail(Task::Quotas, timed_out())), [], "only once");
    let later = script.after(134).wake();
    assert!(tasks(&later).contains(&Task::Quotas) && !forced(&later).contains(&Task::Quotas), "{later:?}");
}
