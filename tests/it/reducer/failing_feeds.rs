//! Feeds that fail: what stays, what is shown, and when the next attempt is.

use super::script::*;

fn state(script: &Script, feed: FeedName) -> FeedState {
    script.profile().snapshot.feed_state(feed, REFRESH, script.now.utc)
}

#[test]
fn a_failure_keeps_the_data_and_their_age_and_is_told_since_the_first() {
    let mut script = Script::running(&many(3));
    let read_at = script.profile().snapshot.quotas.fetched_at;
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Fresh);

    script.after(67).wake();
    script.fail(Task::Quotas, timed_out());
    script.after(600).wake();
    let another = Cause::HttpStatus { host: "h".to_owned(), status: 502 };
    script.fail(Task::Quotas, another.clone());

    let failure = script.failure(FeedName::Quotas).unwrap();
    assert_eq!((&failure.cause, failure.since), (&another, instant(67)), "the newest cause, the first time");
    assert_eq!(script.profile().snapshot.quotas.fetched_at, read_at);
    assert_eq!(script.listed().len(), 3);
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Stale);
    assert_eq!(state(&script, FeedName::Account), FeedState::Stale, "by its age");
    assert_eq!(script.failure(FeedName::Account), None, "a feed fails alone");
    assert_eq!(script.state.notes(), 1);

    script.quotas(&many(3));
    assert_eq!(script.failure(FeedName::Quotas), None);
    assert_eq!(script.profile().snapshot.quotas.fetched_at, Some(instant(667)));
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Fresh);

    script.after(67).wake();
    script.fail(Task::Quotas, timed_out());
    assert_eq!(script.failure(FeedName::Quotas).unwrap().since, instant(734), "a new row of failures");
}

#[test]
fn attempts_grow_rarer_up_to_a_limit_and_recover_their_pace() {
    let refused = Cause::Refused { code: "Busy".to_owned(), message: String::new() };
    let outage = [60, 120, 120, 120, 120, 120, 120, 120];
    for (cause, means) in [(timed_out(), outage), (refused, [60, 120, 240, 480, 600, 600, 600, 600])] {
        let mut script = Script::running(&many(1));
        script.after(67).wake();
        grows_rarer(&mut script, &cause, means);
        script.balance("1");
        let due = script.profile().schedule.due(Task::Account).unwrap() - script.now.monotonic;
        assert!((54..=66).contains(&due.as_secs()), "{due:?}");
    }
}

fn grows_rarer(script: &mut Script, cause: &Cause, means: [u64; 8]) {
    let mut pauses = Vec::new();
    for _ in 0..8 {
        script.fail(Task::Account, cause.clone());
        let due = script.profile().schedule.due(Task::Account).unwrap();
        pauses.push((due - script.now.monotonic).as_secs());
        script.after(11 * MINUTE);
        assert!(asked(&script.wake()).contains(&Task::Account));
    }
    for (pause, mean) in pauses.iter().zip(means) {
        assert!((mean * 9 / 10..=mean * 11 / 10).contains(pause), "{pauses:?}");
    }
}

#[test]
fn failing_switches_are_told_and_do_not_hide_fresh_quotas() {
    let mut script = Script::running(&many(3));
    script.after(11 * MINUTE).wake();
    script.fail(Task::Switches, timed_out());
    script.quotas(&many(3));
    let quotas = &script.profile().snapshot.quotas;
    assert_eq!(quotas.fetched_at, Some(instant(660)), "the quotas were read now");
    assert_eq!(quotas.failure.as_ref().unwrap().cause, timed_out());
    script.after(11 * MINUTE).wake();
    script.switches(&[]);
    assert_eq!(script.failure(FeedName::Quotas), None);
}

#[test]
fn failing_quotas_outweigh_failing_switches() {
    let mut script = Script::running(&many(1));
    script.after(11 * MINUTE).wake();
    script.fail(Task::Switches, timed_out());
    script.fail(Task::Quotas, Cause::NotLoggedIn { credential: "bl".to_owned() });
    assert!(matches!(script.failure(FeedName::Quotas).unwrap().cause, Cause::NotLoggedIn { .. }));
}

#[test]
fn a_list_of_models_that_cannot_be_read_again_is_told_only_while_there_is_none() {
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
fn an_account_that_cannot_be_asked_is_off_and_no_line_tells_it() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a"]);
    script.fail(Task::Account, Cause::NoAccessKey { looked_for: vec![] });
    assert_eq!(state(&script, FeedName::Account), FeedState::Off);
    assert_eq!(script.state.notes(), 0, "the header tells it");
}

#[test]
fn what_is_missing_on_this_machine_is_looked_for_at_the_usual_pace() {
    let mut script = Script::new();
    script.wake();
    for _ in 0..6 {
        script.fail(Task::Catalogue, no_login());
        script.fail(Task::Account, no_login());
        assert_eq!(asked(&script.after(67).wake()), [Task::Catalogue, Task::Account]);
    }
}

#[test]
fn a_first_load_of_which_a_part_keeps_failing_has_data_that_are_stale_and_kept() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a", "b", "never"]);
    script.quotas_in_part(&[], Some(timed_out()));
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Failed, "it never had data");
    assert_eq!(script.profile().snapshot.quotas.fetched_at, None);

    script.after(67).wake();
    let effects = script.quotas_in_part(&[used("a", 500), used("b", 500)], Some(timed_out()));
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Stale);
    assert_eq!(script.profile().snapshot.quotas.fetched_at, Some(instant(67)));
    assert_eq!(kept_at(&effects), [instant(67)], "so that the next run shows them");

    script.after(133).wake();
    script.quotas_in_part(&[used("a", 400)], Some(timed_out()));
    assert_eq!(script.profile().snapshot.quotas.fetched_at, Some(instant(67)), "as old as its oldest");
    let effects = script.quotas_in_part(&[used("b", 400)], Some(timed_out()));
    assert_eq!(kept_at(&effects), [instant(200)]);
    assert_eq!(state(&script, FeedName::Quotas), FeedState::Stale, "the failure is not hidden by it");
}

fn kept_at(effects: &[Effect]) -> Vec<chrono::DateTime<chrono::Utc>> {
    let kept = |effect: &Effect| match effect {
        Effect::Save(_, SaveData::Models(kept)) => Some(kept.fetched_at),
        _ => None,
    };
    effects.iter().filter_map(kept).collect()
}
