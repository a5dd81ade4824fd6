//! A server that asks the client to wait gets no requests until then, whatever keys are pressed.

use super::script::*;

const ME: ProfileId = ProfileId(0);

/// A program whose quotas were throttled at 100 s for 400 s.
fn throttled_at_100() -> (Script, Vec<Effect>) {
    let mut script = Script::running(&many(2));
    script.after(100).wake();
    script.balance("1");
    let effects = script.fail(Task::Quotas, throttled(instant(500)));
    (script, effects)
}

#[test]
fn no_request_is_made_within_a_window_and_the_window_is_saved() {
    let (mut script, effects) = throttled_at_100();
    assert!(effects.contains(&Effect::WaitUntil(ME, FeedName::Quotas, Some(instant(500)))), "{effects:?}");
    assert_eq!(script.failure(FeedName::Quotas).unwrap().cause, throttled(instant(500)));
    for _ in 0..399 {
        let tasks = tasks(&script.after(1).wake());
        assert!(tasks.iter().all(|task| *task == Task::Account), "{tasks:?} at {:?}", script.now);
    }
    assert!(tasks(&script.after(1).wake()).contains(&Task::Quotas), "it is over");

    let effects = script.quotas(&many(2));
    assert!(effects.contains(&Effect::WaitUntil(ME, FeedName::Quotas, None)), "{effects:?}");
    assert_eq!(script.failure(FeedName::Quotas), None);
    script.after(67).wake();
    assert!(!script.quotas(&many(2)).iter().any(|effect| matches!(effect, Effect::WaitUntil(..))));
}

#[test]
fn r_respects_the_window_but_checks_for_another_login() {
    let (mut script, _) = throttled_at_100();
    let effects = script.after(1).type_in("r");
    assert!(effects.contains(&Effect::CheckLogin(ME)), "{effects:?}");
    assert_eq!(tasks(&effects), [Task::Account], "the other feeds are free");
    let effects = script.after(399).wake();
    assert!(forced(&effects).contains(&Task::Quotas), "the refresh is made up for: {effects:?}");

    let mut script = Script::running(&many(2));
    let effects = script.after(1).type_in("r");
    assert!(!effects.contains(&Effect::CheckLogin(ME)), "without a window the request itself checks");
}

#[test]
fn another_login_is_not_bound_by_the_window_of_the_old_one() {
    let (mut script, _) = throttled_at_100();
    let effects = script.after(1).say(Message::NewLogin(ME, Box::default()));
    assert_eq!(tasks(&effects), [Task::Catalogue, Task::Account]);
    assert_eq!(script.failure(FeedName::Quotas), None);
}

#[test]
fn an_answer_to_an_earlier_request_does_not_end_the_window() {
    let mut script = Script::running(&many(2));
    script.after(11 * MINUTE).wake();
    let until = instant(660 + 600);
    script.fail(Task::Quotas, throttled(until));
    let effects = script.after(1).switches(&[("m000", true)]);
    assert!(!effects.contains(&Effect::WaitUntil(ME, FeedName::Quotas, None)), "{effects:?}");
    assert_eq!(script.model("m000").free_quota_only, Some(true), "it is used all the same");
    let tasks = tasks(&script.after(598).wake());
    assert!(!tasks.contains(&Task::Quotas) && !tasks.contains(&Task::Switches), "{tasks:?}");
}

#[test]
fn the_longer_of_two_windows_applies() {
    let mut script = Script::running(&many(2));
    script.after(11 * MINUTE).wake();
    script.fail(Task::Quotas, throttled(instant(660 + 600)));
    let effects = script.fail(Task::Switches, throttled(instant(660 + 60)));
    assert!(
        !effects.contains(&Effect::WaitUntil(ME, FeedName::Quotas, Some(instant(720)))),
        "other instances must not get the shorter one: {effects:?}"
    );
    assert_eq!(script.profile().failure(Task::Switches).unwrap().cause, throttled(instant(1260)));
    let tasks = tasks(&script.after(599).wake());
    assert!(!tasks.contains(&Task::Quotas) && !tasks.contains(&Task::Switches), "{tasks:?}");
}

#[test]
fn without_a_time_the_window_is_as_long_as_the_pause_of_any_failure() {
    let mut script = Script::running(&many(2));
    script.after(67).wake();
    let effects = script.fail(Task::Account, Cause::RateLimited { until: None });
    let until = effects.iter().find_map(|effect| match effect {
        Effect::WaitUntil(ME, FeedName::Account, until) => *until,
        _ => None,
    });
    let pause = (until.unwrap() - script.now.utc).num_seconds();
    assert!((54..=66).contains(&pause), "{pause}");
    assert_eq!(script.failure(FeedName::Account).unwrap().cause, throttled(until.unwrap()), "it is shown");
}

#[test]
fn a_window_of_another_run_applies_from_the_start() {
    let wait_until = BTreeMap::from([(FeedName::Quotas, instant(300)), (FeedName::Account, instant(-1))]);
    let mut script = Script::knowing(LastKnown { wait_until, ..saved(many(2), 3600) });
    assert_eq!(script.failure(FeedName::Quotas).unwrap().cause, throttled(instant(300)));
    assert_eq!(tasks(&script.wake()), [Task::Account], "a window that is over no longer counts");
    script.balance("1");
    assert!(!tasks(&script.after(299).wake()).contains(&Task::Quotas));
    assert!(tasks(&script.after(1).wake()).contains(&Task::Quotas));
}

#[test]
fn a_window_that_another_instance_met_applies_here_too() {
    let mut script = Script::running(&many(2));
    script.after(67).wake();
    script.balance("1");
    let effects = script.say(Message::RateLimited(script.tag(), Task::Quotas, instant(200)));
    assert_eq!(beyond(effects), [], "the other instance has saved it");
    assert_eq!(script.failure(FeedName::Quotas).unwrap().cause, throttled(instant(200)));
    assert!(!tasks(&script.after(132).wake()).contains(&Task::Quotas));
    assert!(tasks(&script.after(1).wake()).contains(&Task::Quotas));
}

#[test]
fn a_one_shot_command_does_not_wait_for_a_window_to_end() {
    let mut script = Script::raw(SourceKind::Alibaba, true);
    let wait_until = BTreeMap::from([(FeedName::Quotas, instant(300))]);
    script.begin(LastKnown { wait_until, ..saved(many(2), 3600) });
    assert_eq!(tasks(&script.wake()), [Task::Account]);
    script.balance("1");
    assert!(script.profile().schedule.is_settled(script.now.monotonic));
}

#[test]
fn a_window_in_any_answer_applies() {
    let answers = [
        Err(Cause::HttpStatus { host: "h".to_owned(), status: 502 }),
        Err(Cause::NotLoggedIn { credential: "c".to_owned() }),
        Err(Cause::Refused { code: "Busy".to_owned(), message: String::new() }),
        Ok(Response::Account(dollars("1"))),
    ];
    for answer in answers {
        let mut script = Script::running(&many(2));
        let fetched = Fetched { wait_until: Some(instant(900)), ..Fetched::from(answer.clone()) };
        let effects = script.say(Message::Fetched(script.tag(), Task::Account, fetched));
        let remembered = Effect::WaitUntil(ME, FeedName::Account, Some(instant(900)));
        assert!(effects.contains(&remembered), "{answer:?}: {effects:?}");
        assert_eq!(script.failure(FeedName::Account).map(|failure| &failure.cause), answer.as_ref().err());
        assert_eq!(script.profile().next_request_at(FeedName::Account, script.now), Some(instant(900)));
        for _ in 0..14 {
            assert!(
                !tasks(&script.after(60).wake()).contains(&Task::Account),
                "{answer:?}: {:?}",
                script.now
            );
        }
        assert!(tasks(&script.after(60).wake()).contains(&Task::Account), "{answer:?}");
    }
}
