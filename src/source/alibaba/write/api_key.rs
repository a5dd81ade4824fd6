//! Disabling, enabling and deleting an API key (ModelStudio 2026-02-10).

use crate::{
    domain::{
        Cause,
        api_key::{ApiKeyId, KeyChange},
        write::Outcome,
    },
    source::{
        alibaba::{Live, api_keys::operation, fetch::Fetch, openapi},
        http::Method,
    },
};

pub(super) async fn change(live: &Live, fetch: &Fetch, id: &ApiKeyId, to: KeyChange) -> Outcome {
    let Some(pair) = &fetch.logins.pair else { return Outcome::Failed(fetch.logins.why_no_pair()) };
    let origin = live.origins.openapi(fetch.logins.region);
    let (method, end, action, permission) = match to {
        KeyChange::Disable => (Method::PUT, "/disable", "DisableApiKey", "modelstudio:DisableApiKey"),
        KeyChange::Enable => (Method::PUT, "/enable", "EnableApiKey", "modelstudio:EnableApiKey"),
        KeyChange::Delete => (Method::DELETE, "", "DeleteApiKey", "modelstudio:DeleteApiKey"),
    };
    let path = format!("/modelstudio/apikeys/{id}{end}");
    let what = "the change of an API key";
    let operation = operation((method, &origin), (&path, &[]), (action, permission), what);
    match openapi::call(live, fetch, pair, &operation).await {
        Ok(_) => Outcome::Done,
        // That of our own request, which a proxy may have sent twice.
        Err(cause @ Cause::Refused { .. }) if is_used_nonce(&cause) => Outcome::Unknown(cause),
        Err(cause) => Outcome::of_failure(cause),
    }
}

fn is_used_nonce(cause: &Cause) -> bool {
    matches!(cause, Cause::Refused { code, .. } if code.contains("SignatureNonceUsed"))
}
