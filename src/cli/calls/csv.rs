//! Calls as comma-separated values. What a row has several of is joined by semicolons.

use std::io::{self, Write};

use super::printed::Printed;
use crate::{
    cli::csv::{or_empty, text, write_row},
    domain::{calls::CallFailure, time::rfc3339},
};

pub(super) fn write(out: &mut dyn Write, printed: &Printed<'_>) -> io::Result<()> {
    let key: &str = match printed.by.into_str() {
        "api-key" => "api_key",
        word => word,
    };
    writeln!(
        out,
        "{key},calls,failed,failures,usage,mean_duration_ms,p99_duration_ms,mean_first_token_ms,last_call_at"
    )?;
    for group in &printed.groups {
        let stats = &group.stats;
        let failures: Vec<String> = stats.failures.iter().map(failure).collect();
        let usage: Vec<String> =
            stats.usage.iter().map(|(kind, amount)| format!("{}={amount}", kind.word())).collect();
        let fields = [
            text(group.key.as_deref().unwrap_or_default()),
            or_empty(stats.calls.map(|calls| calls.to_string())),
            or_empty(stats.failed.map(|failed| failed.to_string())),
            text(&failures.join(";")).into_owned().into(),
            text(&usage.join(";")).into_owned().into(),
            or_empty(stats.duration_ms.map(|duration| duration.normalize().to_string())),
            or_empty(stats.p99_duration_ms.map(|duration| duration.normalize().to_string())),
            or_empty(stats.first_token_ms.map(|duration| duration.normalize().to_string())),
            or_empty(stats.last_call_at.map(rfc3339)),
        ];
        write_row(out, &fields)?;
    }
    Ok(())
}

/// `403 AllocationQuota.FreeTierOnly=2`.
fn failure(failure: &CallFailure) -> String {
    let CallFailure { status, code, calls } = failure;
    match status {
        Some(status) => format!("{status} {code}={calls}"),
        None => format!("{code}={calls}"),
    }
}
