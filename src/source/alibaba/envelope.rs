//! Opening the envelopes: the payload, or the refusal that came in its place. The HTTP status alone tells
//! little: the console refuses with status 200, the billing interface with any.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    refusal::{Refusal, missing_permission},
    wire::{
        envelope::{AccessDenied, Gateway, GatewayData, OpenApi, Service},
        lenient::object,
    },
};

/// Why there is no payload.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoPayload {
    /// The server refused.
    Refused(Refusal),
    /// The answer is of no shape that we know: where and why, without any of its content.
    Unreadable(String),
}

/// The payload of the console gateway.
pub(super) fn console(body: &str) -> Result<&RawValue, NoPayload> {
    let outer: Gateway<'_> = read(body)?;
    let refused = |code: Option<String>, message: Option<String>| {
        let code = code.or_else(|| outer.code.clone()).unwrap_or_default();
        let message = message.or_else(|| outer.message.clone()).unwrap_or_default();
        let action = missing_permission(&message);
        Err(NoPayload::Refused(Refusal { code, message, action }))
    };
    let data = outer.data.map(layer::<GatewayData<'_>>).unwrap_or_default();
    if data.success == Some(false) {
        return refused(data.error_code, data.error_msg);
    }
    if let Some(whole) = data.data_v2 {
        let v2: Service<'_> = layer(whole);
        let service: Service<'_> = v2.data.map(layer).unwrap_or_default();
        if fails(service.success, service.code.as_deref()) {
            return refused(service.code, service.msg);
        }
        return Ok(service.data.or(v2.data).unwrap_or(whole));
    }
    if fails(None, outer.code.as_deref()) && data.success != Some(true) {
        return refused(None, None);
    }
    data.data.or(outer.data).ok_or_else(|| NoPayload::Unreadable("no data in the envelope".to_owned()))
}

/// Whether an answer of the signed interfaces is a refusal: by its HTTP status, or in its own words.
/// Errors come as JSON or, from the gateway itself, as XML.
pub(super) fn openapi(status: u16, body: &str) -> Result<(), NoPayload> {
    let success = (200..300).contains(&status);
    let envelope: OpenApi<'_> = match read(body) {
        Ok(envelope) => envelope,
        Err(_) if body.trim_start().starts_with('<') && xml(body, "Code").is_some() => OpenApi {
            success: Some(false),
            code: xml(body, "Code"),
            message: xml(body, "Message"),
            ..OpenApi::default()
        },
        // A proxy's page, say: the status is all that it tells.
        Err(_) if !success => OpenApi::default(),
        Err(unreadable) => return Err(unreadable),
    };
    if success && !fails(envelope.success, envelope.code.as_deref()) {
        return Ok(());
    }
    let denied: AccessDenied = envelope.access_denied_detail.map(layer).unwrap_or_default();
    Err(NoPayload::Refused(Refusal {
        code: envelope.code.unwrap_or_default(),
        message: envelope.message.unwrap_or_default(),
        action: denied.auth_action,
    }))
}

/// Reads one layer.
pub(super) fn read<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, NoPayload> {
    object(body.trim_start_matches('\u{feff}')).map_err(|error| NoPayload::Unreadable(place(&error)))
}

/// Where the reading of an answer failed, without any of the answer.
fn place(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Eof => "cut off",
        Category::Data => "of another shape",
        Category::Syntax | Category::Io => "no JSON",
    };
    format!("{what} at line {} column {}", error.line(), error.column())
}

/// Reads an inner layer; what has another shape has nothing to tell about success.
fn layer<'a, T: Deserialize<'a> + Default>(raw: &'a RawValue) -> T {
    object(raw.get()).unwrap_or_default()
}

/// Whether an envelope says that the call failed: by `success`, or where it is silent, by its code.
fn fails(success: Option<bool>, code: Option<&str>) -> bool {
    let code_fails =
        || code.is_some_and(|code| !["200", "ok", "success", "0", ""].contains(&&*code.to_lowercase()));
    success.map_or_else(code_fails, |success| !success)
}

/// The text of the first XML element of this name.
fn xml(body: &str, name: &str) -> Option<String> {
    let (_, rest) = body.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    Some(entities.into_iter().fold(text.trim().to_owned(), |text, (entity, sign)| text.replace(entity, sign)))
}
