//! Several instances: one asks the server, the others take over what it has found.

use super::script::*;

/// What another instance read so many seconds after the start.
fn found(models: &[Model], seconds: i64) -> LastKnown {
    let read_at = instant(seconds);
    let read = |model: &Model| Model {
        quota: model.quota.clone().map(|quota| Quota { read_at, ..quota }),
        ..model.clone()
    };
    kept(models.iter().map(read).collect(), -seconds)
}

fn elsewhere(script: &Script, task: Task, known: LastKnown, next_due: i64) -> Message {
    Message::AskedElsewhere(script.tag(), task, known, instant(next_due))
}

#[test]
fn what_another_instance_found_is_ours_and_the_next_question_waits_for_it() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(67).wake();
    let known = found(&[used("a", 400), used("new", 300)], 50);
    let effects = script.say(elsewhere(&script, Task::Quotas, known, 110));
    assert_eq!(beyond(effects), [], "it is kept already");
    assert_eq!(script.profile().snapshot.quotas.fetched_at, Some(instant(50)));
    assert_eq!(script.model("a").quota.as_ref().unwrap().remaining, Some(400.into()));
    assert_eq!(script.listed(), ["new", "a"]);
    assert!(!asked(&script.after(43).wake()).contains(&Task::Quotas), "the other asks then");
    assert!(asked(&script.after(2).wake()).contains(&Task::Quotas), "and has written by now");
}

#[test]
fn older_data_of_another_instance_do_not_replace_ours() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(67).wake();
    script.quotas(&[used("a", 450)]);
    script.balance("3");
    script.say(elsewhere(&script, Task::Switches, found(&[used("a", 480)], 30), 90));
    assert_eq!(script.model("a").quota.as_ref().unwrap().remaining, Some(450.into()));
    assert_eq!(script.profile().snapshot.quotas.fetched_at, Some(instant(67)));
    assert_eq!(script.profile().snapshot.balance, Some(balance("3")));
}

#[test]
fn newer_data_of_another_instance_end_our_failure() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(11 * MINUTE).wake();
    script.fail(Task::Quotas, timed_out());
    script.fail(Task::Switches, timed_out());
    script.after(60).wake();
    script.say(elsewhere(&script, Task::Quotas, found(&[used("a", 480)], 700), 760));
    assert_eq!(script.failure(FeedName::Quotas), None);
}

#[test]
fn an_instance_that_never_asked_takes_over_when_the_other_is_gone() {
    let mut script = Script::new();
    assert_eq!(asked(&script.wake()), [Task::Catalogue, Task::Account]);
    script.say(elsewhere(&script, Task::Account, LastKnown::default(), 60));
    script.say(elsewhere(&script, Task::Catalogue, found(&many(2), 0), 60));
    assert_eq!(script.listed().len(), 2);
    let asked = asked(&script.after(67).wake());
    assert!(asked.contains(&Task::Quotas) && asked.contains(&Task::Switches), "{asked:?}");
}

/// When this feed is next requested, as reported to the others, in seconds from the start.
fn announced(effects: &[Effect], feed: FeedName) -> Vec<i64> {
    let announced = |effect: &Effect| match effect {
        Effect::Asked(ProfileId(0), of, at) if *of == feed => Some((*at - instant(0)).num_seconds()),
        _ => None,
    };
    effects.iter().filter_map(announced).collect()
}

#[test]
fn the_others_are_told_of_the_next_question_and_of_none_later() {
    for order in [[Task::Quotas, Task::Switches], [Task::Switches, Task::Quotas]] {
        let mut script = Script::new();
        script.wake();
        let effects = script.balance("1");
        assert!((54..=66).contains(&announced(&effects, FeedName::Account)[0]), "{effects:?}");
        let mut all = announced(&script.catalogue(&["a"]), FeedName::Quotas);
        for task in order {
            all.extend(match task {
                Task::Quotas => announced(&script.quotas(&[used("a", 500)]), FeedName::Quotas),
                _ => announced(&script.switches(&[]), FeedName::Quotas),
            });
        }
        assert!(
            all.iter().all(|at| *at <= 66),
            "nobody is put off until the list of models is read: {all:?}"
        );
        assert!((54..=66).contains(all.last().unwrap()), "{all:?}");
    }
}

fn forced(effects: &[Effect]) -> Vec<Task> {
    let forced = |effect: &Effect| match effect {
        Effect::Ask { task, force: true, .. } => Some(*task),
        _ => None,
    };
    effects.iter().filter_map(forced).collect()
}

#[test]
fn what_a_person_asks_for_during_a_question_is_asked_for_once_another_instance_had_it() {
    let mut script = Script::running(&[used("a", 500)]);
    assert!(asked(&script.after(67).wake()).contains(&Task::Quotas));
    assert_eq!(forced(&script.type_in("r")), [Task::Switches], "the others are under way");
    let effects = script.say(elsewhere(&script, Task::Quotas, found(&[used("a", 400)], 50), 110));
    assert_eq!(forced(&effects), [Task::Quotas], "now, and not at some later time unasked");
    let effects = script.say(elsewhere(&script, Task::Quotas, LastKnown::default(), 110));
    assert_eq!(asked(&effects), [], "once is enough");
    let later = script.after(67).wake();
    assert!(asked(&later).contains(&Task::Quotas) && !forced(&later).contains(&Task::Quotas), "{later:?}");
}

#[test]
fn a_failure_uses_up_what_a_person_asked_for_during_the_question() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(67).wake();
    script.type_in("r");
    assert_eq!(asked(&script.fail(Task::Quotas, timed_out())), [], "the pause holds");
    let later = script.after(67).wake();
    assert!(asked(&later).contains(&Task::Quotas) && !forced(&later).contains(&Task::Quotas), "{later:?}");
}
