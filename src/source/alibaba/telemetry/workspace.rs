//! The workspace whose calls are counted: the configured one, else the account's default one, else its only one. Of
//! several without a default one, the user has to choose.

use serde_json::{json, value::RawValue};

use crate::{
    domain::{Cause, Workspace},
    source::alibaba::{
        Live,
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

/// How many workspaces a failure names.
const NAMED: usize = 3;
/// The longest ID and name that are taken, in characters.
const LONGEST: usize = 64;
const NAME: usize = 40;

pub(super) async fn of(live: &Live, fetch: &Fetch, slot: &Slot<'_>) -> Result<String, Cause> {
    if let Some(workspace) = &fetch.logins.workspace_id {
        return Ok(workspace.clone());
    }
    let payload = slot.signed_in(fetch, API, &json!({})).await?;
    let unreadable =
        |detail: &str| Cause::Undecodable { what: API.what.to_owned(), detail: detail.to_owned() };
    let rows: Vec<&RawValue> =
        serde_json::from_str(payload.raw.get()).map_err(|error| unreadable(&error.to_string()))?;
    let rows: Vec<WorkspaceRow> = rows.into_iter().filter_map(|raw| object(raw.get()).ok()).collect();
    choose(rows, |name| live.http.secrets().quote(name, NAME))
}

/// The default workspace, else the only one. `quote` takes logins out of a text of the server.
fn choose(rows: Vec<WorkspaceRow>, quote: impl Fn(&str) -> String) -> Result<String, Cause> {
    let mut workspaces = Vec::new();
    for row in rows {
        let Some(id) = row.workspace_id.filter(|id| is_id(id)) else { continue };
        if row.default_agent == Some(true) {
            return Ok(id);
        }
        let name = row.agent_name.filter(|name| !name.trim().is_empty());
        workspaces.push(Workspace { id, name: name.map(|name| quote(&name)) });
    }
    let more = workspaces.len().saturating_sub(NAMED);
    workspaces.truncate(NAMED);
    match workspaces.as_slice() {
        [] => Err(Cause::Undecodable { what: API.what.to_owned(), detail: "no workspace in it".to_owned() }),
        [only] => Ok(only.id.clone()),
        _ => Err(Cause::NoDefaultWorkspace { workspaces, more }),
    }
}

/// Whether it can be written into a configuration as it is.
fn is_id(text: &str) -> bool {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    (1..=LONGEST).contains(&text.len()) && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(json: &str) -> Result<String, Cause> {
        let rows: Vec<WorkspaceRow> = serde_json::from_str(json).unwrap();
        choose(rows, |name| name.replace("SECRET", "***"))
    }

    fn workspace(id: &str, name: Option<&str>) -> Workspace {
        Workspace { id: id.to_owned(), name: name.map(str::to_owned) }
    }

    #[test]
    fn the_default_workspace_else_the_only_one_is_chosen() {
        for (json, id) in [
            (r#"[{"workspaceId":"llm-a"},{"workspaceId":"llm-b","defaultAgent":"true"}]"#, "llm-b"),
            (r#"[{"workspaceId":"llm-a","defaultAgent":false}]"#, "llm-a"),
            (
                r#"[{"workspaceId":"ws-1_A"},{"workspaceId":""},{"agentName":"b"},{"workspaceId":"a\"b"}]"#,
                "ws-1_A",
            ),
        ] {
            assert_eq!(chosen(json).as_deref(), Ok(id), "{json}");
        }
        assert!(matches!(chosen("[]"), Err(Cause::Undecodable { .. })));
    }

    #[test]
    fn several_workspaces_without_a_default_one_are_named() {
        let json = r#"[{"workspaceId":"llm-a","agentName":"SECRET"},{"workspaceId":"llm-b","agentName":" "},
                       {"workspaceId":"llm-c","defaultAgent":null},{"workspaceId":"llm-d"},{"workspaceId":"llm-e"}]"#;
        let workspaces =
            vec![workspace("llm-a", Some("***")), workspace("llm-b", None), workspace("llm-c", None)];
        assert_eq!(chosen(json), Err(Cause::NoDefaultWorkspace { workspaces, more: 2 }));
    }
}
