//! What a client gets, by path, method, header and token.

use super::*;
use crate::support::{
    exposition::Labels,
    waiting::{first, long_patience},
};

const OPEN_METRICS: &str =
    "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

/// The built-in demo account: it is known at once.
fn demo(variables: &[(&str, &str)]) -> (Account, Exporter) {
    let account = Account::without_login(Facts::default());
    let exporter = Exporter::with(&account, &["--demo"], variables);
    (account, exporter)
}

#[test]
fn paths_and_methods_are_answered_as_http_has_it() {
    let (_account, exporter) = demo(&[]);
    for (line, status, head, body) in [
        ("GET /metrics", 200, "content-type: text/plain; version=0.0.4; charset=utf-8", "# HELP quotatop_"),
        ("GET /metrics?name=x", 200, "vary: accept", "# HELP quotatop_"),
        ("HEAD /metrics", 200, "content-type: text/plain; version=0.0.4; charset=utf-8", ""),
        ("POST /metrics", 405, "allow: get, head", "use GET\n"),
        ("DELETE /healthz", 405, "allow: get, head", "use GET\n"),
        ("GET /healthz", 200, "content-type: text/plain; charset=utf-8", "ok\n"),
        ("HEAD /healthz", 200, "content-length: 3", ""),
        ("GET /", 404, "content-type: text/plain; charset=utf-8", "not found; use /metrics or /healthz\n"),
        ("GET /metrics/", 404, "", "not found"),
        ("GET /../metrics", 404, "", "not found"),
    ] {
        let answer = exporter.request(line, &[]);
        assert_eq!(answer.status, status, "{line}");
        assert!(answer.head.contains(head), "{line}: {}", answer.head);
        let is_same = if body.is_empty() { answer.body.is_empty() } else { answer.body.starts_with(body) };
        assert!(is_same, "{line}: {}", answer.body);
    }
    exporter.stop();
}

#[test]
fn both_formats_have_the_same_samples() {
    let account = account();
    let exporter = Exporter::start(&account);
    let accept = format!("Accept: {OPEN_METRICS}");
    // Until nothing changes in between: bills are read day by day.
    let (mut plain, open, _) = first(
        long_patience(),
        "the same page twice",
        || (exporter.wait_for_data(), exporter.request("GET /metrics", &[&accept]), exporter.metrics()),
        |(before, _, after)| after == before,
    );
    assert!(open.head.contains("content-type: application/openmetrics-text; version=1.0.0"), "{}", open.head);
    assert!(open.body.ends_with("\n# EOF\n"));
    let open = Exposition::parse(&open.body).unwrap();
    // In OpenMetrics the name of a counter does not have the suffix of its samples.
    assert_eq!(plain.types.remove("quotatop_requests_total").as_deref(), Some("counter"));
    plain.types.insert("quotatop_requests".into(), "counter".into());
    assert_eq!(plain.types, open.types);
    // A bound is a number: `1` or `1.0`.
    let sorted = |page: &Exposition| {
        let line = |sample: &(String, Labels, f64)| format!("{sample:?}").replace(".0\"", "\"");
        let mut lines: Vec<String> = page.samples.iter().map(line).collect();
        lines.sort();
        lines
    };
    assert!(sorted(&plain) == sorted(&open), "{plain:#?}\n{open:#?}");
    exporter.stop();
}

#[test]
fn with_a_token_metrics_need_it_and_health_does_not() {
    let (_account, exporter) = demo(&[("QUOTATOP_METRICS_TOKEN", "SECRET-one")]);
    for (headers, status) in [
        (&["Authorization: Bearer SECRET-one"][..], 200),
        (&["authorization: bearer SECRET-one"], 200),
        (&[], 401),
        (&["Authorization: Bearer SECRET-two"], 401),
        (&["Authorization: Basic SECRET-one"], 401),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = exporter.request(&format!("{method} /metrics"), headers);
            assert_eq!(answer.status, status, "{method} {headers:?}");
            assert_eq!(answer.head.contains("www-authenticate: bearer"), status == 401, "{}", answer.head);
            assert!(status == 200 || !answer.body.contains("quotatop_"), "{}", answer.body);
        }
    }
    assert_eq!(exporter.request("GET /healthz", &[]).status, 200);
    let lines = exporter.stop();
    assert!(!format!("{lines:?}").contains("SECRET"), "{lines:?}");
}

#[test]
fn what_cannot_be_served_ends_the_program_before_it_polls() {
    let account = account();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran =
        account.run(&["poll", "--listen", &port]).fails(1).reports(&format!("--listen 127.0.0.1:{port}: "));
    assert_eq!(ran.errors.lines().count(), 1, "{ran:?}");
    for token in ["", "one two"] {
        let variables = [("QUOTATOP_METRICS_TOKEN", std::ffi::OsStr::new(token))];
        let ran = account.run_with(&["poll", "--listen", "0"], &variables).fails(2);
        assert_eq!(ran.reports("QUOTATOP_METRICS_TOKEN must be").errors.lines().count(), 1);
    }
    for arguments in [&["--listen", "example.com:80"][..], &["--listen", "0", "--once"]] {
        account.run(&[&["poll"], arguments].concat()).fails(2).reports("--listen");
    }
    assert_eq!(account.standin.count(&On::Everything), 0, "nothing was requested");
}
