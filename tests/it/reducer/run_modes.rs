//! The other ways to run: once, from a file, and the demo.

use quotatop::{app::account::profile::DEMO_REFRESH, domain::Feed};

use super::script::*;

const ME: ProfileId = ProfileId(0);

fn once(known: LastKnown) -> Script {
    let mut script = Script::raw(SourceKind::Alibaba, true);
    script.begin(known);
    script
}

fn is_settled(script: &Script) -> bool {
    script.profile().schedule.is_settled(script.now.monotonic)
}

#[test]
fn once_is_settled_when_everything_was_asked_once() {
    let mut script = once(LastKnown::default());
    assert!(!is_settled(&script));
    script.wake();
    script.balance("1");
    assert!(!is_settled(&script));
    assert_eq!(asked(&script.catalogue(&["a", "b"])), [Task::Quotas, Task::Switches]);
    assert_eq!(
        asked(&script.quotas(&[used("a", 0), used("b", 0)])),
        [],
        "what is over is no reason to ask twice"
    );
    assert!(!is_settled(&script));
    assert_eq!(asked(&script.switches(&[])), []);
    assert!(is_settled(&script));
    assert_eq!(asked(&script.after(27 * HOUR).wake()), []);
}

#[test]
fn once_without_a_person_takes_what_another_instance_reads_while_that_is_fresh() {
    for (seconds_ago, insists) in [(60, false), (119, false), (121, true)] {
        let mut script = Script::raw(SourceKind::Alibaba, true);
        script.state.profile_mut(ME).unwrap().schedule.yield_to_others();
        script.begin(kept(many(2), 300));
        let forced = |effects: &[Effect]| {
            effects.iter().any(|effect| matches!(effect, Effect::Ask { task: Task::Quotas, force: true, .. }))
        };
        let effects = script.wake();
        assert!(asked(&effects).contains(&Task::Quotas) && !forced(&effects), "{effects:?}");
        let known = kept(many(2), seconds_ago);
        let effects = script.say(Message::AskedElsewhere(script.tag(), Task::Quotas, known, instant(60)));
        assert_eq!(forced(&effects), insists, "{seconds_ago}: {effects:?}");
        assert_eq!(script.profile().snapshot.quotas.fetched_at, Some(instant(-seconds_ago)));
    }
}

#[test]
fn once_does_not_try_again() {
    let mut script = once(kept(many(2), 3600));
    assert_eq!(asked(&script.wake()), [Task::Quotas, Task::Switches, Task::Account]);
    script.fail(Task::Quotas, timed_out());
    script.fail(Task::Switches, throttled(instant(5)));
    script.say(Message::AskedElsewhere(script.tag(), Task::Account, LastKnown::default(), instant(60)));
    assert!(is_settled(&script));
    assert_eq!(asked(&script.after(HOUR).wake()), []);
}

#[test]
fn once_without_a_login_is_settled_at_once() {
    let mut script = once(LastKnown::default());
    script.wake();
    script.fail(Task::Catalogue, no_login());
    script.fail(Task::Account, no_login());
    assert!(is_settled(&script));
}

fn of_a_file() -> Script {
    let mut script = Script::raw(SourceKind::Snapshot, false);
    script.begin(LastKnown::default());
    assert_eq!(asked(&script.wake()), [Task::Snapshot]);
    script
}

#[test]
fn a_file_is_read_when_it_changes_and_when_a_person_says_so() {
    let mut script = of_a_file();
    script.answer(Task::Snapshot, Ok(snapshot(vec![used("b", 5), used("a", 6)])));
    assert_eq!(script.listed(), ["b", "a"]);
    for _ in 0..100 {
        assert_eq!(asked(&script.after(HOUR).wake()), []);
    }
    assert_eq!(asked(&script.say(Message::FileChanged(ME))), [Task::Snapshot]);
    assert_eq!(asked(&script.say(Message::FileChanged(ME))), [], "it is being read");
    script.answer(Task::Snapshot, Ok(snapshot(vec![used("c", 7)])));
    assert_eq!(script.listed(), ["c"], "a file is the whole truth");
    script.answer(Task::Snapshot, Ok(Response::Unchanged));
    assert_eq!(asked(&script.type_in("r")), [Task::Snapshot]);
    script.answer(Task::Snapshot, Ok(Response::Unchanged));
    assert_eq!(script.listed(), ["c"]);
}

#[test]
fn a_file_that_becomes_empty_leaves_nothing_behind_even_while_the_order_is_held() {
    let mut script = of_a_file();
    script.answer(Task::Snapshot, Ok(snapshot(many(2))));
    script.press(Code::Down);
    script.answer(Task::Snapshot, Ok(snapshot(vec![])));
    assert_eq!((script.state.list.len(), script.selected()), (0, ""));
}

#[test]
fn a_file_that_cannot_be_read_is_tried_again_and_what_was_read_stays() {
    let mut script = of_a_file();
    script.answer(Task::Snapshot, Ok(snapshot(many(2))));
    script.say(Message::FileChanged(ME));
    let cause = Cause::File { path: "q.json".to_owned(), detail: "not there".to_owned() };
    script.fail(Task::Snapshot, cause.clone());
    assert_eq!(script.failure(FeedName::Quotas).unwrap().cause, cause);
    assert_eq!(script.listed().len(), 2);
    assert_eq!(asked(&script.after(67).wake()), [Task::Snapshot]);
    script.answer(Task::Snapshot, Ok(snapshot(many(3))));
    assert_eq!(script.failure(FeedName::Quotas), None);
    assert_eq!(script.listed().len(), 3);
}

#[test]
fn a_file_keeps_the_failures_that_its_writer_told() {
    let reported = Failure { cause: timed_out(), since: instant(-60) };
    let account = Feed { fetched_at: None, failure: Some(reported.clone()) };
    let mut script = of_a_file();
    let snapshot = Snapshot { account, ..Snapshot::empty(instant(0)) };
    script.answer(Task::Snapshot, Ok(Response::Snapshot(Box::new(snapshot))));
    assert_eq!(script.failure(FeedName::Account), Some(&reported));
    script.say(Message::FileChanged(ME));
    script.fail(Task::Snapshot, Cause::File { path: "q.json".to_owned(), detail: "gone".to_owned() });
    assert_eq!(script.failure(FeedName::Account), Some(&reported), "the file says nothing else");
}

#[test]
fn the_demo_moves_every_two_seconds() {
    let mut script = Script::raw(SourceKind::Demo, false);
    let profile = quotatop::app::Profile::new(
        "demo",
        SourceKind::Demo,
        DEMO_REFRESH,
        quotatop::app::account::schedule::Schedule::new(7, false),
        script.now,
    );
    script.state = quotatop::app::State::new(profile, quotatop::domain::Thresholds::default(), script.now);
    script.begin(LastKnown::default());
    assert_eq!(asked(&script.wake()), [Task::Snapshot]);
    for _ in 0..10 {
        let effects = script.answer(Task::Snapshot, Ok(snapshot(many(2))));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Save(..))), "{effects:?}");
        assert_eq!(asked(&script.after_millis(1799).wake()), []);
        assert_eq!(asked(&script.after_millis(401).wake()), [Task::Snapshot]);
    }
}

#[test]
fn leaving_needs_no_more_than_its_key() {
    let mut script = Script::new();
    assert!(script.type_in("q").contains(&Effect::Quit));
    assert!(script.ctrl('c').contains(&Effect::Quit));
    assert!(script.ctrl('z').contains(&Effect::Suspend));
    assert!(script.say(Message::Ended).contains(&Effect::Quit));
    script.type_in("/");
    assert!(!script.type_in("q").contains(&Effect::Quit), "it is typed into the filter");
    assert!(script.ctrl('c').contains(&Effect::Quit));
    script.press(Code::Esc);
    assert_eq!(script.type_in("xyz1"), [], "keys that mean nothing");
}
