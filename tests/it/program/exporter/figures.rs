//! Metrics and `list -o json` show the same figures of an account.

use super::*;
use crate::support::{
    account::{KEY_SECRET, TOKEN, endpoints},
    exposition::Labels,
    standin::BillAccount,
    today,
    waiting::{first, long_patience},
};

/// A number, an instant or a truth of a document as a sample has it; absent where it is null.
fn sample(value: &Value) -> Option<f64> {
    match value {
        Value::Null => None,
        Value::Bool(is) => Some(f64::from(u8::from(*is))),
        Value::Number(number) => Some(number.to_string().parse().unwrap()),
        Value::String(text) => match text.parse::<chrono::DateTime<chrono::Utc>>() {
            Ok(at) => Some(at.timestamp().to_string().parse().unwrap()),
            Err(_) => Some(text.parse().unwrap()),
        },
        other => panic!("{other}"),
    }
}

#[test]
fn each_figure_is_that_of_the_list() {
    let account = account();
    let exporter = Exporter::start(&account);
    let page = exporter.wait_for_data();
    let document = account.list().json();
    let models = document["models"].as_array().unwrap();
    assert_eq!(models.len(), 11);
    for model in models {
        let text = |field: &str| model[field].as_str().unwrap();
        let labels = [
            ("profile", "default"),
            ("site", "international"),
            ("region", "ap-southeast-1"),
            ("model", text("model")),
            ("kind", text("kind")),
            ("unit", text("unit")),
        ];
        for (metric, field) in [
            ("quotatop_free_quota_total", "total"),
            ("quotatop_free_quota_remaining", "remaining"),
            ("quotatop_free_quota_expires_timestamp_seconds", "expires_at"),
            ("quotatop_free_quota_only", "free_quota_only"),
        ] {
            assert_eq!(page.value(metric, &labels), sample(&model[field]), "{metric}: {model}");
        }
        for state in ["free", "billed", "refused", "unknown"] {
            let applies = Some(f64::from(u8::from(text("next_call") == state)));
            let labels = [&labels[..], &[("state", state)]].concat();
            assert_eq!(page.value("quotatop_next_call", &labels), applies, "{state}: {model}");
        }
    }
    let known = models.iter().filter(|model| model["total"].is_number()).count();
    assert_eq!(page.values("quotatop_free_quota_total", &[]).len(), known);
    let (currency, balance) = ([("currency", "USD")], &document["account"]["available"]);
    assert_eq!(page.value("quotatop_account_available", &currency), sample(balance));
    assert_eq!(page.value("quotatop_account_overdue", &[]), Some(0.0));
    for feed in ["quotas", "account"] {
        let read_at = page.value("quotatop_feed_last_success_timestamp_seconds", &[("feed", feed)]);
        let now = chrono::Utc::now().timestamp().to_string().parse::<f64>().unwrap();
        assert!(read_at.is_some_and(|at| (now - 3600.0..=now + 1.0).contains(&at)), "{read_at:?}");
        assert_eq!(page.value("quotatop_feed_up", &[("feed", feed)]), Some(1.0));
        let count = page.value("quotatop_poll_duration_seconds_count", &[("feed", feed)]);
        let outcomes = page.values("quotatop_requests_total", &[("feed", feed)]);
        assert_eq!(count, Some(outcomes.iter().sum()), "{feed}");
    }
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    assert_eq!(page.value("quotatop_build_info", &version), Some(1.0));
    exporter.stop();
}

fn borrowed<'a>(labels: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    labels.iter().map(|(key, value)| (*key, value.as_str())).collect()
}

#[test]
fn what_inference_costs_is_that_of_the_bill() {
    let bills = BillAccount::generate(today(), 400, &["CNY", "USD"]);
    let account = Account::new(Facts::with_bills(bills.facts()));
    let exporter = Exporter::start(&account);
    let document = account.run(&["bills", "-o", "json"]).json();
    let cycle = document["cycle"].as_str().unwrap();
    let payable = |of: &Value| {
        let labels =
            vec![("currency", of["currency"].as_str().unwrap().to_owned()), ("cycle", cycle.to_owned())];
        (labels, sample(&of["payable"]))
    };
    let totals: Vec<_> = document["totals"].as_array().unwrap().iter().map(payable).collect();
    let groups: Vec<_> =
        document["groups"].as_array().unwrap().iter().map(|of| (&of["key"], payable(of))).collect();
    assert!(totals.len() == 2 && groups.len() > 3, "{document}");
    let page = exporter.wait_until(|page| {
        totals.iter().all(|(labels, sum)| page.value("quotatop_spend", &borrowed(labels)) == *sum)
    });
    for (key, (labels, sum)) in &groups {
        let labels = [&borrowed(labels)[..], &[("model", key.as_str().unwrap())]].concat();
        assert_eq!(page.value("quotatop_model_spend", &labels), *sum, "{labels:?}");
    }
    let known = groups.iter().filter(|(_, (_, sum))| sum.is_some()).count();
    assert_eq!(page.values("quotatop_model_spend", &[]).len(), known);
    exporter.stop();
}

#[test]
fn every_profile_is_exported_and_no_secret() {
    let account = account();
    account.configure(&endpoints("second", account.standin.url()));
    let log = account.path("quotatop.log");
    let arguments = ["-v", "--log-file", log.to_str().unwrap()];
    let exporter = Exporter::with(&account, &arguments, &[("QUOTATOP_METRICS_TOKEN", "SECRET-METRICS")]);
    let with_token = || exporter.request("GET /metrics", &["Authorization: Bearer SECRET-METRICS"]);
    let profiles = |page: &Exposition| {
        let name = |labels: &&Labels| labels["profile"].clone();
        let totals = page.labels("quotatop_free_quota_total");
        totals.iter().map(name).collect::<std::collections::BTreeSet<_>>()
    };
    let has_both = |body: &String| profiles(&Exposition::parse(body).unwrap()).len() == 2;
    let body = first(long_patience(), "both profiles", || with_token().body, has_both);
    let lines = exporter.stop();
    let logged = fs::read_to_string(log).unwrap();
    for secret in ["SECRET", TOKEN, KEY_SECRET] {
        assert!(!format!("{body}{lines:?}{logged}").contains(secret), "{secret}");
    }
}

/// The demo has every metric.
#[test]
fn the_document_lists_every_metric() {
    let account = Account::without_login(Facts::default());
    let file = account.path("demo.prom");
    account.run(&["poll", "--demo", "--once", "--textfile", file.to_str().unwrap()]).exits(0);
    let page = Exposition::parse(&fs::read_to_string(file).unwrap()).unwrap();
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/fleet.md")).unwrap();
    let rows = document.lines().filter_map(|line| line.strip_prefix("| `quotatop_"));
    let listed = rows.map(|row| format!("quotatop_{}", row.split_once('`').unwrap().0));
    assert_eq!(page.types.into_keys().collect::<Vec<_>>(), {
        let mut listed: Vec<String> = listed.collect();
        listed.sort();
        listed
    });
}
