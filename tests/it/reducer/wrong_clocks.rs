//! A clock that is wrong, or that nobody can rely on: what is shown, and that nothing is called free by it.

use super::script::*;

const UNSURE: ClockState = ClockState::Unsure { behind: None };

fn next_call(script: &Script, name: &str) -> NextCall {
    script.profile().model(&name.into()).unwrap().1.next_call
}

fn clock_notes(script: &Script) -> Vec<Cause> {
    let of_clock = |note| if let Note::Clock(cause) = note { Some(cause) } else { None };
    script.state.note_lines().filter_map(|(_, note)| of_clock(note)).collect()
}

#[test]
fn nothing_is_free_while_the_clock_cannot_be_relied_on() {
    let expiring = model("expired", 500, Some(instant(60)));
    let mut script = Script::running(&[used("left", 500), used("over", 0), expiring]);
    script.switches(&[("left", false), ("over", false), ("expired", false)]);
    script.after(61).wake();
    let calls = |script: &Script| ["left", "over", "expired"].map(|name| next_call(script, name));
    assert_eq!(calls(&script), [NextCall::Free, NextCall::Billed, NextCall::Billed]);
    script.say(Message::Clock(UNSURE));
    assert_eq!(calls(&script), [NextCall::Unknown, NextCall::Billed, NextCall::Unknown]);
    script.say(Message::Clock(ClockState::InStep));
    assert_eq!(calls(&script), [NextCall::Free, NextCall::Billed, NextCall::Billed]);
}

#[test]
fn a_correction_is_judged_at_once() {
    let mut script = Script::running(&[model("m", 500, Some(instant(3600)))]);
    script.switches(&[("m", false)]);
    assert_eq!(next_call(&script, "m"), NextCall::Free);
    // The server's clock is three days ahead, and the quota was read by ours.
    script.now.utc += TimeDelta::days(3);
    script.say(Message::Clock(ClockState::Off(TimeDelta::days(3))));
    assert_eq!(next_call(&script, "m"), NextCall::Billed);
    assert_eq!(clock_notes(&script), [Cause::ClockSkew { seconds: 3 * 86_400 }]);
}

#[test]
fn a_clock_that_the_next_answer_will_check_is_no_news() {
    let mut script = Script::running(&many(2));
    script.say(Message::Clock(UNSURE));
    assert_eq!(clock_notes(&script), []);
    script.fail(Task::Quotas, timed_out());
    assert_eq!(clock_notes(&script), [Cause::ClockUnsure { behind_seconds: None }]);
    script.say(Message::Clock(ClockState::InStep));
    assert_eq!(clock_notes(&script), [], "it ends with its cause");
}

#[test]
fn a_clock_is_warned_of_once_however_many_profiles_there_are() {
    let mut script = Script::running(&many(2));
    let other = script.profile().clone();
    script.state.open(other);
    script.say(Message::Clock(ClockState::Off(TimeDelta::days(-3))));
    assert_eq!(clock_notes(&script).len(), 1);
}

#[test]
fn the_demo_is_as_old_as_the_clock_says() {
    let mut script = Script::raw(SourceKind::Demo, false);
    script.begin(quotatop::domain::LastKnown::default());
    let mut left = used("left", 500);
    left.free_quota_only = Some(false);
    script.answer(Task::Snapshot, Ok(snapshot(vec![left])));
    update(&mut script.state, Message::Clock(UNSURE), script.now);
    assert_eq!((next_call(&script, "left"), clock_notes(&script)), (NextCall::Free, vec![]));
}
