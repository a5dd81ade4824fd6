//! The list of API keys as JSON (`quotatop.keys/1`).

use std::io::{self, Write};

use serde::Serialize;

use super::listed::{Listed, named};
use crate::{
    cli::document,
    domain::{
        api_key::{ApiKey, KeyScope, KeySpend},
        calls::Calls,
        time::rfc3339,
    },
};

const SCHEMA: &str = "quotatop.keys/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    profile: &'a str,
    complete: bool,
    cycle: String,
    covers_through: Option<String>,
    calls: Option<CallsOut<'a>>,
    keys: Vec<KeyOut<'a>>,
}

/// Which calls are counted.
#[derive(Serialize)]
struct CallsOut<'a> {
    range: &'static str,
    source: &'static str,
    from: String,
    to: String,
    complete: bool,
    workspace_id: Option<&'a str>,
}

#[derive(Serialize)]
struct KeyOut<'a> {
    id: &'a str,
    description: Option<&'a str>,
    workspace_id: Option<&'a str>,
    workspace_name: Option<&'a str>,
    created_at: Option<String>,
    disabled: Option<bool>,
    all_models: Option<bool>,
    models: Option<Vec<&'a str>>,
    spend: Option<Vec<SpendOut<'a>>>,
    calls: Option<u64>,
    last_call_at: Option<String>,
}

#[derive(Serialize)]
struct SpendOut<'a> {
    currency: &'a str,
    payable: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    incomplete: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

pub(super) fn write(out: &mut dyn Write, listed: &Listed<'_>) -> io::Result<()> {
    let document = Document {
        schema: SCHEMA,
        profile: listed.profile,
        complete: listed.is_complete,
        cycle: listed.spend.cycle.to_string(),
        covers_through: listed.spend.covers_through.map(|day| day.to_string()),
        calls: listed.calls.calls.as_deref().map(calls_out),
        keys: listed.keys.iter().map(|key| key_out(listed, key)).collect(),
    };
    document::write(out, &document)
}

fn key_out<'a>(listed: &Listed<'a>, key: &'a ApiKey) -> KeyOut<'a> {
    let stats = listed.calls.of(key);
    KeyOut {
        id: key.id.as_str(),
        description: key.description.as_deref(),
        workspace_id: key.workspace_id.as_deref(),
        workspace_name: key.workspace_name.as_deref(),
        created_at: key.created_at.map(rfc3339),
        disabled: key.disabled,
        all_models: key.scope.as_ref().map(|scope| *scope == KeyScope::AllModels),
        models: named(key).map(Iterator::collect),
        spend: listed.spend.of(&key.id).map(|spend| spend.iter().map(spend_out).collect()),
        calls: stats.calls,
        last_call_at: stats.last_call_at.map(rfc3339),
    }
}

fn calls_out(calls: &Calls) -> CallsOut<'_> {
    CallsOut {
        range: calls.range.into_str(),
        source: calls.source.into_str(),
        from: rfc3339(calls.from),
        to: rfc3339(calls.to),
        complete: calls.is_complete_by_caller(),
        workspace_id: calls.workspace.as_deref(),
    }
}

fn spend_out(spend: &KeySpend) -> SpendOut<'_> {
    SpendOut {
        currency: &spend.currency,
        payable: spend.payable.map(|amount| amount.to_string()),
        incomplete: spend.incomplete,
    }
}
