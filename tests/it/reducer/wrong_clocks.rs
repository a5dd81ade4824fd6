//! Clocks that are wrong or uncertain: what is shown, and that no call is called free because of them.

use super::script::*;

const UNSURE: ClockState = ClockState::Unsure { behind: None };

fn clock_notes(script: &Script) -> Vec<Cause> {
    let of_clock = |note| if let Note::Clock(cause) = note { Some(cause) } else { None };
    script.state.note_lines().filter_map(|(_, note)| of_clock(note)).collect()
}

#[test]
fn no_call_is_free_while_the_clock_is_uncertain() {
    let expiring = model("expired", 500, Some(instant(60)));
    let mut script = Script::running(&[used("left", 500), used("over", 0), expiring]);
    script.switches(&[("left", false), ("over", false), ("expired", false)]);
    script.after(61).wake();
    let calls = |script: &Script| ["left", "over", "expired"].map(|name| script.next_call(name));
    assert_eq!(calls(&script), [NextCall::Free, NextCall::Billed, NextCall::Billed]);
    script.say(Message::Clock(UNSURE));
    assert_eq!(calls(&script), [NextCall::Unknown, NextCall::Billed, NextCall::Unknown]);
    script.say(Message::Clock(ClockState::InStep));
    assert_eq!(calls(&script), [NextCall::Free, NextCall::Billed, NextCall::Billed]);
}

#[test]
fn a_correction_takes_effect_at_once() {
    let mut script = Script::running(&[model("m", 500, Some(instant(3600)))]);
    script.switches(&[("m", false)]);
    assert_eq!(script.next_call("m"), NextCall::Free);
    // The server's clock is three days ahead, and the quota was read by ours.
    script.now.utc += TimeDelta::days(3);
    script.say(Message::Clock(ClockState::Off(TimeDelta::days(3))));
    assert_eq!(script.next_call("m"), NextCall::Billed);
    assert_eq!(clock_notes(&script), [Cause::ClockSkew { seconds: 3 * 86_400 }]);
}

#[test]
fn an_uncertain_clock_is_reported_only_while_no_answer_arrives() {
    let mut script = Script::running(&many(2));
    script.say(Message::Clock(UNSURE));
    assert_eq!(clock_notes(&script), []);
    script.fail(Task::Quotas, timed_out());
    assert_eq!(clock_notes(&script), [Cause::ClockUnsure { behind_seconds: None }]);
    script.say(Message::Clock(ClockState::InStep));
    assert_eq!(clock_notes(&script), [], "it ends with its cause");
}

#[test]
fn a_clock_more_than_two_minutes_off_is_reported() {
    for (seconds, notes) in [(120, 0), (-121, 1), (172_800, 1)] {
        let mut script = Script::new();
        script.say(Message::Clock(ClockState::Off(TimeDelta::seconds(seconds))));
        assert_eq!(clock_notes(&script).len(), notes, "{seconds}");
    }
}

#[test]
fn a_wrong_clock_is_reported_once_for_all_profiles() {
    let mut script = Script::running(&many(2));
    let other = script.profile().clone();
    script.state.open(other);
    script.say(Message::Clock(ClockState::Off(TimeDelta::days(-3))));
    assert_eq!(clock_notes(&script).len(), 1);
}

#[test]
fn the_demo_does_not_depend_on_the_clock() {
    let mut script = Script::begun(SourceKind::Demo, false, LastKnown::default());
    let mut left = used("left", 500);
    left.free_quota_only = Some(false);
    script.answer(Task::Snapshot, Ok(snapshot(vec![left])));
    script.say(Message::Clock(UNSURE));
    assert_eq!((script.next_call("left"), clock_notes(&script)), (NextCall::Free, vec![]));
}
