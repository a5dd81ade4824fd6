//! Forecasts: when they are made, and what they change.

use std::collections::HashMap;

use quotatop::domain::forecast::{Forecast, Outlooks, RunsOut, Verdict};

use super::script::*;

fn makes_forecasts(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Forecast(..)))
}

/// The models whose histories are read.
fn pasts_of(effects: &[Effect]) -> Vec<String> {
    let model = |effect: &Effect| match effect {
        Effect::ReadHistory(_, model, ..) => Some(model.clone()),
        _ => None,
    };
    effects.iter().filter_map(model).map(|model| model.to_string()).collect()
}

/// A quota that runs out in this many seconds, and of which this much may be used in an hour.
fn runs_out(script: &Script, seconds: i64, hourly: u64) -> Forecast {
    let at = script.now.utc + TimeDelta::seconds(seconds);
    let verdict = Verdict::RunsOut(RunsOut { at, earliest: at, latest: None, before_expiry: None });
    Forecast { verdict, pace: None, hourly_use: Some(hourly.into()), data: TimeDelta::hours(48) }
}

fn take_forecasts(script: &mut Script, forecasts: &[(&str, Forecast)]) -> Vec<Effect> {
    let of: HashMap<ModelName, Forecast> =
        forecasts.iter().map(|(name, forecast)| ((*name).into(), *forecast)).collect();
    let tag = script.tag();
    script.say(Message::Forecasts(tag, of))
}

#[test]
fn forecasts_are_made_at_the_start_and_when_a_figure_has_changed() {
    let mut script = Script::knowing(saved(many(2), 60));
    assert!(makes_forecasts(&script.wake()));
    assert!(!makes_forecasts(&script.wake()), "once at a time");
    take_forecasts(&mut script, &[]);
    script.after(MINUTE).quotas(&many(2));
    assert!(!makes_forecasts(&script.after(1).wake()), "nothing has changed");
    let effects = script.after(MINUTE).quotas(&[used("m000", 150), used("m001", 201)]);
    assert!(makes_forecasts(&effects), "m000 has: {effects:?}");
    take_forecasts(&mut script, &[]);
    assert!(makes_forecasts(&script.after(5 * MINUTE).wake()), "and after a while");
}

#[test]
fn the_first_figures_of_a_new_account_are_forecast_at_once() {
    let mut script = Script::new();
    assert!(makes_forecasts(&script.wake()), "there may be a history");
    take_forecasts(&mut script, &[]);
    script.catalogue(&["m000", "m001"]);
    script.balance("12.40");
    assert!(makes_forecasts(&script.quotas(&many(2))), "nothing was known of them");
    take_forecasts(&mut script, &[]);
    assert!(!makes_forecasts(&script.after(MINUTE).quotas(&many(2))));
}

#[test]
fn the_first_frame_has_what_the_last_run_forecast_within_two_hours() {
    let runs_out_of = |script: &Script| script.profile().forecasts.get(&"m000".into()).map(|it| it.verdict);
    let saved_forecasts = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Save(_, SaveData::Outlooks(saved)) => Some(saved.clone()),
            _ => None,
        })
    };
    let mut before = Script::knowing(saved(many(2), 60));
    before.wake();
    let forecast = runs_out(&before, 72_000, 3);
    let effects = take_forecasts(&mut before, &[("m000", forecast)]);
    let outlooks = saved_forecasts(&effects).unwrap();
    assert_eq!(outlooks.fetched_at, before.now.utc);
    for (age, is_shown) in [(0, true), (7_200, true), (7_201, false), (-1, false)] {
        let fetched_at = before.now.utc - TimeDelta::seconds(age);
        let outlooks = Some(Dated { value: outlooks.value.clone(), fetched_at });
        let mut script = Script::knowing(LastKnown { outlooks, ..saved(many(2), 60) });
        assert_eq!(runs_out_of(&script), is_shown.then_some(forecast.verdict), "{age}");
        assert_eq!(
            makes_forecasts(&script.wake()),
            age != 0,
            "of older figures, they are made again at once"
        );
        let sooner = runs_out(&script, 3_600, 3);
        take_forecasts(&mut script, &[("m000", sooner)]);
        assert_ne!(runs_out_of(&script), Some(forecast.verdict), "and win");
        // What another instance has saved does not replace them.
        let outlooks = Some(Dated { value: Outlooks::default(), fetched_at: script.now.utc });
        script
            .state
            .profile_mut(ProfileId(0))
            .unwrap()
            .recall(LastKnown { outlooks, ..LastKnown::default() }, script.now);
        assert!(runs_out_of(&script).is_some());
    }
}

#[test]
fn what_the_last_run_forecast_stands_until_there_is_news_and_ages_as_its_figures_do() {
    let verdict = |script: &Script| script.profile().forecasts.get(&"m000".into()).unwrap().verdict;
    for (age, is_stale) in [(60, false), (7_200, false), (7_201, true), (40 * 86_400, true)] {
        let start = Script::new();
        let read_at = start.now.utc - TimeDelta::seconds(age);
        let mut models = many(2);
        for model in &mut models {
            model.quota.as_mut().unwrap().read_at = read_at;
        }
        let forecast = runs_out(&start, 72_000, 3);
        let (forecasts, trends) = ([("m000".into(), forecast)].into_iter().collect(), HashMap::new());
        let outlooks = Some(Dated { value: Outlooks { forecasts, trends }, fetched_at: read_at });
        let known = || LastKnown { outlooks: outlooks.clone(), ..saved(models.clone(), age) };
        let mut script = Script::knowing(known());
        let stale = Verdict::Stale { read_at };
        assert_eq!(verdict(&script), if is_stale { stale } else { forecast.verdict }, "{age}");
        assert!(!makes_forecasts(&script.wake()), "it would be the same");
        assert!(makes_forecasts(&script.after(5 * MINUTE).wake()), "after a while");

        let mut script = Script::knowing(known());
        script.wake();
        let effects = script.quotas(&many(2));
        assert!(makes_forecasts(&effects), "the figures are the same, but of now: {effects:?}");
    }
}

#[test]
fn a_one_shot_command_forecasts_from_what_it_has_just_read() {
    let mut script = Script::begun(SourceKind::Alibaba, true, saved(many(2), 5 * 3600));
    assert!(makes_forecasts(&script.wake()), "should the request fail");
    take_forecasts(&mut script, &[]);
    let effects = script.quotas(&many(2));
    assert!(makes_forecasts(&effects), "nothing has changed, but now the data are known: {effects:?}");
    take_forecasts(&mut script, &[]);
    assert!(!makes_forecasts(&script.after(HOUR).wake()), "once");
}

#[test]
fn another_login_gets_forecasts_at_once() {
    let mut script = Script::running(&many(2));
    take_forecasts(&mut script, &[]);
    let effects = script.new_login(saved(many(2), 60));
    assert!(makes_forecasts(&effects), "{effects:?}");
}

#[test]
fn figures_that_another_instance_saw_change_are_forecast_again() {
    let mut script = Script::running(&many(2));
    // At the start, and of the first figures.
    assert!(makes_forecasts(&take_forecasts(&mut script, &[])));
    take_forecasts(&mut script, &[]);
    let effects = script.after(30).fetched_elsewhere(Task::Quotas, saved(many(2), -20), 60);
    assert!(!makes_forecasts(&effects), "nothing has changed");
    let moved = vec![used("m000", 150), used("m001", 201)];
    let effects = script.after(30).fetched_elsewhere(Task::Quotas, saved(moved, -50), 90);
    assert!(makes_forecasts(&effects), "{effects:?}");
}

#[test]
fn no_call_is_free_where_an_hours_use_may_exceed_what_is_left() {
    let mut script = Script::running(&many(2));
    assert_eq!((script.next_call("m000"), script.next_call("m001")), (NextCall::Free, NextCall::Free));
    let forecasts = [("m000", runs_out(&script, 3000, 200)), ("m001", runs_out(&script, 9000, 150))];
    let effects = take_forecasts(&mut script, &forecasts);
    assert_eq!(script.next_call("m000"), NextCall::Unknown, "200 left, 200 may be used in an hour");
    assert_eq!(script.next_call("m001"), NextCall::Free);
    assert!(
        matches!(&beyond(effects)[..], [Effect::Save(..), Effect::Save(..)]),
        "the next run knows it at once"
    );
    script.after(MINUTE).quotas(&many(2));
    assert_eq!(script.next_call("m000"), NextCall::Unknown);
    script.type_in("sr");
    assert_eq!(script.listed(), ["m000", "m001"], "in the order in which they run out");
}

#[test]
fn the_past_of_the_selected_model_is_read_where_it_is_shown() {
    let mut script = Script::running(&many(5));
    assert_eq!(pasts_of(&script.wake()), [""; 0], "it is being read already");
    assert_eq!(pasts_of(&script.type_in("jj")), ["m001", "m002"]);
    let tag = script.tag();
    let read = |script: &mut Script, model: &str| {
        let history = ModelHistory { model: model.into(), seen: vec![], cone: vec![], price: None };
        script.say(Message::HistoryRead(tag, Box::new(history)))
    };
    let is_known = |script: &Script, model: &str| script.profile().forecasts.history(&model.into()).is_some();
    read(&mut script, "m000");
    assert!(!is_known(&script, "m000"), "the cursor has left it behind");
    assert_eq!(pasts_of(&read(&mut script, "m002")), ["m003"], "the cursor may go there; m001 is being read");
    assert!(is_known(&script, "m002"));
    read(&mut script, "m001");
    read(&mut script, "m003");
    assert_eq!(pasts_of(&script.type_in("k")), ["m000"], "the details of the others are complete");
    read(&mut script, "m000");
    assert_eq!(pasts_of(&script.wake()), [""; 0]);
    script.after(MINUTE);
    let effects = take_forecasts(&mut script, &[]);
    assert_eq!(
        pasts_of(&effects),
        ["m001"],
        "a new forecast begins where a new history ends; nobody moves the cursor"
    );
    script.resize(80, 24);
    assert_eq!(pasts_of(&script.type_in("j")), [""; 0], "there is no detail");
}

#[test]
fn a_snapshot_has_no_past() {
    let mut script = Script::begun(SourceKind::Snapshot, false, LastKnown::default());
    let mut effects = script.wake();
    effects.extend(script.answer(Task::Snapshot, Ok(snapshot(many(3)))));
    effects.extend(script.type_in("j"));
    assert!(!makes_forecasts(&effects) && pasts_of(&effects).is_empty(), "{effects:?}");
}
