//! Opens the envelopes: returns the payload or the refusal. The HTTP status alone says little: the console
//! refuses with status 200, the billing interface with any.

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
    Refused(Refusal),
    /// An unknown shape: where and why, without any content.
    Unreadable(String),
}

/// The payload; absent from a success that holds nothing.
pub(super) fn console(body: &str) -> Result<Option<&RawValue>, NoPayload> {
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
        for layer in [&v2, &service] {
            let code = layer.error_code.as_ref().filter(|code| !code.is_empty()).or(layer.code.as_ref());
            if fails(layer.success, code.map(String::as_str)) {
                return refused(code.cloned(), layer.error_msg.clone().or_else(|| layer.msg.clone()));
            }
        }
        return Ok(Some(service.data.or(v2.data).unwrap_or(whole)));
    }
    if fails(None, outer.code.as_deref()) && data.success != Some(true) {
        return refused(None, None);
    }
    match data.data.or(outer.data) {
        None if !outer.success.unwrap_or(outer.code.is_some()) => {
            Err(NoPayload::Unreadable("no data in the envelope".to_owned()))
        }
        payload => Ok(payload),
    }
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
        // A proxy's page, for example: only the status is known.
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

pub(super) fn read<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, NoPayload> {
    object(body.trim_start_matches('\u{feff}')).map_err(|error| NoPayload::Unreadable(place(&error)))
}

/// Where decoding failed, without any content.
fn place(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Eof => "cut off",
        Category::Data => "of another shape",
        Category::Syntax | Category::Io => "no JSON",
    };
    format!("{what} at line {} column {}", error.line(), error.column())
}

/// Reads an inner layer; one of another shape says nothing about success.
fn layer<'a, T: Deserialize<'a> + Default>(raw: &'a RawValue) -> T {
    object(raw.get()).unwrap_or_default()
}

/// Whether an envelope reports a failure: by `success`, or else by its code.
fn fails(success: Option<bool>, code: Option<&str>) -> bool {
    let code_fails =
        || code.is_some_and(|code| !["200", "ok", "success", "0", ""].contains(&&*code.to_lowercase()));
    success.map_or_else(code_fails, |success| !success)
}

fn xml(body: &str, name: &str) -> Option<String> {
    let (_, rest) = body.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    Some(entities.into_iter().fold(text.trim().to_owned(), |text, (entity, sign)| text.replace(entity, sign)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(code: &str, message: &str) -> NoPayload {
        NoPayload::Refused(Refusal { code: code.to_owned(), message: message.to_owned(), action: None })
    }

    fn read_payload(body: &str) -> Result<Option<&str>, NoPayload> {
        console(body).map(|payload| payload.map(RawValue::get))
    }

    #[test]
    fn the_payload_is_the_innermost_that_is_there() {
        for (body, payload) in [
            (
                r#"{"code":"200","data":{"success":true,"DataV2":{"ret":[],"data":{"code":"SUCCESS","data":{"x":1}}}}}"#,
                r#"{"x":1}"#,
            ),
            (r#"{"code":200,"data":{"DataV2":{"data":{"x":1}}}}"#, r#"{"x":1}"#),
            (r#"{"data":{"DataV2":{"x":1}}}"#, r#"{"x":1}"#),
            (r#"{"data":{"success":"true","data":{"x":1}}}"#, r#"{"x":1}"#),
            (r#"{"data":{"x":1}}"#, r#"{"x":1}"#),
            (r#"{"data":[1]}"#, "[1]"),
            (
                r#"{"code":"200","data":{"DataV2":{"success":true,"httpStatus":200,"errorCode":"","data":{"data":{"x":1}}}}}"#,
                r#"{"x":1}"#,
            ),
            (r#"{"code":"500","data":{"success":true,"data":{"x":1}}}"#, r#"{"x":1}"#),
            ("\u{feff}{\"data\":{\"DataV2\":{\"data\":{\"success\":true,\"code\":null,\"data\":[]}}}}", "[]"),
        ] {
            assert_eq!(read_payload(body), Ok(Some(payload)), "{body}");
        }
    }

    #[test]
    fn a_refusal_hides_in_any_layer() {
        for (body, code, message) in [
            (
                r#"{"code":"200","data":{"success":false,"errorCode":"A.NotLogined","errorMsg":"m"}}"#,
                "A.NotLogined",
                "m",
            ),
            (r#"{"code":"200","data":{"success":"false","errorCode":{"a":1}}}"#, r#"{"a":1}"#, ""),
            (
                r#"{"data":{"success":true,"DataV2":{"data":{"success":false,"code":"B","msg":"m","data":{}}}}}"#,
                "B",
                "m",
            ),
            (r#"{"data":{"DataV2":{"data":{"code":"B","message":"m"}}}}"#, "B", "m"),
            (r#"{"data":{"DataV2":{"success":false,"code":"C"}}}"#, "C", ""),
            (
                r#"{"code":"200","data":{"DataV2":{"success":false,"httpStatus":200,"errorCode":"D","errorMsg":"m"}}}"#,
                "D",
                "m",
            ),
            (r#"{"data":{"DataV2":{"errorCode":"D","code":"200"}}}"#, "D", ""),
            (r#"{"code":"ConsoleNeedLogin","message":"m"}"#, "ConsoleNeedLogin", "m"),
            (r#"{"code":"NO_LOGIN","msg":"m","data":null}"#, "NO_LOGIN", "m"),
        ] {
            assert_eq!(read_payload(body), Err(refusal(code, message)), "{body}");
        }
    }

    #[test]
    fn a_success_may_hold_nothing() {
        for body in [
            r#"{"code":"200","successResponse":true}"#,
            r#"{"successResponse":true,"data":null}"#,
            r#"{"code":"200","data":null}"#,
        ] {
            assert_eq!(read_payload(body), Ok(None), "{body}");
        }
        for body in ["{}", r#"{"successResponse":false}"#, r#"{"data":null}"#] {
            assert!(matches!(console(body), Err(NoPayload::Unreadable(_))), "{body}");
        }
    }

    #[test]
    fn the_signed_interfaces_refuse_under_any_status() {
        for (status, body) in [
            (200, r#"{"Code":"200","Success":true}"#),
            (200, r#"{"Code":"Success","Data":{}}"#),
            (200, r#"{"code":200,"success":"true"}"#),
            (200, r#"{"RequestId":"r","Success":true,"cliAccessToken":"t"}"#),
            (200, "{}"),
        ] {
            assert_eq!(openapi(status, body), Ok(()), "{body}");
        }
        for (status, body, code, message) in [
            (200, r#"{"Code":"NotApplicable","Message":"m","Success":false}"#, "NotApplicable", "m"),
            (200, r#"{"Code":"NotApplicable"}"#, "NotApplicable", ""),
            (400, r#"{"Code":"200","Success":true}"#, "200", ""),
            (400, r#"{"code":"X","message":"m","AccessDeniedDetail":"text"}"#, "X", "m"),
            (404, "<Error><Code>X</Code><Message>a &lt; b &amp;amp;</Message></Error>", "X", "a < b &amp;"),
            (200, "<Error><Code>X</Code></Error>", "X", ""),
            (502, "<html>Bad Gateway</html>", "", ""),
            (500, "", "", ""),
        ] {
            assert_eq!(openapi(status, body), Err(refusal(code, message)), "{status} {body}");
        }
        for body in ["", "<html>", "[1]", "{\"Code\":"] {
            assert!(matches!(openapi(200, body), Err(NoPayload::Unreadable(_))), "{body}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_survived(body in ".*", status in 0_u16..999) {
            for body in [body.clone(), format!(r#"{{"data":{body}}}"#), format!("<Code>{body}</Code>")] {
                let _ = console(&body);
                let _ = openapi(status, &body);
            }
        }
    }
}
