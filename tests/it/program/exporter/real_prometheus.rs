//! A real Prometheus scrapes the real program.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use super::*;
use crate::support::{
    prometheus::Prometheus,
    waiting::{first, long_patience},
};

/// What promtool has against the pages: a name that this program's contract fixes. The grant is called the total of a free
/// quota everywhere, and is no counter.
const KNOWN: &str = "quotatop_free_quota_total non-counter metrics should not have \"_total\" suffix";

/// The only value of an expression now; absent if it has none.
fn value(prometheus: &Prometheus, expr: &str) -> Option<f64> {
    let now = chrono::Utc::now().to_rfc3339();
    let rows = prometheus.query(expr, &now).unwrap();
    assert!(rows.len() < 2, "{expr}: {rows:?}");
    rows.first().map(|row| row["value"][1].as_str().unwrap().parse().unwrap())
}

fn wait_for(prometheus: &Prometheus, expr: &str, expected: f64) {
    let what = format!("{expected} of {expr}");
    first(long_patience(), &what, || value(prometheus, expr), |found| *found == Some(expected));
}

#[test]
fn a_prometheus_scrapes_what_the_list_shows_and_sees_what_is_stale() {
    let account = account();
    account.set_refresh("10s");
    let token = ("QUOTATOP_METRICS_TOKEN", "SECRET-one");
    let exporter = Exporter::with(&account, &[], &[token]);
    let config = format!(
        "global: {{evaluation_interval: 1s}}\nrule_files: ['{}/assets/prometheus/*.rules.yml']\n\
         scrape_configs:\n- job_name: quotatop\n  scrape_interval: 1s\n  authorization: {{credentials: SECRET-one}}\n  \
         static_configs: [{{targets: ['{}']}}]\n",
        env!("CARGO_MANIFEST_DIR"),
        exporter.address
    );
    let Some(prometheus) = Prometheus::scraping(&config) else { return };
    wait_for(&prometheus, "up", 1.0);
    wait_for(&prometheus, "count(quotatop_free_quota_only)", 9.0);
    let document = account.list().json();
    for model in document["models"].as_array().unwrap() {
        let name = serde_json::to_string(&model["model"]).unwrap();
        for (metric, field) in [("total", "total"), ("remaining", "remaining")] {
            let scraped = value(&prometheus, &format!("quotatop_free_quota_{metric}{{model={name}}}"));
            let listed = model[field].as_number().map(|number| number.to_string().parse().unwrap());
            assert_eq!(scraped, listed, "{metric}: {model}");
        }
        let state = value(&prometheus, &format!("sum(quotatop_next_call{{model={name}}})"));
        let next_call = model["next_call"].as_str().unwrap();
        let holds = value(&prometheus, &format!("quotatop_next_call{{model={name},state=\"{next_call}\"}}"));
        assert_eq!((state, holds), (Some(1.0), Some(1.0)), "{model}");
    }
    let count = |field: &str, word: &str| {
        let models = document["models"].as_array().unwrap().iter();
        f64::from(u32::try_from(models.filter(|model| model[field] == word).count()).unwrap())
    };
    for (rule, expected) in [
        ("models:count", 11.0),
        ("models_billed:count", count("next_call", "billed")),
        ("models_refused:count", count("next_call", "refused")),
        ("models_exhausted:count", count("status", "exhausted")),
        ("models_low:count", count("status", "low")),
    ] {
        wait_for(&prometheus, &format!("quotatop:{rule}"), expected);
    }
    let firing = "ALERTS{alertname=\"QuotatopLow\",alertstate=\"firing\",model=\"qwen-max\"}";
    wait_for(&prometheus, firing, 1.0);
    account.standin.fault(On::Quotas, Fault::status(500));
    wait_for(&prometheus, "quotatop_feed_up{feed=\"quotas\"}", 0.0);
    assert_eq!(value(&prometheus, "quotatop_free_quota_remaining{model=\"qwen-max\"}"), Some(24_098.0));
    let age = "time() - quotatop_feed_last_success_timestamp_seconds{feed=\"quotas\"} > bool 0";
    assert_eq!(value(&prometheus, age), Some(1.0));
    exporter.stop();
    wait_for(&prometheus, "up", 0.0);
    assert_eq!(value(&prometheus, "count(quotatop_free_quota_total)"), None, "an outage leaves no figures");
}

#[test]
fn promtool_accepts_the_page_whatever_the_names() {
    if !Prometheus::is_installed() {
        return;
    }
    let control: String = (0..0x20).chain([0x7f, 0x85, 0x2028, 0xfeff]).filter_map(char::from_u32).collect();
    let account = account();
    account.standin.change(|facts| {
        for name in
            [control.as_str(), "\\", "\"", "\n", "a\\", "{a=\"b\"} 1", "# EOF", "模型", "\r\n# TYPE a b"]
        {
            facts.models.push(ModelFact::text(name, "1000000", "7"));
        }
        facts.balance.currency = "U\"S\\D\n".to_owned();
    });
    let exporter = Exporter::start(&account);
    let page = exporter.wait_for_data();
    assert_eq!(page.values("quotatop_free_quota_remaining", &[]).len(), 18);
    let body = exporter.request("GET /metrics", &[]).body;
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    promtool.stdin.take().unwrap().write_all(body.as_bytes()).unwrap();
    let checked = promtool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&[checked.stdout, checked.stderr].concat()).into_owned();
    assert_eq!(said.trim(), KNOWN);
    // A server takes OpenMetrics, and refuses a page of which it does not understand a line.
    let config = format!(
        "scrape_configs:\n- job_name: quotatop\n  scrape_interval: 1s\n  static_configs: [{{targets: ['{}']}}]\n",
        exporter.address
    );
    let prometheus = Prometheus::scraping(&config).unwrap();
    wait_for(&prometheus, "up", 1.0);
    wait_for(&prometheus, "count(quotatop_free_quota_remaining)", 18.0);
    exporter.stop();
}
