//! API keys (ModelStudio 2026-02-10): what the operations require of a request, and what they answer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    facts::{ApiKeyFact, Facts},
    state::{On, Received},
};

const PATH: &str = "/modelstudio/apikeys";

/// Keys per page at most.
const MOST: usize = 20;

/// What is requested, if the path fits the action.
pub(crate) fn operation(path: &str, action: &str) -> Option<On> {
    let rest = path.strip_prefix(PATH)?;
    let is_id = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let of_key =
        |end: &str| rest.strip_prefix('/').and_then(|rest| rest.strip_suffix(end)).is_some_and(is_id);
    match action {
        "ListApiKeys" => rest.is_empty().then_some(On::Keys),
        "DisableApiKey" => of_key("/disable").then_some(On::KeyState),
        "EnableApiKey" => of_key("/enable").then_some(On::KeyState),
        "DeleteApiKey" => of_key("").then_some(On::KeyDelete),
        _ => None,
    }
}

pub(crate) fn problem(on: &On, query: &BTreeMap<String, String>) -> Option<String> {
    match on {
        On::Keys => {
            let known = query.keys().all(|name| ["maxResults", "nextToken"].contains(&name.as_str()));
            let size = query.get("maxResults").and_then(|text| text.parse().ok());
            let is_size = size.is_some_and(|size: usize| (1..=MOST).contains(&size));
            let is_token = query.get("nextToken").is_none_or(|token| token.starts_with("keys-"));
            (!known || !is_size || !is_token).then(|| format!("ListApiKeys: {query:?}"))
        }
        On::KeyState | On::KeyDelete => (!query.is_empty()).then(|| format!("a query: {query:?}")),
        _ => None,
    }
}

pub(crate) fn page(facts: &Facts, query: &BTreeMap<String, String>) -> String {
    let place = query.get("nextToken").and_then(|token| token.strip_prefix("keys-"));
    let start: usize = place.map_or(0, |place| place.parse().unwrap());
    let size = facts.key_page.min(query["maxResults"].parse().unwrap());
    let keys: Vec<Value> = facts.api_keys.iter().map(row).collect();
    let odd = facts.odd_keys.iter().map(|row| serde_json::from_str(row).unwrap());
    let all: Vec<Value> = keys.into_iter().chain(odd).collect();
    let end = (start + size).min(all.len());
    let next = if end < all.len() { format!("keys-{end}") } else { String::new() };
    json!({
        "requestId": "r-1", "success": true, "code": "", "message": "", "httpStatusCode": 200,
        "totalCount": all.len(), "maxResults": size, "nextToken": next, "apiKeys": all[start..end],
    })
    .to_string()
}

fn row(key: &ApiKeyFact) -> Value {
    json!({
        "apiKeyId": key.id, "apiKeyValue": format!("sk-SECRET-VALUE-{}", key.id), "description": key.description,
        "disabled": i32::from(key.disabled), "gmtCreate": 1_788_000_000_000_i64, "createdBy": "5000000000000001",
        "workspaceId": "llm-abc", "workspaceName": "default",
        "auth": {"type": "All", "accessIps": [], "modelAccessScope": {
            "allowAllModels": key.models.is_none(), "accessibleModels": key.models.clone().unwrap_or_default(),
        }},
    })
}

/// Changes a key; the code of the refusal if there is none of that ID.
pub(crate) fn change(facts: &mut Facts, received: &Received) -> Result<String, &'static str> {
    let path = received.parts.uri.path();
    let mut parts = path.trim_start_matches(PATH).split('/').skip(1);
    let id: u64 = parts.next().unwrap().parse().unwrap();
    let at = facts.api_keys.iter().position(|key| key.id == id).ok_or("ApiKey.NotFound")?;
    match parts.next() {
        None => drop(facts.api_keys.remove(at)),
        Some(to) => facts.api_keys[at].disabled = to == "disable",
    }
    Ok(json!({"requestId": "r-1", "success": true, "code": "", "httpStatusCode": 200}).to_string())
}
