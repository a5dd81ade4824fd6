//! The metrics of accounts as the exporter writes them, some of each kind: overdue, billed, about to run out, calm.

use std::fmt::Write as _;

pub(crate) fn profile(account: usize) -> String {
    format!("account-{account:04}")
}

/// The page of these accounts at `now` (seconds since 1970). Figures shrink with time.
pub(crate) fn page(accounts: std::ops::Range<usize>, models: usize, now: i64) -> String {
    let mut page = String::new();
    for (metric, of_model) in MODEL_METRICS {
        let _ = writeln!(page, "# TYPE {metric} gauge");
        for account in accounts.clone() {
            for model in 0..models {
                of_model(&mut page, metric, &labels(account, model), Figures { account, model, now });
            }
        }
    }
    for account in accounts {
        let labels =
            format!(r#"profile="{}",site="international",region="ap-southeast-1""#, profile(account));
        let overdue = u8::from(account % 50 == 7);
        let available = if overdue == 1 { "-12.4" } else { "20.5" };
        let _ = writeln!(page, "quotatop_account_overdue{{{labels}}} {overdue}");
        let _ = writeln!(page, "quotatop_account_available{{{labels},currency=\"USD\"}} {available}");
        let _ = writeln!(
            page,
            "quotatop_spend{{{labels},currency=\"USD\",cycle=\"2026-11\"}} {}.25",
            account % 9
        );
        for feed in ["quotas", "account", "bills"] {
            let _ = writeln!(
                page,
                "quotatop_feed_last_success_timestamp_seconds{{{labels},feed=\"{feed}\"}} {}",
                now - 20
            );
            let _ = writeln!(page, "quotatop_feed_up{{{labels},feed=\"{feed}\"}} 1");
        }
    }
    page
}

struct Figures {
    account: usize,
    model: usize,
    now: i64,
}

impl Figures {
    /// Some days or hours, other ones for each model.
    fn days(&self) -> i64 {
        i64::try_from(self.model % 80).unwrap_or_default()
    }

    fn remaining(&self) -> i64 {
        match (self.account + self.model) % 10 {
            0 => 0,
            1 => 60_000 - self.now % 1000,
            2 => 500_000 - self.now % 1000,
            _ => 1_000_000,
        }
    }
}

type Write = fn(&mut String, &str, &str, Figures);

const MODEL_METRICS: [(&str, Write); 7] = [
    ("quotatop_free_quota_total", |page, metric, labels, _| line(page, metric, labels, 1_000_000)),
    ("quotatop_free_quota_remaining", |page, metric, labels, it| line(page, metric, labels, it.remaining())),
    ("quotatop_free_quota_expires_timestamp_seconds", |page, metric, labels, it| {
        line(page, metric, labels, it.now / 86400 * 86400 + 86400 * (1 + it.days()));
    }),
    ("quotatop_free_quota_runs_out_timestamp_seconds", |page, metric, labels, it| {
        if matches!(it.remaining(), 1..1_000_000) {
            line(page, metric, labels, it.now + 3600 * (1 + it.days()));
        }
    }),
    ("quotatop_free_quota_lapses", |page, metric, labels, it| {
        if it.remaining() == 1_000_000 {
            line(page, metric, labels, 1_000_000);
        }
    }),
    ("quotatop_free_quota_only", |page, metric, labels, it| {
        line(page, metric, labels, i64::from(it.model % 7 == 0));
    }),
    ("quotatop_next_call", |page, metric, labels, it| {
        let holds = if it.remaining() == 0 { "billed" } else { "free" };
        for state in ["free", "billed", "refused", "unknown"] {
            let labels = format!(r#"{labels},state="{state}""#);
            line(page, metric, &labels, i64::from(state == holds));
        }
    }),
];

fn labels(account: usize, model: usize) -> String {
    format!(
        r#"profile="{}",site="international",region="ap-southeast-1",model="model-{model:03}",kind="text",unit="tokens""#,
        profile(account)
    )
}

fn line(page: &mut String, metric: &str, labels: &str, value: i64) {
    // Writing to a text cannot fail.
    let _ = writeln!(page, "{metric}{{{labels}}} {value}");
}
