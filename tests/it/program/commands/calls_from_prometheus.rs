//! `calls` where monitoring data are delivered: the console says where, a real Prometheus has them.

use std::fmt::Write as _;

use chrono::{SubsecRound as _, TimeDelta, Utc};

use super::*;
use crate::support::{prometheus::Prometheus, standin::Monitoring};

/// The pair that the real Prometheus takes, and the header made of it.
const SECRET: &str = "standin-secret";
const BASIC: &str = "TFRBSXN0YW5kaW46c3RhbmRpbi1zZWNyZXQ";

/// An account whose console names this address, with the pair that opens it.
fn account(address: &str) -> Account {
    let account = Account::new(Facts { monitoring: Monitoring::delivered(address), ..Facts::default() });
    let file = account.path(".aliyun/config.json");
    let pair = fs::read_to_string(&file).unwrap().replace(KEY_SECRET, SECRET);
    account.write(".aliyun/config.json", &pair);
    account.standin.change(|facts| facts.keys[0].secret = SECRET.to_owned());
    account
}

/// Ten minutes of calls that ended five minutes ago, in OpenMetrics' text format.
fn samples() -> String {
    let caller = r#"model="qwen-max",apikey_id="1110000",workspace_id="llm-0abc""#;
    let mut text = String::new();
    for (metric, label, value) in [
        ("model_call_count", r#",status_code="200""#, 3),
        ("model_call_count", r#",status_code="403",error_code="AllocationQuota.FreeTierOnly""#, 1),
        ("model_usage", r#",usage_type="total_tokens""#, 1000),
        ("model_call_duration", "", 812),
        ("model_call_duration_p99", "", 4100),
    ] {
        for ago in (5..15).rev() {
            let at = (Utc::now().trunc_subsecs(0) - TimeDelta::minutes(ago)).timestamp();
            writeln!(text, "{metric}{{{caller}{label}}} {value} {at}").unwrap();
        }
    }
    text
}

#[test]
fn codes_and_the_p99_are_in_the_document_and_the_pair_is_nowhere() {
    let Some(prometheus) = Prometheus::start(&samples()) else { return };
    let account = account(&prometheus.url());
    let log = account.path("log");
    let ran = account.run(&["calls", "-o", "json", "-v", "--log-file", log.to_str().unwrap()]).succeeds();
    let document = ran.json();
    assert_eq!((&document["source"], &document["feed"]["state"]), (&json!("prometheus"), &json!("fresh")));
    let mut group = document["groups"][0].clone();
    assert!(group["last_call_at"].take().is_string());
    assert_eq!(
        group,
        json!({
            "key": "qwen-max", "calls": 40, "failed": 10,
            "failures": [{"status": 403, "code": "AllocationQuota.FreeTierOnly", "calls": 10}],
            "usage": [{"kind": "total_tokens", "amount": 10000}],
            "mean_duration_ms": 812, "p99_duration_ms": 4100, "mean_first_token_ms": null,
            "last_call_at": null,
        })
    );
    assert_eq!(account.standin.count(&On::CallStatistics), 0);
    account.run(&["calls", "--group-by", "workspace", "--offline"]).succeeds().prints("llm-0abc");

    let logged = fs::read_to_string(&log).unwrap();
    assert!(logged.contains("prometheus/query_range"), "{logged}");
    for secret in [SECRET, BASIC] {
        assert!(!format!("{ran:?}{logged}").contains(secret), "{ran:?} {logged}");
        for file in account.stored_files() {
            let bytes = fs::read(&file).unwrap();
            assert!(!bytes.windows(secret.len()).any(|at| at == secret.as_bytes()), "{}", file.display());
        }
    }
}

#[test]
fn a_prometheus_that_refuses_the_pair_leaves_the_console() {
    let Some(prometheus) = Prometheus::start(&samples()) else { return };
    let account = account(&prometheus.url());
    account.set_pair(None);
    let document = account.run(&["calls", "-o", "json"]).succeeds().json();
    assert_eq!(document["source"], "console");
}
