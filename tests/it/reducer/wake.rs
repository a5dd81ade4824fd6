//! When the program wants to be woken: at the next moment at which something visible changes.

use super::script::*;

/// A program without a schedule, so that only what is visible counts; half a second past 06:00:00.
fn offline(models: Vec<Model>) -> Script {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    script.state.offline = true;
    script.begin(LastKnown { balance: None, ..saved(models, 24 * 3600) });
    script.resize(80, 24);
    script.after_millis(500).wake();
    script
}

const TO_THE_MINUTE: Duration = Duration::from_millis(59_500);
const TO_THE_SECOND: Duration = Duration::from_millis(500);
const TO_THE_MINUTE_AT_10: Duration = Duration::from_millis(49_500);

#[test]
fn where_only_minutes_are_shown_it_sleeps_until_the_full_minute() {
    let mut script = offline(vec![used("a", 500)]);
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE);
    script.sleep();
    assert_eq!((script.now, script.sleeps_for()), (moment(60), Duration::from_mins(1)));
    assert_eq!(offline(vec![]).sleeps_for(), TO_THE_MINUTE, "ages are shown even where nothing is listed");
}

#[test]
fn a_visible_countdown_goes_by_seconds_where_it_shows_them() {
    for (expires, sleep) in [
        (3600, TO_THE_MINUTE),
        (601, TO_THE_MINUTE),
        (600, TO_THE_SECOND),
        (20, TO_THE_SECOND),
        (0, TO_THE_MINUTE),
        (-20, TO_THE_MINUTE),
    ] {
        let script = offline(vec![used("other", 200), model("a", 500, Some(instant(expires)))]);
        assert_eq!(script.sleeps_for(), sleep, "expires in {expires} s");
    }
}

#[test]
fn a_countdown_that_is_scrolled_away_or_covered_wakes_nothing() {
    let mut models = many(50);
    models.push(model("soon", 900, Some(instant(590))));
    let mut script = offline(models);
    assert_eq!(script.listed()[0], "soon", "the next to expire is first");
    assert_eq!(script.sleeps_for(), TO_THE_SECOND);
    script.press(Code::End);
    script.after(10);
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE_AT_10, "scrolled away");
    script.press_all([Code::Home, Code::Down]);
    assert_eq!(script.sleeps_for(), TO_THE_SECOND);
    script.type_in("?");
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE_AT_10, "covered");
    script.type_in("?");
    script.press(Code::Enter);
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE_AT_10, "the page of another model");
    script.press(Code::Up);
    assert_eq!(script.sleeps_for(), TO_THE_SECOND, "its own page");
    script.resize(20, 5);
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE_AT_10, "too small for it");
}

#[test]
fn the_detail_in_the_pane_counts_down_for_the_selected_model() {
    let mut models = many(5);
    models.push(model("soon", 900, Some(instant(590))));
    let mut script = offline(models);
    script.resize(200, 60);
    assert_eq!(script.sleeps_for(), TO_THE_SECOND);
}

#[test]
fn a_status_that_changes_by_time_wakes_the_program_at_its_instant() {
    // 7 days before it expires: half a minute from the start.
    let week = 7 * 24 * 3600;
    let mut script = offline(vec![model("a", 500, Some(instant(week + 30)))]);
    assert_eq!(script.sleeps_for(), Duration::from_millis(29_500));
    assert_eq!(script.status("a"), Status::Ok);
    script.sleep();
    assert_eq!(script.status("a"), Status::Expiring);
    assert_eq!(script.sleeps_for(), Duration::from_secs(30), "and then at the full minute");
}

#[test]
fn figures_that_become_too_old_wake_the_program_at_that_instant() {
    let mut script = offline(vec![]);
    script.state.begin(saved(vec![used("a", 500)], 0), &[], script.now);
    assert_eq!(script.next_call("a"), NextCall::Free);
    while script.now.monotonic < Duration::from_hours(1) {
        script.sleep();
    }
    assert_eq!(script.next_call("a"), NextCall::Free);
    script.sleep();
    assert_eq!(script.now.monotonic, Duration::from_millis(3_600_001));
    assert_eq!(script.next_call("a"), NextCall::Unknown);
}

#[test]
fn data_become_stale_after_twice_the_refresh_interval() {
    let mut script = offline(vec![]);
    script.state.begin(saved(vec![used("a", 500)], 90), &[], script.now);
    assert_eq!(script.sleeps_for(), Duration::from_millis(29_501));
}

#[test]
fn the_end_of_a_window_is_counted_down_to_the_next_request() {
    let mut script = Script::running(&many(1));
    script.after(67).wake();
    script.balance("1");
    script.fail(Task::Quotas, throttled(instant(67 + 300)));
    assert_eq!(script.sleeps_for(), Duration::from_secs(1), "its countdown goes by seconds");
    let mut wakes = 0;
    while !tasks(&script.sleep()).contains(&Task::Quotas) {
        wakes += 1;
        assert!(wakes < 1000);
        script.balance("1");
    }
    assert_eq!(script.now, moment(367));
    assert!((299..320).contains(&wakes), "{wakes}");
}

#[test]
fn it_wakes_for_the_next_request() {
    let mut script = Script::running(&many(1));
    let due = script.profile().schedule.due(Task::Quotas).unwrap();
    assert!(due < Duration::from_secs(66));
    let account = script.profile().schedule.due(Task::Account).unwrap();
    let mut requested = Vec::new();
    for _ in 0..4 {
        for task in tasks(&script.sleep()) {
            requested.push((task, script.now.monotonic));
        }
    }
    let late =
        |at: Duration, due: Duration| at.checked_sub(due).is_some_and(|by| by < Duration::from_millis(1));
    assert!(requested.iter().any(|(task, at)| *task == Task::Quotas && late(*at, due)), "{requested:?}");
    assert!(requested.iter().any(|(task, at)| *task == Task::Account && late(*at, account)), "{requested:?}");
}

#[test]
fn a_clock_that_was_set_back_does_not_prevent_sleep() {
    let mut script = Script::running(&[model("a", 500, Some(instant(600)))]);
    script.fail(Task::Account, Cause::RateLimited { until: Some(instant(90)) });
    script.now.utc = instant(-7200);
    for _ in 0..50 {
        let before = script.now.monotonic;
        script.sleep();
        assert!(script.now.monotonic > before);
    }
}

#[test]
fn tasks_without_anything_to_request_do_not_keep_it_awake() {
    let mut script = Script::knowing(saved(many(0), 0));
    let (id, now) = (ProfileId(0), script.now.monotonic);
    let profile = script.state.profile_mut(id).unwrap();
    // The states would come after the quotas, and there are no models.
    for task in [Task::Quotas, Task::Switches] {
        profile.schedule.plan(task, now);
    }
    script.wake();
    assert!(script.sleeps_for() > Duration::ZERO);
    assert!(script.profile().schedule.due(Task::Switches).unwrap() > now);
}
