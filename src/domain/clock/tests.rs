use super::*;
use crate::domain::{
    Model, NextCall, Quota, Snapshot, Thresholds,
    fixture::{at, quota},
};

const START: &str = "2026-11-22T06:00:00Z";

/// A machine whose wall clock is off by `wall` when the server's shows [`START`].
struct Machine {
    wall: TimeDelta,
    passed: TimeDelta,
    booted: TimeDelta,
    clock: ServerClock,
}

impl Machine {
    fn off_by(wall: TimeDelta) -> Self {
        let booted = TimeDelta::hours(5);
        let clock = ServerClock::new(Reading { wall: at(START) + wall, since_boot: booted });
        Self { wall, passed: TimeDelta::zero(), booted, clock }
    }

    /// The same, after a response.
    fn compared(wall: TimeDelta) -> Self {
        let mut machine = Self::off_by(wall);
        machine.note_date(TimeDelta::zero());
        machine
    }

    fn server(&self) -> DateTime<Utc> {
        at(START) + self.passed
    }

    fn read(&self) -> Reading {
        Reading { wall: self.server() + self.wall, since_boot: self.booted + self.passed }
    }

    fn wait(&mut self, length: TimeDelta) {
        self.passed += length;
    }

    /// A response whose date is off by `wrong`.
    fn note_date(&mut self, wrong: TimeDelta) {
        self.clock.note_date(self.server() + wrong, self.read());
    }

    fn utc(&self) -> DateTime<Utc> {
        self.clock.utc(self.read())
    }

    fn state(&self) -> ClockState {
        self.clock.state(self.read())
    }

    /// The next run has only the last comparison.
    fn run_again(&mut self) {
        let compared = self.clock.compared.unwrap();
        self.clock = ServerClock::new(self.read());
        self.clock.restore(compared, self.read());
    }
}

/// A model that is billed once its unused quota expires.
fn model(expires_at: DateTime<Utc>, read_at: DateTime<Utc>) -> Model {
    let quota = Quota { expires_at: Some(expires_at), read_at, ..quota("100", "100", "", START) };
    Model { quota: Some(quota), free_quota_only: Some(false), ..Model::named("m".into()) }
}

const UNSURE: ClockState = ClockState::Unsure { behind: None };

#[test]
fn a_clock_that_is_off_is_corrected_from_the_first_response_on() {
    let (second, day) = (TimeDelta::seconds(1), TimeDelta::days(1));
    for (wall, is_corrected) in [
        (TimeDelta::zero(), false),
        (second, false),
        (-second, false),
        (second * 30, false),
        (-second * 30, false),
        (second * 31, true),
        (-second * 31, true),
        (second * 120, true),
        (-second * 120, true),
        (day * 3, true),
        (-day * 3, true),
        (day * 365 * 50, true),
        (-day * 365 * 50, true),
    ] {
        let mut machine = Machine::off_by(wall);
        assert_eq!((machine.state(), machine.clock.compared), (ClockState::Unchecked, None));
        assert_eq!(machine.utc(), machine.read().wall, "nothing else is known");
        machine.note_date(TimeDelta::zero());
        machine.wait(day);
        let expected = if is_corrected {
            (machine.server(), ClockState::Off(-wall))
        } else {
            (machine.read().wall, ClockState::InStep)
        };
        assert_eq!((machine.utc(), machine.state()), expected, "{wall}");
        assert!(machine.state().is_sure());
    }
}

#[test]
fn only_large_offsets_are_warned_of() {
    for (seconds, warns) in [(120, false), (-120, false), (121, true), (-121, true), (259_199, true)] {
        let cause = ClockState::Off(TimeDelta::seconds(seconds)).cause();
        assert_eq!(cause, warns.then_some(Cause::ClockSkew { seconds }));
    }
    assert_eq!([ClockState::Unchecked.cause(), ClockState::InStep.cause()], [None, None]);
    assert_eq!(UNSURE.cause(), Some(Cause::ClockUnsure { behind_seconds: None }));
}

#[test]
fn delayed_responses_do_not_move_the_estimate() {
    let mut machine = Machine::compared(-TimeDelta::days(3));
    for late in [0, 29, 3, 0, 15] {
        machine.wait(TimeDelta::minutes(1));
        machine.note_date(-TimeDelta::seconds(late));
        assert_eq!(machine.utc(), machine.server(), "{late}");
    }
}

/// A time service corrects the clock, or the user sets it wrong: the next response determines the time.
#[test]
fn a_clock_that_was_set_is_relied_on_again_after_the_next_response() {
    let days = TimeDelta::days;
    for (before, after) in [(-days(3), days(0)), (days(3), days(0)), (days(0), -days(3)), (days(0), days(40))]
    {
        let mut machine = Machine::compared(before);
        let heard_at = machine.server();
        machine.wait(TimeDelta::minutes(10));
        machine.wall = after;
        assert_eq!(machine.state(), UNSURE, "{before} {after}");
        assert!(machine.utc() >= heard_at, "time does not go back");
        machine.note_date(TimeDelta::zero());
        assert!(machine.state().is_sure());
        assert_eq!(machine.utc(), machine.server());
    }
}

#[test]
fn a_clock_that_is_set_before_the_first_response_is_not_relied_on() {
    let mut machine = Machine::off_by(TimeDelta::zero());
    machine.wall = TimeDelta::hours(-1);
    assert_eq!(machine.state(), UNSURE);
}

#[test]
fn sleep_is_no_jump() {
    let mut machine = Machine::compared(TimeDelta::days(2));
    machine.wait(TimeDelta::days(9));
    assert_eq!(machine.state(), ClockState::Off(-TimeDelta::days(2)));
    assert_eq!(machine.utc(), machine.server());
}

/// The virtual machine was paused: its time since boot stopped, and its wall clock was set when it resumed.
#[test]
fn a_paused_machine_waits_for_the_server() {
    let mut machine = Machine::compared(TimeDelta::zero());
    machine.passed += TimeDelta::hours(8);
    machine.booted -= TimeDelta::hours(8);
    assert_eq!(machine.state(), UNSURE);
}

#[test]
fn a_later_run_uses_the_comparison_of_an_earlier_one() {
    for wall in [-TimeDelta::days(3), TimeDelta::zero(), TimeDelta::days(700)] {
        let mut machine = Machine::compared(wall);
        let earlier = machine.clock.compared.unwrap();
        machine.wait(TimeDelta::hours(30));
        machine.run_again();
        assert_eq!((machine.utc(), machine.state().is_sure()), (machine.server(), true));
        // An older comparison changes nothing.
        machine.note_date(TimeDelta::zero());
        let known = machine.clock;
        machine.clock.restore(earlier, machine.read());
        assert_eq!(machine.clock, known);
    }
}

#[test]
fn after_a_restart_or_a_correction_a_later_run_is_not_sure() {
    let restarted = |machine: &mut Machine| machine.booted = -machine.passed;
    let corrected = |machine: &mut Machine| machine.wall = TimeDelta::zero();
    for happens in [restarted as fn(&mut Machine), corrected] {
        let mut machine = Machine::compared(-TimeDelta::days(3));
        machine.wait(TimeDelta::minutes(5));
        happens(&mut machine);
        machine.run_again();
        assert!(!machine.state().is_sure());
        machine.note_date(TimeDelta::zero());
        assert_eq!((machine.utc(), machine.state().is_sure()), (machine.server(), true));
    }
}

#[test]
fn data_from_the_future_show_that_the_clock_is_behind() {
    for (newest, behind) in [
        (-TimeDelta::days(3), None),
        (-TimeDelta::days(3) + TimeDelta::minutes(5), None),
        (-TimeDelta::days(3) + TimeDelta::seconds(301), Some(TimeDelta::minutes(5))),
        (-TimeDelta::minutes(1), Some(TimeDelta::minutes(3 * 24 * 60 - 1))),
    ] {
        let mut machine = Machine::off_by(-TimeDelta::days(3));
        machine.clock.note_data_from(at(START) + newest, machine.read());
        let state = behind.map_or(ClockState::Unchecked, |_| ClockState::Unsure { behind });
        assert_eq!(machine.state(), state, "{newest}");
    }
    // A response overrides that.
    let mut machine = Machine::off_by(-TimeDelta::days(3));
    machine.clock.note_data_from(at(START) + TimeDelta::days(9), machine.read());
    machine.wait(TimeDelta::seconds(1));
    machine.note_date(TimeDelta::zero());
    assert_eq!(machine.state(), ClockState::Off(TimeDelta::days(3)));
    assert_eq!(machine.utc(), machine.server());
}

#[test]
fn a_quota_expires_by_the_servers_clock() {
    let second = TimeDelta::seconds(1);
    for wall in [-TimeDelta::days(3), -second * 120, second, TimeDelta::days(3), TimeDelta::days(4000)] {
        for (left, call) in [(second * 60, NextCall::Free), (-second * 60, NextCall::Billed)] {
            let mut machine = Machine::compared(wall);
            let read_at = machine.utc();
            let model = model(machine.server() + left, read_at);
            let snapshot = Snapshot::empty(read_at);
            let judge = |utc| snapshot.judge(&model, &Thresholds::default(), utc).1;
            assert_eq!(judge(machine.utc()), call, "{wall} {left}");
            machine.wait(TimeDelta::minutes(2));
            assert_eq!(judge(machine.utc()), NextCall::Billed, "{wall} {left}");
        }
    }
    // To the second, if the clocks agree.
    let expires = at(START);
    let judged = |utc| Snapshot::empty(utc).judge(&model(expires, utc), &Thresholds::default(), utc).1;
    assert_eq!(
        [judged(expires - TimeDelta::seconds(1)), judged(expires)],
        [NextCall::Free, NextCall::Billed]
    );
}

#[test]
fn absurd_instants_do_not_panic() {
    let now = Reading { wall: at(START), since_boot: TimeDelta::MAX };
    let mut clock = ServerClock::new(now);
    for date in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, at("9999-12-31T23:59:59Z")] {
        clock.note_date(date, now);
        clock.note_data_from(DateTime::<Utc>::MAX_UTC, now);
        let _ = (clock.utc(now), clock.state(now), clock.state(now).cause());
    }
    let absurd = Comparison {
        server: DateTime::<Utc>::MAX_UTC,
        offset: TimeDelta::MIN,
        booted: DateTime::<Utc>::MIN_UTC,
    };
    clock.restore(absurd, now);
    let _ = (clock.utc(now), clock.state(now));
}

#[test]
fn one_response_that_contradicts_the_others_changes_nothing() {
    for wrong in [TimeDelta::days(-400), TimeDelta::days(400), TimeDelta::minutes(3)] {
        let mut machine = Machine::compared(TimeDelta::hours(1));
        let replayed = machine.server() + wrong;
        for _ in 0..5 {
            machine.wait(TimeDelta::minutes(1));
            machine.clock.note_date(replayed, machine.read());
            assert_eq!(machine.utc(), machine.server(), "{wrong}");
        }
        // Another server whose wrong clock advances is outvoted by the one that was right.
        for _ in 0..5 {
            machine.wait(TimeDelta::minutes(1));
            machine.note_date(wrong);
            machine.note_date(TimeDelta::zero());
            assert_eq!(machine.utc(), machine.server(), "{wrong}");
        }
    }
}

#[test]
fn two_responses_that_agree_correct_the_first() {
    let mut machine = Machine::off_by(TimeDelta::zero());
    machine.note_date(TimeDelta::days(-400));
    assert_eq!(machine.state(), ClockState::Off(TimeDelta::days(-400)));
    machine.wait(TimeDelta::seconds(2));
    machine.note_date(TimeDelta::zero());
    assert_eq!(machine.utc(), machine.server(), "the wall clock agrees");
}

#[test]
fn time_advances_while_it_is_unknown() {
    let mut machine = Machine::compared(TimeDelta::zero());
    // A machine without a battery begins in the past at each start.
    (machine.booted, machine.wall) = (TimeDelta::zero(), -TimeDelta::days(9000));
    machine.run_again();
    let begun = machine.utc();
    machine.wait(TimeDelta::minutes(45));
    assert!(!machine.state().is_sure());
    assert_eq!(machine.utc() - begun, TimeDelta::minutes(45));
}
