//! Turning Free Quota Only on and off: what is sent, and what is made of every answer.

use quotatop::{
    domain::write::{Change, Outcome},
    source::Write as _,
};

use super::fixture::{Bench, Cause, Duration, Facts, Fault, On, Request, logins};
use crate::support::standin::Switching;

const PATIENCE: Duration = Duration::from_mins(1);

impl Bench {
    async fn turn(&self, model: &str, on: bool) -> Outcome {
        self.source.write(Change::FreeQuotaOnly { model: model.into(), on }).await
    }

    fn state(&self, model: &str) -> Option<bool> {
        let mut state = None;
        self.standin.change(|facts| {
            state = facts.models.iter().find(|fact| fact.name == model).unwrap().free_quota_only;
        });
        state
    }
}

fn facts(switching: Switching) -> Facts {
    Facts { switching, ..Facts::default() }
}

#[tokio::test]
async fn it_is_turned_at_once_or_by_a_task() {
    for finished_at in [0, 1, 3, 20] {
        let bench = Bench::new(facts(Switching { finished_at, ..Switching::default() }));
        assert_eq!(bench.turn("qwen-max", true).await, Outcome::Done);
        assert_eq!(bench.state("qwen-max"), Some(true));
        assert_eq!(bench.turn("qwen-max", false).await, Outcome::Done);
        assert_eq!(bench.state("qwen-max"), Some(false));
        let counts = [On::Activate, On::Deactivate, On::Turned].map(|on| bench.standin.count(&on));
        assert_eq!(counts, [1, 1, 2 * finished_at]);
    }
}

#[tokio::test]
async fn a_task_is_not_waited_for_without_end() {
    let bench = Bench::new(facts(Switching { finished_at: 21, ..Switching::default() }));
    assert_eq!(bench.turn("qwen-max", true).await, Outcome::Unfinished);
    assert_eq!(bench.standin.count(&On::Turned), 20);
}

#[tokio::test]
async fn a_refused_model_is_reported_with_its_code() {
    for finished_at in [0, 2] {
        let refused = vec![("qwen-plus".to_owned(), "FreeTier.Exhausted".to_owned())];
        let bench = Bench::new(facts(Switching { finished_at, refused, ..Switching::default() }));
        let failed = Cause::Refused { code: "FreeTier.Exhausted".to_owned(), message: String::new() };
        assert_eq!(bench.turn("qwen-plus", true).await, Outcome::Failed(failed));
        assert_eq!(bench.turn("qwen-max", true).await, Outcome::Done);
    }
}

/// Each answer to the request itself: whether it may have been done, and that it was sent once.
#[tokio::test]
async fn what_may_have_been_sent_is_never_sent_again() {
    for (fault, is_unknown) in [
        (Fault::not_logged_in(), false),
        (Fault::forbidden(), false),
        (Fault::throttled(), false),
        (Fault::too_many("60"), false),
        (Fault::refusal(200, "FreeTier.Odd", "no"), false),
        (Fault::status(404), false),
        (Fault::status(500), true),
        (Fault::Truncated, true),
        (Fault::not_json(), true),
        (Fault::redirect("http://127.0.0.1:9/"), true),
        (Fault::answer(200, r#"{"code":"200","successResponse":true}"#), true),
        (Fault::answer(200, r#"{"data":{"data":{"taskId":""}}}"#), true),
        (Fault::answer(200, r#"{"data":{"data":{"failureModels":[{"failureModelId":"m"}]}}}"#), true),
        (Fault::answer(200, r#"{"data":{"data":{"failureModels":[7]}}}"#), true),
        (Fault::answer(200, r#"{"data":{"data":[]}}"#), true),
    ] {
        let bench = Bench::with(Facts::default(), logins(&["standin-token", "other"], true), PATIENCE);
        bench.standin.fault(On::Activate, fault.clone());
        let outcome = bench.turn("qwen-max", true).await;
        assert_eq!(matches!(outcome, Outcome::Unknown(_)), is_unknown, "{fault:?}: {outcome:?}");
        assert_eq!(matches!(outcome, Outcome::Failed(_)), !is_unknown, "{fault:?}: {outcome:?}");
        assert_eq!(bench.standin.count(&On::Writes), 1, "{fault:?}");
        assert_eq!(bench.state("qwen-max"), Some(false));
    }
}

/// The server has begun, so only a result says that nothing was done.
#[tokio::test]
async fn a_failed_request_for_the_result_leaves_it_open() {
    for fault in
        [Fault::not_logged_in(), Fault::status(404), Fault::refusal(200, "Odd", ""), Fault::not_json()]
    {
        let bench = Bench::new(facts(Switching { finished_at: 1, ..Switching::default() }));
        bench.standin.fault(On::Turned, fault.clone());
        let outcome = bench.turn("qwen-max", true).await;
        assert!(matches!(outcome, Outcome::Unknown(_)), "{fault:?}: {outcome:?}");
        assert_eq!(bench.standin.count(&On::Writes), 1);
    }
    // A success without the payload is common, and asking for a result again is harmless.
    let bench = Bench::new(facts(Switching { finished_at: 1, ..Switching::default() }));
    bench.standin.fault_times(2, On::Turned, Fault::answer(200, r#"{"code":"200","successResponse":true}"#));
    assert_eq!(bench.turn("qwen-max", true).await, Outcome::Done);
}

/// Another login may be of another account, whose model of the same name would then be changed.
#[tokio::test]
async fn it_is_changed_with_the_login_that_reads() {
    let bench = Bench::with(Facts::default(), logins(&["expired", "standin-token"], false), PATIENCE);
    let outcome = bench.turn("qwen-max", true).await;
    assert!(matches!(outcome, Outcome::Failed(Cause::NotLoggedIn { .. })), "{outcome:?}");
    bench.fetch(Request::FreeQuotaOnly(vec!["qwen-max".into()])).await.answer.unwrap();
    assert_eq!(bench.turn("qwen-max", true).await, Outcome::Done);
    let written = bench.standin.requests().into_iter().filter(|seen| seen.on == On::Activate);
    assert_eq!(
        written.map(|seen| seen.credential.unwrap()).collect::<Vec<_>>(),
        ["expired", "standin-token"]
    );
}

#[tokio::test]
async fn without_a_login_nothing_is_sent() {
    let bench = Bench::with(Facts::default(), logins(&[], false), PATIENCE);
    let outcome = bench.turn("qwen-max", true).await;
    assert!(matches!(outcome, Outcome::Failed(Cause::NoLogin { .. })), "{outcome:?}");
    assert_eq!(bench.standin.count(&On::Everything), 0);
}
