//! When requests are repeated while all of them succeed.

use super::script::*;

/// Waits for the task to be requested. Returns after how many seconds it was.
fn requested_after(script: &mut Script, task: Task) -> u64 {
    let start = script.now.monotonic;
    for _ in 0..10_000 {
        if tasks(&script.sleep()).contains(&task) {
            return (script.now.monotonic - start).as_secs();
        }
    }
    panic!("{task:?} is never requested")
}

#[test]
fn each_task_repeats_at_its_own_interval_give_or_take_a_tenth() {
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
            let due = script.due_in(task);
            assert!((every * 9 / 10..=every * 11 / 10).contains(&due), "{task:?} after {due} s");
            if task == Task::Quotas {
                let pause = requested_after(&mut script, task);
                assert!((54..=67).contains(&pause), "{pause}");
                pauses.push(pause);
            }
        }
    }
    pauses.sort_unstable();
    pauses.dedup();
    assert!(pauses.len() > 5, "instances do not run in step: {pauses:?}");
}

#[test]
fn a_request_under_way_is_not_repeated_however_long_it_takes() {
    let mut script = Script::running(&many(2));
    script.after(2 * MINUTE).wake();
    for _ in 0..10 {
        let again = tasks(&script.after(2 * MINUTE).wake());
        assert!(!again.contains(&Task::Quotas) && !again.contains(&Task::Account), "{again:?}");
    }
}

#[test]
fn r_requests_everything_but_the_model_list() {
    let mut script = Script::running(&many(2));
    let effects = script.after(5).type_in("r");
    assert_eq!(tasks(&effects), [Task::Quotas, Task::Account]);
    assert_eq!(forced(&effects), tasks(&effects), "even while another instance makes them");
    assert_eq!(script.type_in("r"), [Effect::CheckConfig], "they are under way");
    assert_eq!(forced(&script.quotas(&many(2))), [Task::Quotas], "r was pressed again meanwhile");
    assert_eq!(forced(&script.quotas(&many(2))), [Task::Switches], "they may come with the quotas");
}

#[test]
fn r_without_models_requests_the_model_list_again() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, timed_out());
    script.fail(Task::Account, timed_out());
    assert_eq!(tasks(&script.after(1).type_in("r")), [Task::Catalogue, Task::Account]);
}

#[test]
fn free_quota_only_is_not_requested_for_models_without_a_free_quota() {
    let mut unsupported = used("c", 0);
    unsupported.quota.as_mut().unwrap().quota_status = Some("UNKNOWN".into());
    let mut nothing = used("b", 0);
    nothing.quota.as_mut().unwrap().total = Some(0.into());
    let mut script = Script::running(&[used("a", 500), nothing, unsupported]);
    script.after(1).type_in("r");
    let effects = script.quotas(&[]);
    let (.., request, _) = requests(&effects).find(|(_, task, ..)| *task == Task::Switches).unwrap();
    // Of `c`, the server states nothing: there may be a quota.
    assert_eq!(*request, Request::FreeQuotaOnly(vec!["a".into(), "c".into()]));
}

#[test]
fn free_quota_only_is_requested_at_once_for_a_model_that_ran_out() {
    let mut script = Script::running(&[used("a", 500), used("b", 500)]);
    assert_eq!(tasks(&script.after(67).wake()), [Task::Quotas, Task::Account]);
    assert_eq!(tasks(&script.quotas(&[used("a", 0), used("b", 500)])), [Task::Switches]);
    script.switches(&[("a", false)]);
    assert!(tasks(&script.after(67).wake()).contains(&Task::Quotas));
    assert_eq!(tasks(&script.quotas(&[used("a", 0), used("b", 500)])), [], "it ran out before");
}

#[test]
fn models_that_were_over_before_they_were_first_read_have_not_just_run_out() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a", "b"]);
    assert_eq!(tasks(&script.quotas(&[used("a", 0), used("b", 500)])), [Task::Switches]);
    assert_eq!(tasks(&script.switches(&[("a", false)])), [], "once is enough");
}

/// The models whose quotas are requested within `seconds`, by request. Each is answered at once with `models`.
fn polls(script: &mut Script, models: &[Model], seconds: u64) -> Vec<Vec<ModelName>> {
    let end = script.now.monotonic.as_secs() + seconds;
    let mut polls = Vec::new();
    while script.now.monotonic.as_secs() < end {
        for effect in script.sleep() {
            let Effect::Request { task, request, .. } = effect else { continue };
            match (task, request) {
                (Task::Quotas, Request::Quotas(names)) => {
                    let read: Vec<_> =
                        models.iter().filter(|model| names.contains(&model.name)).cloned().collect();
                    script.quotas(&read);
                    polls.push(names);
                }
                (Task::Switches, _) => drop(script.switches(&[])),
                (Task::Account, _) => drop(script.balance("1")),
                (task, request) => panic!("{task:?} {request:?}"),
            }
        }
    }
    polls
}

#[test]
fn unchanged_models_are_requested_every_five_minutes_and_alarming_ones_always() {
    let models = [used("alarming", 50), used("at-rest", 500)];
    let mut script = Script::running(&models);
    polls(&mut script, &models, 2 * HOUR + 5 * MINUTE);
    let polls = polls(&mut script, &models, HOUR);
    assert!((54..=67).contains(&polls.len()), "{}", polls.len());
    assert!(polls.iter().all(|names| names.contains(&"alarming".into())));
    let with_resting = polls.iter().filter(|names| names.contains(&"at-rest".into())).count();
    assert!((9..=12).contains(&with_resting), "{with_resting}");
}

#[test]
fn quotas_stay_fresh_when_every_model_is_at_rest() {
    let models = many(5);
    let mut script = Script::running(&models);
    polls(&mut script, &models, 2 * HOUR + 5 * MINUTE);
    let end = script.now.monotonic.as_secs() + HOUR;
    let mut names = 0;
    while script.now.monotonic.as_secs() < end {
        let read = polls(&mut script, &models, 1);
        names += read.iter().map(Vec::len).sum::<usize>();
        let state = script.profile().snapshot.feed_state(FeedName::Quotas, REFRESH, script.now.utc);
        assert_eq!(state, FeedState::Fresh, "{:?}", script.now);
    }
    assert!(names < 150, "with few requests: {names} quotas");
}

#[test]
fn a_changed_file_does_not_concern_a_live_account() {
    for id in [ProfileId(0), ProfileId(1)] {
        assert_eq!(tasks(&Script::running(&many(1)).say(Message::FileChanged(id))), [], "{id:?}");
    }
}
