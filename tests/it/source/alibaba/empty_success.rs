//! A success without its payload, which the gateway sends now and then, is requested again.

use super::fixture::*;

/// What has been seen in place of a payload, in every layer that may hold it.
const EMPTY: [&str; 6] = [
    r#"{"code":"200","successResponse":true}"#,
    r#"{"code":"200","successResponse":true,"data":null}"#,
    r#"{"code":"200","data":{"success":true,"httpStatus":200,"errorCode":""}}"#,
    r#"{"code":"200","data":{"success":true,"DataV2":{"ret":["SUCCESS::接口调用成功"],"data":{"code":"SUCCESS","success":true,"data":null}}}}"#,
    r#"{"code":"200","data":{"DataV2":{"success":true,"httpStatus":200,"data":{}}}}"#,
    r#"{"code":"200","data":{"success":true,"DataV2":{"data":{"data":{"freeTierQuotas":null,"freeTierOnlyStatuses":null,"list":null}}}}}"#,
];

async fn outcome(bench: &Bench, on: &On) -> Option<Cause> {
    let models = [ModelName::from("qwen-max")];
    match on {
        On::Quotas => bench.quotas(&models).await.map_or_else(Some, |rows| rows.failed),
        On::Switches => bench.switches(&models).await.map_or_else(Some, |rows| rows.failed),
        _ => bench.catalogue().await.err(),
    }
}

#[tokio::test]
async fn two_empty_successes_are_no_failure_and_three_are() {
    for empty in EMPTY {
        for (on, what, field) in [
            (On::Quotas, "the free quotas", "freeTierQuotas"),
            (On::Switches, "the Free Quota Only states", "freeTierOnlyStatuses"),
            (On::Catalogue, "the model list", "list"),
        ] {
            let bench = Bench::new(Facts::default());
            bench.standin.fault_times(2, on.clone(), Fault::answer(200, empty));
            assert_eq!(outcome(&bench, &on).await, None, "{empty}");
            assert_eq!(bench.standin.count(&on), 3, "{empty}");
            bench.standin.fault_times(3, on.clone(), Fault::answer(200, empty));
            let detail = format!("a success without {field}");
            let failed = Cause::Undecodable { what: what.into(), detail };
            assert_eq!(outcome(&bench, &on).await, Some(failed), "{empty}");
            assert_eq!(bench.standin.count(&on), 6, "{empty}");
        }
    }
}

#[tokio::test]
async fn nothing_but_a_success_is_repeated() {
    for fault in [
        Fault::answer(200, "{}"),
        Fault::not_json(),
        Fault::status(500),
        Fault::throttled(),
        Fault::refusal(200, "Brand.New", ""),
        Fault::answer(500, EMPTY[0]),
        Fault::answer(200, r#"{"code":"200","data":{"freeTierQuotas":{}}}"#),
    ] {
        let bench = Bench::new(Facts::default());
        bench.standin.fault(On::Quotas, fault.clone());
        assert!(outcome(&bench, &On::Quotas).await.is_some(), "{fault:?}");
        assert_eq!(bench.standin.count(&On::Quotas), 1, "{fault:?}");
    }
}
