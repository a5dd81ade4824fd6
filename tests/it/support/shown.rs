//! The program in a terminal, on a snapshot: no server is needed.

use serde_json::Value;

use super::terminal::{Start, Terminal};

/// A snapshot with distant expiries: the clock changes each minute, the countdowns at each full hour, and nothing else.
pub(crate) fn snapshot() -> String {
    snapshot_with(&[])
}

/// The same without expiries: only the clock changes.
pub(crate) fn snapshot_without_expiries() -> String {
    let mut document: Value = serde_json::from_str(&snapshot()).unwrap();
    for model in document["models"].as_array_mut().unwrap() {
        model.as_object_mut().unwrap().remove("expires_at");
    }
    document.to_string()
}

pub(crate) fn snapshot_with(more: &[String]) -> String {
    let model = |name: &str, remaining: u64, days: u32| {
        format!(
            r#"{{"model": "{name}", "kind": "text", "unit": "tokens", "total": 1000000, "remaining": {remaining},
                "expires_at": "2199-12-{days:02}T00:00:00Z", "quota_status": "VALID", "free_quota_only": false}}"#
        )
    };
    let first = [model("qwen-max", 24_098, 4), model("qwen-plus", 0, 4), model("qwen-turbo", 640_000, 9)];
    let more = more.iter().map(|name| model(name, 500_000, 4));
    let models = first.into_iter().chain(more).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"schema": "quotatop.snapshot/1", "account": {{"state": "good", "available": "1.00", "currency": "USD"}},
            "models": [{models}]}}"#
    )
}

/// Starts the program on a snapshot.
pub(crate) fn start_on(snapshot: &str, start: Start<'_>) -> Terminal {
    let arguments = [&["--snapshot", "$HOME/quotas.json"], start.arguments].concat();
    let files = [&[("quotas.json", snapshot)], start.files].concat();
    Terminal::start(Start { arguments: &arguments, files: &files, ..start })
}

/// The same, once the snapshot is shown.
pub(crate) fn show(start: Start<'_>) -> Terminal {
    let terminal = start_on(&snapshot(), start);
    terminal.wait_for("24,098/1,000,000");
    terminal
}

pub(crate) fn show_snapshot() -> Terminal {
    show(Start::default())
}
