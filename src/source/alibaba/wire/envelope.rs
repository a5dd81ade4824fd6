//! The envelopes around every answer.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{raw, truth, words};

/// The console gateway's outermost object.
#[derive(Default, Deserialize)]
pub(crate) struct Gateway<'a> {
    #[serde(default, deserialize_with = "words")]
    pub(crate) code: Option<String>,
    #[serde(default, deserialize_with = "words", alias = "msg")]
    pub(crate) message: Option<String>,
    #[serde(default, deserialize_with = "truth", rename = "successResponse")]
    pub(crate) success: Option<bool>,
    #[serde(borrow, default, deserialize_with = "raw")]
    pub(crate) data: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GatewayData<'a> {
    #[serde(default, deserialize_with = "truth")]
    pub(crate) success: Option<bool>,
    #[serde(default, deserialize_with = "words")]
    pub(crate) error_code: Option<String>,
    #[serde(default, deserialize_with = "words")]
    pub(crate) error_msg: Option<String>,
    #[serde(borrow, default, deserialize_with = "raw", rename = "DataV2")]
    pub(crate) data_v2: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "raw")]
    pub(crate) data: Option<&'a RawValue>,
}

/// `DataV2`, and its `data`: the service's own envelope. What [`GatewayData`] says may be in the former
/// instead.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Service<'a> {
    #[serde(default, deserialize_with = "truth")]
    pub(crate) success: Option<bool>,
    #[serde(default, deserialize_with = "words")]
    pub(crate) code: Option<String>,
    #[serde(default, deserialize_with = "words", alias = "message")]
    pub(crate) msg: Option<String>,
    #[serde(default, deserialize_with = "words")]
    pub(crate) error_code: Option<String>,
    #[serde(default, deserialize_with = "words")]
    pub(crate) error_msg: Option<String>,
    #[serde(borrow, default, deserialize_with = "raw")]
    pub(crate) data: Option<&'a RawValue>,
}

/// The envelope of the signed interfaces (`Code`, or `code` in the newer ones).
#[derive(Default, Deserialize)]
pub(crate) struct OpenApi<'a> {
    #[serde(default, deserialize_with = "truth", rename = "Success", alias = "success")]
    pub(crate) success: Option<bool>,
    #[serde(default, deserialize_with = "words", rename = "Code", alias = "code")]
    pub(crate) code: Option<String>,
    #[serde(default, deserialize_with = "words", rename = "Message", alias = "message")]
    pub(crate) message: Option<String>,
    #[serde(
        borrow,
        default,
        deserialize_with = "raw",
        rename = "AccessDeniedDetail",
        alias = "accessDeniedDetail"
    )]
    pub(crate) access_denied_detail: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
pub(crate) struct AccessDenied {
    #[serde(default, deserialize_with = "words", rename = "AuthAction", alias = "authAction")]
    pub(crate) auth_action: Option<String>,
}
