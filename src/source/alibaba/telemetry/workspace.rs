//! The workspace whose calls are counted: the configured one, else the account's default one.

use serde_json::{json, value::RawValue};

use crate::{
    domain::Cause,
    source::alibaba::{
        console::{Api, Slot},
        fetch::Fetch,
        wire::{lenient::object, telemetry::WorkspaceRow},
    },
};

const API: Api = Api {
    name: "zeldaEasy.bailian-dash-workspace.space.listWorkspaces",
    what: "the list of workspaces",
    holds: &[],
    limit: 1024 * 1024,
};

pub(super) async fn of(fetch: &Fetch, slot: &Slot<'_>) -> Result<String, Cause> {
    if let Some(workspace) = &fetch.logins.workspace_id {
        return Ok(workspace.clone());
    }
    let payload = slot.signed_in(fetch, API, &json!({})).await?;
    let unreadable =
        |detail: &str| Cause::Undecodable { what: API.what.to_owned(), detail: detail.to_owned() };
    let rows: Vec<&RawValue> =
        serde_json::from_str(payload.raw.get()).map_err(|error| unreadable(&error.to_string()))?;
    let rows: Vec<WorkspaceRow> = rows.into_iter().filter_map(|raw| object(raw.get()).ok()).collect();
    let default = rows.iter().position(|row| row.default_agent == Some(true)).unwrap_or_default();
    let named = rows.into_iter().nth(default).and_then(|row| row.workspace_id);
    named.filter(|id| !id.is_empty()).ok_or_else(|| unreadable("no workspace in it"))
}
