//! Whatever can go wrong: each is a cause with its fix, and nothing is read in part.

use quotatop::domain::FailureKind;

use super::*;
use crate::support::standin::{Facts, Fault, On, PROMETHEUS_PATH, Standin, prometheus_error};

#[tokio::test]
async fn every_failure_has_its_cause() {
    let standin = Standin::start(Facts::default());
    let host = standin.url().replace("http://", "");
    let host = || host.clone();
    let message = || "went wrong".to_owned();
    let error = |status: u16, kind: &str| Fault::answer(status, prometheus_error(kind, "went wrong"));
    for (fault, expected) in [
        (error(400, "bad_data"), Cause::BadQuery { host: host(), message: message() }),
        (error(422, "execution"), Cause::QueryFailed { host: host(), message: message(), is_late: false }),
        (error(503, "timeout"), Cause::QueryFailed { host: host(), message: message(), is_late: true }),
        (Fault::status(401), Cause::QueryRefused { host: host(), status: 401 }),
        (Fault::status(403), Cause::QueryRefused { host: host(), status: 403 }),
        (Fault::status(404), Cause::NotPrometheus { host: host() }),
        (Fault::not_json(), Cause::NotPrometheus { host: host() }),
        (Fault::status(502), Cause::HttpStatus { host: host(), status: 502 }),
        (Fault::status(429), Cause::RateLimited { until: None }),
        (Fault::redirect("https://example.com/"), Cause::Redirected { host: host() }),
        (Fault::Endless, Cause::TooLarge { host: host(), limit: 16 << 20 }),
    ] {
        standin.heal();
        standin.fault(On::Query, fault.clone());
        let source = source(&format!("{}{PROMETHEUS_PATH}", standin.url()), "");
        let found = read(&source).await.unwrap_err();
        assert_eq!(found, expected, "{fault:?}");
        let opened = open(&source, AccountName::of_profile("a")).await.unwrap_err();
        assert_eq!(opened, expected, "{fault:?}");
    }
}

#[tokio::test]
async fn no_failure_repeats_the_login() {
    let standin = Standin::start(Facts::default());
    let echo = "no Basic TFRBSXN0YW5kaW46c3RhbmRpbi1zZWNyZXQ= or TFRBSXN0YW5kaW46c3RhbmRpbi1zZWNyZXQ=";
    for kind in ["execution", "bad_data", echo] {
        standin.heal();
        standin.fault(On::Query, Fault::answer(422, prometheus_error(kind, echo)));
        let source = source(&format!("{}{PROMETHEUS_PATH}", standin.url()), "");
        let found = format!("{:?}", read(&source).await.unwrap_err());
        assert!(found.contains("no … or …") && !found.contains("TFRB"), "{kind}: {found}");
    }
}

#[tokio::test]
async fn a_figure_that_fails_fails_the_reading() {
    let standin = Standin::start(Facts::default());
    // The first query, for the models, is answered with nothing: the rules are missing.
    let nothing = r#"{"status":"success","data":{"resultType":"vector","result":[]}}"#;
    standin.fault_times(1, On::Query, Fault::answer(200, nothing));
    standin.fault(On::Query, Fault::status(500));
    let source = source(&format!("{}{PROMETHEUS_PATH}", standin.url()), "");
    assert_eq!(read(&source).await.unwrap_err().kind(), FailureKind::Server);
}

#[test]
fn a_variable_that_is_not_set_is_named() {
    let headers = vec![("Authorization".to_owned(), "LOGIN".to_owned(), None)];
    let url = "http://127.0.0.1:9090".to_owned();
    let setup = FleetSetup { url, matchers: "".parse().unwrap(), headers, player: None };
    let Err(cause) = FleetSource::new(setup, Arc::new(|| at(NOW)), Secrets::default()) else {
        panic!("it is not set")
    };
    assert_eq!(cause, Cause::VariableNotSet { variable: "LOGIN".into() });
    assert_eq!(cause.kind(), FailureKind::Config);
}
