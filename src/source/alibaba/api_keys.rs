//! The account's API keys (ModelStudio 2026-02-10, `ListApiKeys`), without the keys themselves.

use chrono::{DateTime, Utc};
use serde_json::value::RawValue;

use super::{
    AlibabaSource, Live,
    fetch::Fetch,
    openapi::{self, Operation},
    wire::{
        api_keys::{Auth, Page, Row, Scope},
        lenient::object,
    },
};
use crate::{
    domain::{
        Cause, FeedName, Limit, ModelName,
        api_key::{ApiKey, ApiKeyId, ApiKeys, KeyScope},
    },
    source::http::{Method, Origin},
};

/// Keys per page. It is the vendor's default; what the server accepts is not documented.
const PAGE: &str = "20";

const WHAT: &str = "the API keys";

impl AlibabaSource {
    /// Reads the API keys once; an error only if not even the first page could be read.
    pub async fn api_keys(&self) -> Result<ApiKeys, Cause> {
        let live = &self.0;
        // The feed names the calls in a recording, which never has these.
        let fetch = live.begin(FeedName::Bills).await?;
        tokio::select! {
            keys = read(live, &fetch) => keys,
            never = fetch.watch_time() => match never {},
        }
    }
}

pub(super) fn operation<'a>(
    (method, origin): (Method, &'a Origin),
    (path, query): (&'a str, &'a [(&'a str, &'a str)]),
    (action, permission): (&'a str, &'a str),
    what: &'a str,
) -> Operation<'a> {
    Operation {
        method,
        origin,
        path,
        query,
        action,
        version: "2026-02-10",
        content_type: None,
        permission,
        what,
        limit: openapi::LIMIT,
        pace: None,
    }
}

async fn read(live: &Live, fetch: &Fetch) -> Result<ApiKeys, Cause> {
    let mut all = ApiKeys::default();
    let mut next: Option<String> = None;
    for at in 0..live.limits.key_pages {
        let (rows, token) = match page(live, fetch, next.as_deref()).await {
            Ok(read) => read,
            Err(cause) if at == 0 => return Err(cause),
            Err(cause) => return Ok(ApiKeys { failed: Some(cause), ..all }),
        };
        for row in rows {
            match row {
                // A page that was moved while it was read repeats keys.
                Some(key) if all.keys.iter().any(|known| known.id == key.id) => {}
                Some(key) => all.keys.push(key),
                None => all.odd = all.odd.saturating_add(1),
            }
        }
        match token {
            None => return Ok(all),
            Some(token) if next.as_ref() == Some(&token) => {
                let detail = "a page names itself as the next one".to_owned();
                let failed = Some(Cause::Undecodable { what: WHAT.to_owned(), detail });
                return Ok(ApiKeys { failed, ..all });
            }
            Some(token) => next = Some(token),
        }
    }
    let limit = Limit::Pages(live.limits.key_pages);
    Ok(ApiKeys { failed: Some(Cause::OverLimit { what: WHAT.to_owned(), limit }), ..all })
}

/// The rows of a page, absent where one cannot be read, and the token of the next page.
async fn page(
    live: &Live,
    fetch: &Fetch,
    token: Option<&str>,
) -> Result<(Vec<Option<ApiKey>>, Option<String>), Cause> {
    let Some(pair) = &fetch.logins.pair else { return Err(fetch.logins.why_no_pair()) };
    let origin = live.origins.openapi(fetch.logins.region);
    let first = [("maxResults", PAGE)];
    let next = [("maxResults", PAGE), ("nextToken", token.unwrap_or_default())];
    let query = if token.is_some() { &next[..] } else { &first[..] };
    let named = ("ListApiKeys", "modelstudio:ListApiKeys");
    let operation = operation((Method::GET, &origin), ("/modelstudio/apikeys", query), named, WHAT);
    let body = openapi::call(live, fetch, pair, &operation).await?;
    let page: Page<'_> = operation.read(&body)?;
    let rows = page.api_keys.ok_or_else(|| operation.undecodable("no list of keys".to_owned()))?;
    Ok((rows.into_iter().map(key).collect(), page.next_token.filter(|token| !token.is_empty())))
}

/// Absent if the row has no usable ID.
fn key(raw: &RawValue) -> Option<ApiKey> {
    let row: Row<'_> = object(raw.get()).ok()?;
    let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Some(ApiKey {
        id: ApiKeyId::parse(&row.api_key_id?)?,
        description: some(row.description),
        workspace_id: some(row.workspace_id),
        workspace_name: some(row.workspace_name),
        created_at: row.gmt_create.as_deref().and_then(created_at),
        disabled: match row.disabled.as_deref() {
            Some("0" | "false") => Some(false),
            Some("1" | "true") => Some(true),
            _ => None,
        },
        scope: row.auth.and_then(scope),
    })
}

/// From epoch milliseconds (inferred: the reference names no unit).
fn created_at(milliseconds: &str) -> Option<DateTime<Utc>> {
    let milliseconds: i64 = milliseconds.parse().ok()?;
    if milliseconds > 0 { DateTime::from_timestamp_millis(milliseconds) } else { None }
}

fn scope(auth: &RawValue) -> Option<KeyScope> {
    let auth: Auth<'_> = object(auth.get()).ok()?;
    let scope: Scope = object(auth.model_access_scope?.get()).ok()?;
    if scope.allow_all_models? {
        return Some(KeyScope::AllModels);
    }
    Some(KeyScope::Models(scope.accessible_models.into_iter().map(ModelName::new).collect()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_key(json: &str) -> Option<ApiKey> {
        key(&RawValue::from_string(json.to_owned()).unwrap())
    }

    #[test]
    fn what_is_not_stated_is_absent_and_the_key_itself_is_nowhere() {
        let full = r#"{"apiKeyId":10086,"apiKeyValue":"sk-SECRET","description":"ci","disabled":0,"gmtCreate":1788000000000,
            "workspaceId":"llm-abc","workspaceName":"default",
            "auth":{"type":"All","modelAccessScope":{"allowAllModels":true,"accessibleModels":[]}}}"#;
        let key = read_key(full).unwrap();
        assert!(!format!("{key:?}").contains("SECRET"));
        assert_eq!(
            (key.id.as_str(), key.disabled, key.scope),
            ("10086", Some(false), Some(KeyScope::AllModels))
        );
        assert_eq!(key.created_at.unwrap().timestamp(), 1_788_000_000);
        for (row, disabled, scope) in [
            (r#"{"apiKeyId":"7"}"#, None, None),
            (r#"{"apiKeyId":7,"disabled":1,"auth":{}}"#, Some(true), None),
            (r#"{"apiKeyId":7,"disabled":"true","auth":"x","gmtCreate":"yesterday"}"#, Some(true), None),
            (
                r#"{"apiKeyId":7,"disabled":2,"auth":{"modelAccessScope":{"accessibleModels":["a"]}}}"#,
                None,
                None,
            ),
            (
                r#"{"apiKeyId":7,"auth":{"modelAccessScope":{"allowAllModels":false,"accessibleModels":["a",7]}}}"#,
                None,
                Some(KeyScope::Models(vec!["a".into()])),
            ),
        ] {
            let key = read_key(row).unwrap();
            assert_eq!((key.disabled, key.scope, key.created_at), (disabled, scope, None), "{row}");
        }
        for row in [r#"{"apiKeyId":"../1"}"#, r#"{"description":"x"}"#, "7", "null", r#"{"apiKeyId":[1]}"#] {
            assert_eq!(read_key(row), None, "{row}");
        }
    }

    proptest! {
        #[test]
        fn any_row_is_survived(
            value in ".*",
            field in proptest::sample::select(&["apiKeyId", "gmtCreate", "disabled", "auth"][..]),
        ) {
            for json in [value.clone(), format!(r#"{{"apiKeyId":1,"{field}":{value}}}"#)] {
                let Ok(raw) = RawValue::from_string(json) else { continue };
                let _ = key(&raw);
            }
        }
    }
}
