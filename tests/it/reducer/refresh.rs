//! When what is asked again while all goes well.

use super::script::*;

/// Waits for the task to be asked for, and tells after how many seconds it was.
fn asked_after(script: &mut Script, task: Task) -> u64 {
    let start = script.now.monotonic;
    for _ in 0..10_000 {
        if asked(&script.sleep()).contains(&task) {
            return (script.now.monotonic - start).as_secs();
        }
    }
    panic!("{task:?} is never asked")
}

#[test]
fn everything_comes_round_at_its_own_pace_give_or_take_a_tenth() {
    let mut pauses = Vec::new();
    for seed in 0..100 {
        for (task, every) in
            [(Task::Quotas, 60), (Task::Account, 60), (Task::Switches, 600), (Task::Catalogue, 24 * HOUR)]
        {
            let mut script = Script::seeded(SourceKind::Alibaba, false, seed);
            script.begin(LastKnown::default());
            script.wake();
            script.catalogue(&["a"]);
            script.balance("1");
            script.quotas(&[used("a", 500)]);
            script.switches(&[("a", true)]);
            let due = script.profile().schedule.due(task).unwrap().as_secs();
            assert!((every * 9 / 10..=every * 11 / 10).contains(&due), "{task:?} after {due} s");
            if task == Task::Quotas {
                let pause = asked_after(&mut script, task);
                assert!((54..=67).contains(&pause), "{pause}");
                pauses.push(pause);
            }
        }
    }
    pauses.sort_unstable();
    pauses.dedup();
    assert!(pauses.len() > 5, "instances do not ask in step: {pauses:?}");
}

#[test]
fn a_question_under_way_is_not_put_twice_however_long_it_takes() {
    let mut script = Script::running(&many(2));
    script.after(2 * MINUTE).wake();
    for _ in 0..10 {
        let again = asked(&script.after(2 * MINUTE).wake());
        assert!(!again.contains(&Task::Quotas) && !again.contains(&Task::Account), "{again:?}");
    }
}

#[test]
fn r_asks_now_for_everything_but_the_list_of_models() {
    let mut script = Script::running(&many(2));
    let effects = script.after(5).type_in("r");
    assert_eq!(asked(&effects), [Task::Quotas, Task::Switches, Task::Account]);
    assert!(
        effects.iter().all(|effect| matches!(effect, Effect::Ask { force: true, .. })),
        "a person asked, so another instance has to let go: {effects:?}"
    );
    assert_eq!(script.type_in("r"), [], "they are under way");
}

#[test]
fn r_with_nothing_known_asks_for_the_list_again() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, timed_out());
    script.fail(Task::Account, timed_out());
    assert_eq!(asked(&script.after(1).type_in("r")), [Task::Catalogue, Task::Account]);
}

#[test]
fn models_without_a_free_quota_have_no_switch_to_ask_for() {
    let mut unsupported = used("c", 0);
    unsupported.quota.as_mut().unwrap().quota_status = Some("UNKNOWN".into());
    let mut nothing = used("b", 0);
    nothing.quota.as_mut().unwrap().total = Some(0.into());
    let mut script = Script::running(&[used("a", 500), nothing, unsupported]);
    let effects = script.after(1).type_in("r");
    let of_switches = effects.iter().find_map(|effect| match effect {
        Effect::Ask { ask: Request::FreeQuotaOnly(names), .. } => Some(names.clone()),
        _ => None,
    });
    assert_eq!(of_switches, Some(vec![ModelName::from("a")]));
}

#[test]
fn a_model_that_ran_out_has_its_switch_asked_for_at_once() {
    let mut script = Script::running(&[used("a", 500), used("b", 500)]);
    assert_eq!(asked(&script.after(67).wake()), [Task::Quotas, Task::Account]);
    assert_eq!(asked(&script.quotas(&[used("a", 0), used("b", 500)])), [Task::Switches]);
    script.switches(&[("a", false)]);
    assert!(asked(&script.after(67).wake()).contains(&Task::Quotas));
    assert_eq!(asked(&script.quotas(&[used("a", 0), used("b", 500)])), [], "it ran out before");
}

#[test]
fn models_that_were_over_before_they_were_first_read_have_not_just_run_out() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a", "b"]);
    assert_eq!(asked(&script.quotas(&[used("a", 0), used("b", 500)])), []);
    assert_eq!(asked(&script.switches(&[("a", false)])), [], "their switches were asked for beside them");
}

/// What is asked for of the quotas within `seconds`, each question answered at once with `models`.
fn questions(script: &mut Script, models: &[quotatop::domain::Model], seconds: u64) -> Vec<Vec<ModelName>> {
    let end = script.now.monotonic.as_secs() + seconds;
    let mut questions = Vec::new();
    while script.now.monotonic.as_secs() < end {
        for effect in script.sleep() {
            let Effect::Ask { task, ask, .. } = effect else { continue };
            match (task, ask) {
                (Task::Quotas, Request::Quotas(names)) => {
                    let read: Vec<_> =
                        models.iter().filter(|model| names.contains(&model.name)).cloned().collect();
                    script.quotas(&read);
                    questions.push(names);
                }
                (Task::Switches, _) => drop(script.switches(&[])),
                (Task::Account, _) => drop(script.balance("1")),
                (task, ask) => panic!("{task:?} {ask:?}"),
            }
        }
    }
    questions
}

#[test]
fn models_at_rest_are_asked_for_every_five_minutes_and_alarming_ones_always() {
    let models = [used("alarming", 50), used("at-rest", 500)];
    let mut script = Script::running(&models);
    questions(&mut script, &models, 2 * HOUR + 5 * MINUTE);
    let questions = questions(&mut script, &models, HOUR);
    assert!((54..=67).contains(&questions.len()), "{}", questions.len());
    assert!(questions.iter().all(|names| names.contains(&"alarming".into())));
    let with_resting = questions.iter().filter(|names| names.contains(&"at-rest".into())).count();
    assert!((9..=12).contains(&with_resting), "{with_resting}");
}

#[test]
fn quotas_stay_fresh_when_every_model_is_at_rest() {
    let models = many(5);
    let mut script = Script::running(&models);
    questions(&mut script, &models, 2 * HOUR + 5 * MINUTE);
    let end = script.now.monotonic.as_secs() + HOUR;
    let mut names = 0;
    while script.now.monotonic.as_secs() < end {
        let read = questions(&mut script, &models, 1);
        names += read.iter().map(Vec::len).sum::<usize>();
        let state = script.profile().snapshot.feed_state(FeedName::Quotas, REFRESH, script.now.utc);
        assert_eq!(state, quotatop::domain::FeedState::Fresh, "{:?}", script.now);
    }
    assert!(names < 150, "and little is asked for it: {names} quotas");
}

#[test]
fn a_file_that_changes_is_none_of_a_live_accounts_business() {
    for id in [ProfileId(0), ProfileId(1)] {
        assert_eq!(asked(&Script::running(&many(1)).say(Message::FileChanged(id))), [], "{id:?}");
    }
}

#[test]
fn a_clock_that_is_far_off_is_told() {
    let notes = |skew: i64| {
        let schedule = Schedule::new(7, false);
        let profile =
            Profile::new("default", SourceKind::Alibaba, Duration::from_mins(1), schedule, moment(0));
        let mut state = State::new(profile, Thresholds::default(), moment(0));
        update(&mut state, Message::Clock(ClockState::Off(TimeDelta::seconds(skew))), moment(0));
        state.note_lines().filter(|note| matches!(note, (_, Note::Clock(_)))).count()
    };
    assert_eq!([notes(120), notes(-121), notes(172_800)], [0, 1, 1]);
}
