//! Whole categories: accepted, refused in every way, and failing for now.

use chrono::TimeDelta;

use super::fixture::*;
use crate::support::standin::FoundIn;

/// Models of all categories, `model-0` onwards.
fn facts(count: usize, finished_at: impl Into<Option<usize>>) -> Facts {
    let capabilities = ["TG", "VG", "Multimodal-Omni", "TTS", "ME", "Reasoning", "VU", "IG"];
    let mut facts = Facts { categories: finished_at.into(), ..Facts::many(count) };
    for (model, capability) in facts.models.iter_mut().zip(capabilities.into_iter().cycle()) {
        model.capabilities = vec![capability.to_owned()];
    }
    facts
}

fn calls(bench: &Bench) -> [usize; 2] {
    [bench.standin.count(&On::Categories), bench.standin.count(&On::Quotas)]
}

/// All models are read, each once, and nothing has failed.
async fn reads_all(bench: &Bench, count: usize) {
    let rows = bench.quotas(&names(count)).await.unwrap();
    let mut read: Vec<_> = rows.rows.iter().map(|(name, quota)| (name.as_str(), quota.remaining)).collect();
    let models: Vec<String> = (0..count).map(|number| format!("model-{number}")).collect();
    let left = |number: usize| Some((number as u64 * 1000 + 7).into());
    let mut expected: Vec<_> =
        models.iter().enumerate().map(|(number, name)| (name.as_str(), left(number))).collect();
    read.sort_unstable();
    expected.sort_unstable();
    assert_eq!((read, rows.odd, rows.failed), (expected, 0, None));
}

#[tokio::test]
async fn five_hundred_models_take_at_most_twelve_calls() {
    let bench = Bench::new(facts(500, 1));
    reads_all(&bench, 500).await;
    // A batch proves the login. Then each category is started, and its result requested.
    assert_eq!(calls(&bench), [10, 1]);
    reads_all(&bench, 500).await;
    assert_eq!(calls(&bench), [20, 1], "the login is known to be accepted");
    assert_eq!(bench.standin.count(&On::Switches), 0);
}

#[tokio::test]
async fn quota_and_switch_are_of_the_same_instant() {
    let mut facts = facts(200, 3);
    for (model, switch) in facts.models.iter_mut().zip([Some(true), Some(false), None].into_iter().cycle()) {
        model.free_quota_only = switch;
    }
    facts.models[1].quota = None;
    let bench = Bench::new(facts);
    let rows = bench.readings(&names(200)).await.unwrap();
    for (number, switch) in [Some(true), Some(false), None].into_iter().cycle().enumerate().take(200) {
        let name = format!("model-{number}");
        let (_, reading) = rows.rows.iter().find(|(model, _)| model.as_str() == name).unwrap();
        let status = if number == 1 { "UNKNOWN" } else { "VALID" };
        assert_eq!(reading.free_quota_only, switch, "{name}");
        assert_eq!(reading.quota.quota_status.as_deref(), Some(status), "{name}");
    }
    assert_eq!(calls(&bench), [20, 1]);
}

#[tokio::test]
async fn models_of_one_list_alone_are_read_too() {
    let mut facts = facts(150, 1);
    for number in [3, 70, 71, 149] {
        facts.models[number].found_in = FoundIn::Catalogue;
    }
    facts.models[5].found_in = FoundIn::Category;
    let bench = Bench::new(facts);
    let listed: Vec<ModelName> =
        bench.catalogue().await.unwrap().into_iter().map(|model| model.name).collect();
    assert!(!listed.contains(&"model-5".into()));
    let rows = bench.quotas(&listed).await.unwrap();
    let mut read: Vec<ModelName> = rows.rows.into_iter().map(|(name, _)| name).collect();
    let mut all = names(150);
    read.sort();
    all.sort();
    assert_eq!((read, rows.failed), (all, None));
    assert_eq!(calls(&bench), [10, 2], "one batch proves the login, one has what no category has");
    // The console knows nothing at all of some listed models.
    let mut more = names(150);
    more.extend((0..30).map(|number| ModelName::new(format!("gone-{number}"))));
    assert_eq!(bench.quotas(&more).await.unwrap().failed, None);
}

#[tokio::test]
async fn few_models_are_read_in_batches() {
    let bench = Bench::new(facts(100, 1));
    reads_all(&bench, 100).await;
    assert_eq!(calls(&bench), [0, 5]);
}

#[tokio::test]
async fn a_refusal_falls_back_at_once_and_is_remembered() {
    let mut login = logins(&["standin-token"], true);
    login.workspace_id = None;
    let never = "never finishes";
    for (what, fault, trial) in [
        ("unknown to the gateway", None, 1),
        ("404", Some(Fault::status(404)), 1),
        ("405", Some(Fault::status(405)), 1),
        ("a redirect", Some(Fault::redirect("https://elsewhere.example")), 1),
        ("another code", Some(Fault::refusal(200, "Bad Request", "Bad Request")), 1),
        ("no login that it knows", Some(Fault::not_logged_in()), 1),
        ("401", Some(Fault::status(401)), 1),
        ("no permission", Some(Fault::forbidden()), 1),
        ("a page", Some(Fault::not_json()), 1),
        ("no payload", Some(Fault::answer(200, r#"{"code":"200","data":{"success":true}}"#)), 3),
        ("another payload", Some(Fault::answer(200, r#"{"code":"200","data":{"taskId":{}}}"#)), 1),
        (never, None, 5 + 5 * 8),
    ] {
        let bench = Bench::with(facts(150, (what == never).then_some(usize::MAX)), login.clone(), MINUTE);
        bench.standin.fault(On::Categories, fault.clone().unwrap_or(Fault::Slow(Duration::ZERO)));
        for _ in 0..2 {
            reads_all(&bench, 150).await;
        }
        assert_eq!(calls(&bench), [trial, 8 + 8], "{what}");
        assert_eq!(bench.standin.count(&On::Mint), 0, "{what}: the login is not to blame");
        let tokens = bench.standin.requests().into_iter().filter_map(|seen| seen.credential);
        assert!(tokens.into_iter().all(|token| token == "standin-token"), "{what}");
    }
}

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_failure_that_may_pass_is_tried_again_after_an_hour() {
    for (what, fault) in [
        ("500", Fault::status(500)),
        ("busy", Fault::refusal(200, "ServiceBusy", "")),
        ("internal", Fault::refusal(500, "InternalError", "")),
        ("cut off", Fault::Truncated),
    ] {
        // Once in a trial, and once after they were accepted.
        for accepted_before in [false, true] {
            if what == "cut off" && !accepted_before {
                continue;
            }
            let bench = Bench::new(facts(150, 1));
            if accepted_before {
                reads_all(&bench, 150).await;
            }
            let before = calls(&bench)[0];
            bench.standin.fault(On::Categories, fault.clone());
            reads_all(&bench, 150).await;
            let tried = calls(&bench)[0];
            assert!(tried > before, "{what}");
            bench.standin.heal();
            bench.set_clock(now() + TimeDelta::minutes(59));
            reads_all(&bench, 150).await;
            assert_eq!(calls(&bench)[0], tried, "{what}");
            bench.set_clock(now() + TimeDelta::minutes(61));
            reads_all(&bench, 150).await;
            assert_eq!(calls(&bench)[0], tried + 10, "{what}");
        }
    }
}

#[tokio::test]
async fn a_category_that_hangs_does_not_cost_the_poll() {
    let bench = Bench::with(facts(150, 1), logins(&["standin-token"], true), Duration::from_secs(3));
    reads_all(&bench, 150).await;
    bench.standin.fault(On::CategoryOf("Vision"), Fault::Hang);
    reads_all(&bench, 150).await;
}

#[tokio::test]
async fn throttled_categories_end_the_poll_and_the_next_one_is_in_batches() {
    let bench = Bench::new(facts(150, 1));
    bench.standin.fault(On::Categories, Fault::too_many("60"));
    let rows = bench.quotas(&names(150)).await.unwrap();
    let until = Some(now() + TimeDelta::seconds(60));
    assert_eq!((rows.rows.len(), rows.failed), (20, Some(Cause::RateLimited { until })));
    assert_eq!(calls(&bench), [1, 1]);
    reads_all(&bench, 150).await;
    assert_eq!(calls(&bench), [1, 9]);
}

#[tokio::test]
async fn a_login_that_lapses_is_replaced_in_a_category_as_in_a_batch() {
    let bench = Bench::new(facts(150, 1));
    bench.set_logins(logins(&["standin-token", "other-token"], false));
    reads_all(&bench, 150).await;
    bench.standin.change(|facts| facts.tokens = vec!["other-token".to_owned()]);
    reads_all(&bench, 150).await;
    bench.standin.revoke_tokens();
    let cause = bench.quotas(&names(150)).await.unwrap_err();
    assert!(matches!(cause, Cause::NotLoggedIn { .. }), "{cause:?}");
    // The categories are not to blame.
    bench.standin.change(|facts| facts.tokens = vec!["standin-token".to_owned()]);
    let before = calls(&bench);
    reads_all(&bench, 150).await;
    assert_eq!(calls(&bench)[1], before[1], "no batch was needed");
}

#[tokio::test]
async fn a_login_that_is_refused_before_the_trial_says_nothing_of_categories() {
    let bench = Bench::new(facts(150, 1));
    bench.standin.revoke_tokens();
    bench.set_logins(logins(&["standin-token"], false));
    let cause = bench.quotas(&names(150)).await.unwrap_err();
    assert!(matches!(cause, Cause::NotLoggedIn { .. }), "{cause:?}");
    assert_eq!(calls(&bench), [0, 1]);
    bench.standin.change(|facts| facts.tokens = vec!["standin-token".to_owned()]);
    reads_all(&bench, 150).await;
    assert_eq!(calls(&bench), [10, 2]);
}

#[tokio::test]
async fn a_missing_category_and_an_odd_row_cost_only_themselves() {
    let bench = Bench::new(facts(150, 1));
    reads_all(&bench, 150).await;
    bench.standin.fault(On::CategoryOf("Vision"), Fault::status(500));
    reads_all(&bench, 150).await;
    bench.standin.heal();
    bench.standin.change(|facts| facts.odd_rows = vec![r#"{"model":7}"#.to_owned(), "[]".to_owned()]);
    let rows = bench.quotas(&names(150)).await.unwrap();
    assert_eq!((rows.rows.len(), rows.odd), (151, 5), "`7` is a name");
    assert!(matches!(rows.failed, Some(Cause::Undecodable { .. })), "{:?}", rows.failed);
}
