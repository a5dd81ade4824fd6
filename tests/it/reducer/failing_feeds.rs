//! Feeds that fail: what stays, what is shown, and when the next attempt is.

use super::script::*;

fn state(script: &Script, feed: FeedName) -> FeedState {
    script.profile().snapshot.feed_state(feed, REFRESH, script.now.utc)
}

#[test]
fn a_failure_changes_neither_data_nor_age_and_is_dated_from_the_first() {
    let mut script = Script::running(&many(3));
    let read_at = script.fetched_at(FeedName::Quotas);
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Fresh);

    script.after(67).wake();
    script.fail(Task::Quotas, timed_out());
    script.after(600).wake();
    let another = Cause::HttpStatus { host: "h".to_owned(), status: 502 };
    script.fail(Task::Quotas, another.clone());

    let failure = script.failure(FeedName::Quotas).unwrap();
    assert_eq!((&failure.cause, failure.since), (&another, instant(67)), "the newest cause, the first time");
    assert_eq!(script.fetched_at(FeedName::Quotas), read_at);
    assert_eq!(script.listed().len(), 3);
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Stale);
    assert_eq!(state(&script, FeedName::Account), FeedState::Stale, "by its age");
    assert_eq!(script.failure(FeedName::Account), None, "a feed fails alone");
    assert_eq!(script.state.notes(), 1);

    script.quotas(&many(3));
    assert_eq!(script.failure(FeedName::Quotas), None);
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(667)));
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Fresh);

    script.after(67).wake();
    script.fail(Task::Quotas, timed_out());
    assert_eq!(script.failure(FeedName::Quotas).unwrap().since, instant(734), "a new series of failures");
}

#[test]
fn retries_back_off_up_to_a_limit_and_recover() {
    let refused = Cause::Refused { code: "Busy".to_owned(), message: String::new() };
    let outage = [60, 120, 120, 120, 120, 120, 120, 120];
    for (cause, means) in [(timed_out(), outage), (refused, [60, 120, 240, 480, 600, 600, 600, 600])] {
        let mut script = Script::running(&many(1));
        script.after(67).wake();
        backs_off(&mut script, &cause, means);
        script.balance("1");
        let due = script.due_in(Task::Account);
        assert!((54..=66).contains(&due), "{due}");
    }
}

fn backs_off(script: &mut Script, cause: &Cause, means: [u64; 8]) {
    let mut pauses = Vec::new();
    for _ in 0..8 {
        script.fail(Task::Account, cause.clone());
        pauses.push(script.due_in(Task::Account));
        script.after(11 * MINUTE);
        assert!(tasks(&script.wake()).contains(&Task::Account));
    }
    for (pause, mean) in pauses.iter().zip(means) {
        assert!((mean * 9 / 10..=mean * 11 / 10).contains(pause), "{pauses:?}");
    }
}

#[test]
fn failing_switches_are_reported_and_do_not_hide_fresh_quotas() {
    let mut script = Script::running(&many(3));
    script.after(11 * MINUTE).wake();
    script.fail(Task::Switches, timed_out());
    script.quotas(&many(3));
    let quotas = script.profile().snapshot.feed(FeedName::Quotas);
    assert_eq!(quotas.fetched_at, Some(instant(660)), "the quotas were read now");
    assert_eq!(quotas.failure.as_ref().unwrap().cause, timed_out());
    script.after(11 * MINUTE).wake();
    script.switches(&[]);
    assert_eq!(script.failure(FeedName::Quotas), None);
}

#[test]
fn a_failure_of_the_quotas_is_shown_before_one_of_the_switches() {
    let mut script = Script::running(&many(1));
    script.after(11 * MINUTE).wake();
    script.fail(Task::Switches, timed_out());
    script.fail(Task::Quotas, Cause::NotLoggedIn { credential: "bl".to_owned() });
    assert!(matches!(script.failure(FeedName::Quotas).unwrap().cause, Cause::NotLoggedIn { .. }));
}

#[test]
fn a_failing_model_list_is_reported_only_while_there_is_none() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, timed_out());
    assert!(script.failure(FeedName::Quotas).is_some());

    let mut script = Script::running(&many(1));
    script.after(27 * HOUR).wake();
    script.quotas(&many(1));
    script.fail(Task::Catalogue, timed_out());
    assert_eq!(script.failure(FeedName::Quotas), None);
    assert_eq!(script.profile().failure(Task::Catalogue).unwrap().cause, timed_out(), "for the doctor");
}

#[test]
fn an_account_without_a_key_is_off_and_has_no_problem_line() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a"]);
    script.fail(Task::Account, Cause::NoAccessKey { looked_for: vec![] });
    assert_eq!(state(&script, FeedName::Account), FeedState::Off);
    assert_eq!(script.state.notes(), 0, "the header says it");
}

#[test]
fn missing_credentials_are_looked_for_at_the_usual_interval() {
    let mut script = Script::new();
    script.wake();
    for _ in 0..6 {
        script.fail(Task::Catalogue, no_login());
        script.fail(Task::Account, no_login());
        assert_eq!(tasks(&script.after(67).wake()), [Task::Catalogue, Task::Account]);
    }
}

#[test]
fn a_first_load_that_keeps_failing_in_part_has_stale_data_and_saves_them() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a", "b", "never"]);
    script.quotas_in_part(&[], timed_out());
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Failed, "it never had data");
    assert_eq!(script.fetched_at(FeedName::Quotas), None);

    script.after(67).wake();
    let effects = script.quotas_in_part(&[used("a", 500), used("b", 500)], timed_out());
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Stale);
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(67)));
    assert_eq!(saved_models(&effects), [(3, instant(67))], "so that the next run shows them");

    script.after(133).wake();
    script.quotas_in_part(&[used("a", 400)], timed_out());
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(67)), "as old as its oldest");
    let effects = script.quotas_in_part(&[used("b", 400)], timed_out());
    assert_eq!(saved_models(&effects), [(3, instant(200))]);
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Stale, "the failure is not hidden by it");
}
