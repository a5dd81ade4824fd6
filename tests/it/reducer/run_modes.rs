//! The other run modes: once, from a file, and the demo.

use quotatop::domain::{Feed, snapshot::DEMO_REFRESH};

use super::script::*;

const ME: ProfileId = ProfileId(0);

fn once(known: LastKnown) -> Script {
    Script::begun(SourceKind::Alibaba, true, known)
}

fn is_settled(script: &Script) -> bool {
    script.profile().schedule.is_settled(script.now.monotonic)
}

#[test]
fn once_is_settled_when_every_request_was_made_once() {
    let mut script = once(LastKnown::default());
    assert!(!is_settled(&script));
    script.wake();
    script.balance("1");
    assert!(!is_settled(&script));
    assert_eq!(tasks(&script.catalogue(&["a", "b"])), [Task::Quotas]);
    assert_eq!(tasks(&script.quotas(&[used("a", 0), used("b", 0)])), [Task::Switches]);
    assert!(!is_settled(&script));
    assert_eq!(tasks(&script.switches(&[])), [], "not even for models that have run out");
    assert!(is_settled(&script));
    assert_eq!(tasks(&script.after(27 * HOUR).wake()), []);
}

#[test]
fn an_unattended_one_shot_command_uses_the_data_of_another_instance_while_they_are_fresh() {
    for (seconds_ago, insists) in [(60, false), (119, false), (121, true)] {
        let mut script = Script::raw(SourceKind::Alibaba, true);
        script.state.profile_mut(ME).unwrap().schedule.yield_to_others();
        script.begin(saved(many(2), 300));
        let effects = script.wake();
        assert!(tasks(&effects).contains(&Task::Quotas) && forced(&effects).is_empty(), "{effects:?}");
        let effects = script.fetched_elsewhere(Task::Quotas, saved(many(2), seconds_ago), 60);
        assert_eq!(forced(&effects).contains(&Task::Quotas), insists, "{seconds_ago}: {effects:?}");
        assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(-seconds_ago)));
    }
}

#[test]
fn once_does_not_retry() {
    let mut script = once(saved(many(2), 3600));
    assert_eq!(tasks(&script.wake()), [Task::Quotas, Task::Account]);
    assert_eq!(tasks(&script.fail(Task::Quotas, timed_out())), [], "the other one would fail likewise");
    script.fetched_elsewhere(Task::Account, LastKnown::default(), 60);
    assert!(is_settled(&script));
    assert_eq!(tasks(&script.after(HOUR).wake()), []);
}

#[test]
fn once_without_a_login_is_settled_at_once() {
    let mut script = once(LastKnown::default());
    script.wake();
    script.fail(Task::Catalogue, no_login());
    script.fail(Task::Account, no_login());
    assert!(is_settled(&script));
}

fn snapshot_file() -> Script {
    let mut script = Script::begun(SourceKind::Snapshot, false, LastKnown::default());
    assert_eq!(tasks(&script.wake()), [Task::Snapshot]);
    script
}

#[test]
fn a_file_is_read_when_it_changes_and_when_the_user_presses_r() {
    let mut script = snapshot_file();
    script.answer(Task::Snapshot, Ok(snapshot(vec![used("b", 5), used("a", 6)])));
    assert_eq!(script.listed(), ["b", "a"]);
    for _ in 0..100 {
        assert_eq!(tasks(&script.after(HOUR).wake()), []);
    }
    assert_eq!(tasks(&script.say(Message::FileChanged(ME))), [Task::Snapshot]);
    assert_eq!(tasks(&script.say(Message::FileChanged(ME))), [], "it is being read");
    script.answer(Task::Snapshot, Ok(snapshot(vec![used("c", 7)])));
    assert_eq!(script.listed(), ["c"], "nothing but what the file says");
    script.answer(Task::Snapshot, Ok(Response::Unchanged));
    assert_eq!(tasks(&script.type_in("r")), [Task::Snapshot]);
    script.answer(Task::Snapshot, Ok(Response::Unchanged));
    assert_eq!(script.listed(), ["c"]);
}

#[test]
fn an_emptied_file_leaves_nothing_in_the_list_even_while_the_order_is_held() {
    let mut script = snapshot_file();
    script.answer(Task::Snapshot, Ok(snapshot(many(2))));
    script.press(Code::Down);
    script.answer(Task::Snapshot, Ok(snapshot(vec![])));
    assert_eq!((script.state.list.len(), script.selected()), (0, ""));
}

#[test]
fn an_unreadable_file_is_retried_and_the_data_stay() {
    let mut script = snapshot_file();
    script.answer(Task::Snapshot, Ok(snapshot(many(2))));
    script.say(Message::FileChanged(ME));
    let cause = Cause::File { path: "q.json".to_owned(), detail: "not there".to_owned() };
    script.fail(Task::Snapshot, cause.clone());
    assert_eq!(script.failure(FeedName::Quotas).unwrap().cause, cause);
    assert_eq!(script.listed().len(), 2);
    assert_eq!(tasks(&script.after(67).wake()), [Task::Snapshot]);
    script.answer(Task::Snapshot, Ok(snapshot(many(3))));
    assert_eq!(script.failure(FeedName::Quotas), None);
    assert_eq!(script.listed().len(), 3);
}

#[test]
fn failures_reported_in_a_file_are_shown() {
    let reported = Failure { cause: timed_out(), since: instant(-60) };
    let account = Feed { fetched_at: None, failure: Some(reported.clone()) };
    let mut script = snapshot_file();
    let snapshot = Snapshot {
        feeds: [(FeedName::Account, account)].into_iter().collect(),
        ..Snapshot::empty(instant(0))
    };
    script.answer(Task::Snapshot, Ok(Response::Snapshot(Box::new(snapshot))));
    assert_eq!(script.failure(FeedName::Account), Some(&reported));
    script.say(Message::FileChanged(ME));
    script.fail(Task::Snapshot, Cause::File { path: "q.json".to_owned(), detail: "gone".to_owned() });
    assert_eq!(script.failure(FeedName::Account), Some(&reported), "it stays");
}

#[test]
fn the_demo_moves_every_two_seconds() {
    let mut script = Script::raw(SourceKind::Demo, false);
    script.state.profile_mut(ME).unwrap().refresh = DEMO_REFRESH;
    script.begin(LastKnown::default());
    assert_eq!(tasks(&script.wake()), [Task::Snapshot]);
    for _ in 0..10 {
        let effects = script.answer(Task::Snapshot, Ok(snapshot(many(2))));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Save(..))), "{effects:?}");
        assert_eq!(tasks(&script.after_millis(1799).wake()), []);
        assert_eq!(tasks(&script.after_millis(401).wake()), [Task::Snapshot]);
    }
}

#[test]
fn one_key_quits_or_suspends() {
    let mut script = Script::new();
    assert!(script.type_in("q").contains(&Effect::Quit));
    assert!(script.ctrl('c').contains(&Effect::Quit));
    assert!(script.ctrl('z').contains(&Effect::Suspend));
    assert!(script.say(Message::Ended).contains(&Effect::Quit));
    script.type_in("/");
    assert!(!script.type_in("q").contains(&Effect::Quit), "it is typed into the filter");
    assert!(script.ctrl('c').contains(&Effect::Quit));
    script.press(Code::Esc);
    assert_eq!(script.type_in("xyz1"), [], "keys without a meaning");
}
