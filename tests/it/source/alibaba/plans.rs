//! Token Plan and Coding Plan: each fails alone, and a failure is none of the quotas'.

use quotatop::domain::{
    plan::{Plan, PlanKind, PlanStatus, PlanUse},
    request::PlansReading,
};

use super::fixture::*;

const TOKEN_PLAN: &str =
    r#"{"per5HourPercentage":0.37,"per5HourResetTime":1797000000000,"per1WeekPercentage":0.12}"#;
const CODING_PLAN: &str = r#"{"status":"VALID","instanceType":"pro","codingPlanQuotaInfo":{
    "per5HourUsedQuota":120,"per5HourTotalQuota":6000,"per5HourQuotaNextRefreshTime":1797000000000,
    "perWeekUsedQuota":900,"perWeekTotalQuota":45000,"perWeekQuotaNextRefreshTime":1797000000000,
    "perBillMonthUsedQuota":77,"perBillMonthTotalQuota":90000}}"#;

fn facts(token: &str, coding: &[&str]) -> Facts {
    let coding_plans = coding.iter().map(|plan| (*plan).to_owned()).collect();
    Facts { token_plan: token.into(), coding_plans, ..Facts::many(1) }
}

async fn plans(bench: &Bench) -> PlansReading {
    let fetched = bench.fetch(Request::Plans).await;
    assert_eq!((fetched.wait_until, &fetched.credential), (None, &None), "those are of the quotas");
    let Ok(Response::Plans(plans)) = fetched.answer else { panic!("{:?}", fetched.answer) };
    plans
}

fn kinds(reading: &PlansReading) -> Vec<(PlanKind, usize)> {
    reading.0.iter().map(|(kind, plans)| (*kind, plans.len())).collect()
}

/// What is used of each window, in percent.
fn percents(plan: &Plan) -> Vec<Option<String>> {
    let percent = |used: PlanUse| used.percent().map(|percent| percent.normalize().to_string());
    plan.windows.iter().map(|window| window.used.and_then(percent)).collect()
}

#[tokio::test]
async fn an_account_may_have_both() {
    let bench = Bench::new(facts(TOKEN_PLAN, &[CODING_PLAN]));
    let reading = plans(&bench).await;
    assert_eq!(kinds(&reading), [(PlanKind::TokenPlan, 1), (PlanKind::CodingPlan, 1)]);
    let [token, coding] = [&reading.0[0].1[0], &reading.0[1].1[0]];
    let some = |percent: &str| Some(percent.to_owned());
    assert_eq!((token.status.clone(), percents(token)), (PlanStatus::Unstated, vec![some("37"), some("12")]));
    assert_eq!(token.windows[0].resets_at, Some(at("2026-12-11T14:40:00Z")));
    assert_eq!(token.windows[1].resets_at, None);
    assert_eq!((coding.status.clone(), coding.tier.as_deref()), (PlanStatus::Valid, Some("pro")));
    assert_eq!(percents(coding), [some("2"), some("2"), some("0.1")]);
    assert_eq!(coding.read_at, now());
}

#[tokio::test]
async fn without_a_plan_two_calls_are_all() {
    let bench = Bench::new(facts("{}", &[]));
    assert_eq!(plans(&bench).await.0.iter().flat_map(|(_, plans)| plans).count(), 0);
    assert_eq!((bench.standin.count(&On::TokenPlan), bench.standin.count(&On::CodingPlan)), (1, 1));
}

#[tokio::test]
async fn each_fails_alone_and_no_failure_is_one_of_the_quotas() {
    for fault in [
        Fault::forbidden(),
        Fault::not_logged_in(),
        Fault::too_many("3600"),
        Fault::throttled(),
        Fault::status(500),
        Fault::not_json(),
        Fault::answer(200, r#"{"code":"200","data":{"DataV2":{"data":{"data":[1,2]}}}}"#),
        Fault::answer(200, r#"{"code":"200","successResponse":true}"#),
    ] {
        let bench = Bench::new(facts(TOKEN_PLAN, &[CODING_PLAN]));
        bench.standin.fault(On::TokenPlan, fault.clone());
        assert_eq!(kinds(&plans(&bench).await), [(PlanKind::CodingPlan, 1)]);
        bench.standin.heal();
        bench.standin.fault(On::CodingPlan, fault);
        assert_eq!(kinds(&plans(&bench).await), [(PlanKind::TokenPlan, 1)]);
        assert_eq!(bench.quotas(&names(1)).await.unwrap().rows.len(), 1);
        let mints = bench.standin.count(&On::Mint);
        assert_eq!((bench.standin.count(&On::TokenPlan), mints), (2, 0), "a refusal is not tried again");
    }
}

#[tokio::test]
async fn without_a_login_nothing_is_called() {
    let bench = Bench::new(facts(TOKEN_PLAN, &[CODING_PLAN]));
    bench.set_logins(logins(&[], false));
    assert!(matches!(bench.cause(Request::Plans).await, Cause::NoLogin { .. }));
    assert_eq!(bench.standin.count(&On::TokenPlan), 0);
}

#[tokio::test]
async fn odd_plans_are_read_as_far_as_they_make_sense() {
    let odd = [
        "null",
        "7",
        "{}",
        r#"{"status":"FROZEN"}"#,
        r#"{"status":"EXPIRED","instanceType":7,"codingPlanQuotaInfo":[1]}"#,
        r#"{"status":"FROZEN","codingPlanQuotaInfo":{"perWeekUsedQuota":"50","perWeekTotalQuota":"100","per5HourQuotaNextRefreshTime":1}}"#,
    ];
    let bench = Bench::new(facts(
        r#"{"per5HourPercentage":37,"per1WeekPercentage":"0.5","per1WeekResetTime":1}"#,
        &odd,
    ));
    let reading = plans(&bench).await;
    assert_eq!(kinds(&reading), [(PlanKind::TokenPlan, 1), (PlanKind::CodingPlan, 2)]);
    let token = &reading.0[0].1[0];
    assert_eq!(percents(token), [Some("50".to_owned())], "a ratio of 37 makes no sense");
    assert!(token.windows[0].was_reset(now()));
    let [expired, frozen] = &reading.0[1].1[..] else { panic!("{reading:?}") };
    assert_eq!(
        (&expired.status, expired.is_in_use(), expired.windows.len()),
        (&PlanStatus::Expired, false, 0)
    );
    assert_eq!(expired.tier.as_deref(), Some("7"));
    assert_eq!(frozen.status, PlanStatus::Other("FROZEN".to_owned()));
    assert_eq!(percents(frozen), [None, Some("50".to_owned())]);
}
