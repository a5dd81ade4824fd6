//! Snapshots, as files.

use std::{fmt::Write as _, fs, path::Path};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

/// Writes a snapshot of models that expire in days: nothing on its screen changes within a minute.
pub(crate) fn write(file: &Path, models: usize) {
    write_with(file, models, TimeDelta::days(3));
}

/// One of them expires in a few minutes, so that its seconds are shown.
pub(crate) fn write_with_seconds(file: &Path, models: usize) {
    write_with(file, models, TimeDelta::minutes(8));
}

fn write_with(file: &Path, models: usize, first: TimeDelta) {
    let now = Utc::now();
    // Old enough that it does not become stale while it is looked at.
    let taken_at = now - TimeDelta::minutes(10);
    let text = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut rows = String::new();
    for number in 0..models {
        let (remaining, days) = (number * 19_937 % 1_000_000, i64::try_from(number % 90).unwrap_or_default());
        let expires = now + if number == 1 { first } else { TimeDelta::days(3 + days) };
        let comma = if number == 0 { "" } else { "," };
        writeln!(
            rows,
            r#"{comma}{{"model": "qwen-model-{number:06}", "kind": "text", "unit": "tokens", "total": 1000000,
                "remaining": {remaining}, "expires_at": "{}", "quota_status": "VALID", "free_quota_only": false}}"#,
            text(expires)
        )
        .unwrap();
    }
    let taken = text(taken_at);
    let document = format!(
        r#"{{"schema": "quotatop.snapshot/1", "taken_at": "{taken}",
            "account": {{"state": "good", "available": "20.50", "currency": "USD"}}, "models": [{rows}]}}"#
    );
    fs::write(file, document).unwrap();
}
