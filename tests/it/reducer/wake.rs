//! When the program wants to be woken: at the next moment at which something visible changes, and not before.

use super::script::*;

/// A program without a schedule of its own, so that only what is seen counts; half a second past 06:00:00.
fn offline(models: Vec<quotatop::domain::Model>) -> Script {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    script.state.offline = true;
    script.begin(LastKnown { balance: None, ..kept(models, 24 * 3600) });
    script.resize(80, 24);
    script.after_millis(500).wake();
    script
}

const TO_THE_MINUTE: Duration = Duration::from_millis(59_500);
const TO_THE_SECOND: Duration = Duration::from_millis(500);

#[test]
fn where_only_minutes_are_shown_it_sleeps_to_the_full_minute() {
    let mut script = offline(vec![used("a", 500)]);
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE);
    script.sleep();
    assert_eq!((script.now, script.sleeps_for()), (moment(60), Duration::from_mins(1)));
    assert_eq!(offline(vec![]).sleeps_for(), TO_THE_MINUTE, "ages are shown even where nothing is listed");
}

#[test]
fn a_countdown_under_an_hour_goes_by_seconds_where_it_is_seen() {
    for (expires, sleep) in [
        (3600 + 60, TO_THE_MINUTE),
        (3599, TO_THE_SECOND),
        (20, TO_THE_SECOND),
        (0, TO_THE_MINUTE),
        (-20, TO_THE_MINUTE),
    ] {
        let script = offline(vec![used("other", 200), model("a", 500, Some(instant(expires)))]);
        assert_eq!(script.sleeps_for(), sleep, "expires in {expires} s");
    }
}

#[test]
fn a_countdown_that_is_scrolled_away_or_covered_wakes_nobody() {
    let mut models = many(50);
    models.push(model("soon", 900, Some(instant(1800))));
    let mut script = offline(models);
    assert_eq!(script.listed()[0], "soon", "what lapses is first");
    assert_eq!(script.sleeps_for(), TO_THE_SECOND);
    script.press(Code::End);
    script.after(10);
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE.saturating_sub(Duration::from_secs(10)), "scrolled away");
    script.press(Code::Home);
    script.press(Code::Down);
    assert_eq!(script.sleeps_for(), TO_THE_SECOND);
    script.type_in("?");
    assert_eq!(script.sleeps_for(), TO_THE_MINUTE.saturating_sub(Duration::from_secs(10)), "covered");
    script.type_in("?");
    script.press(Code::Enter);
    assert_eq!(
        script.sleeps_for(),
        TO_THE_MINUTE.saturating_sub(Duration::from_secs(10)),
        "the page of another model"
    );
    script.press(Code::Up);
    assert_eq!(script.sleeps_for(), TO_THE_SECOND, "its own page");
    script.resize(20, 5);
    assert_eq!(
        script.sleeps_for(),
        TO_THE_MINUTE.saturating_sub(Duration::from_secs(10)),
        "too small for it"
    );
}

#[test]
fn the_detail_beside_the_list_counts_for_the_selected_model() {
    let mut models = many(5);
    models.push(model("soon", 900, Some(instant(1800))));
    let mut script = offline(models);
    script.resize(200, 60);
    assert_eq!(script.sleeps_for(), TO_THE_SECOND);
}

#[test]
fn a_status_that_changes_by_time_is_told_at_its_instant() {
    // 7 days before it expires: half a minute from the start.
    let week = 7 * 24 * 3600;
    let mut script = offline(vec![model("a", 500, Some(instant(week + 30)))]);
    assert_eq!(script.sleeps_for(), Duration::from_millis(29_500));
    let status = |script: &Script| script.profile().model(&"a".into()).unwrap().1.status;
    assert_eq!(status(&script), quotatop::domain::Status::Ok);
    script.sleep();
    assert_eq!(status(&script), quotatop::domain::Status::Expiring);
    assert_eq!(script.sleeps_for(), Duration::from_secs(30), "and then at the full minute");
}

#[test]
fn figures_that_grow_too_old_to_be_trusted_are_told() {
    let mut script = offline(vec![]);
    script.state.begin(kept(vec![used("a", 500)], 0), &[], script.now);
    let next_call = |script: &Script| script.profile().model(&"a".into()).unwrap().1.next_call;
    assert_eq!(next_call(&script), quotatop::domain::NextCall::Free);
    while script.now.monotonic < Duration::from_hours(1) {
        script.sleep();
    }
    assert_eq!(next_call(&script), quotatop::domain::NextCall::Free);
    script.sleep();
    assert_eq!(script.now.monotonic, Duration::from_millis(3_600_001));
    assert_eq!(next_call(&script), quotatop::domain::NextCall::Unknown);
}

#[test]
fn data_turn_stale_at_twice_the_refresh_time() {
    let mut script = offline(vec![]);
    script.state.begin(kept(vec![used("a", 500)], 90), &[], script.now);
    assert_eq!(script.sleeps_for(), Duration::from_millis(29_501));
}

#[test]
fn the_end_of_a_window_is_counted_down_and_then_used() {
    let mut script = Script::running(&many(1));
    script.after(67).wake();
    script.balance("1");
    script.fail(Task::Quotas, throttled(instant(67 + 300)));
    assert_eq!(script.sleeps_for(), Duration::from_secs(1), "its countdown goes by seconds");
    let mut wakes = 0;
    while !asked(&script.sleep()).contains(&Task::Quotas) {
        wakes += 1;
        assert!(wakes < 1000);
        script.balance("1");
    }
    assert_eq!(script.now, moment(367));
    assert!((299..320).contains(&wakes), "{wakes}");
}

#[test]
fn it_wakes_to_ask() {
    let mut script = Script::running(&many(1));
    let due = script.profile().schedule.due(Task::Quotas).unwrap();
    assert!(due < Duration::from_secs(66));
    let account = script.profile().schedule.due(Task::Account).unwrap();
    let mut asked_at = Vec::new();
    for _ in 0..4 {
        for task in asked(&script.sleep()) {
            asked_at.push((task, script.now.monotonic));
        }
    }
    let late =
        |at: Duration, due: Duration| at.checked_sub(due).is_some_and(|by| by < Duration::from_millis(1));
    assert!(asked_at.iter().any(|(task, at)| *task == Task::Quotas && late(*at, due)), "{asked_at:?}");
    assert!(asked_at.iter().any(|(task, at)| *task == Task::Account && late(*at, account)), "{asked_at:?}");
}

#[test]
fn a_clock_that_was_set_back_does_not_keep_it_awake() {
    let mut script = Script::running(&[model("a", 500, Some(instant(600)))]);
    script.fail(Task::Account, Cause::RateLimited { until: Some(instant(90)) });
    script.now.utc = instant(-7200);
    for _ in 0..50 {
        let before = script.now.monotonic;
        script.sleep();
        assert!(script.now.monotonic > before);
    }
}
