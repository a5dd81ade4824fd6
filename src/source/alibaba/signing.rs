//! Signs requests to Alibaba Cloud's OpenAPI: ACS3-HMAC-SHA256, the vendor's "V3 request structure &
//! signature".
//!
//! Pure: date and nonce are arguments, nothing is sent. Signs `host`, every `x-acs-*` header and, where a
//! body has one, `content-type`: all that is sent and that the server demands, and no more.

use std::fmt::{self, Write as _};

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::source::secrets::percent_encoded;

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// An AccessKey pair, perhaps a temporary one.
#[derive(Clone)]
pub struct AccessKey {
    /// The AccessKey id. No secret, but shown only by its end.
    pub id: String,
    /// The AccessKey secret.
    pub secret: SecretString,
    /// The STS token that belongs to a temporary pair; absent for a permanent one.
    pub security_token: Option<SecretString>,
}

impl AccessKey {
    /// The last 4 characters of the id, after an ellipsis: enough to tell keys apart.
    pub fn ending(&self) -> String {
        let skipped = self.id.chars().count().saturating_sub(4);
        // Of something too short to be an id nothing is shown.
        let end: String = if skipped < 4 { String::new() } else { self.id.chars().skip(skipped).collect() };
        format!("…{end}")
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey")
            .field("id", &self.ending())
            .field("temporary", &self.security_token.is_some())
            .finish_non_exhaustive()
    }
}

/// One request, before it is signed.
#[derive(Debug, Clone, Copy)]
pub struct ToSign<'a> {
    /// In capitals, e.g. `POST`.
    pub method: &'a str,
    /// The value of the `Host` header as it will be sent: with the port where it is not the scheme's own.
    pub host: &'a str,
    /// The path as it will be sent, already percent-encoded; `/` for RPC interfaces.
    pub path: &'a str,
    /// The parameters, unencoded, in any order.
    pub query: &'a [(&'a str, &'a str)],
    /// `x-acs-action`, e.g. `QueryAccountBalance`.
    pub action: &'a str,
    /// `x-acs-version`, e.g. `2017-12-14`.
    pub version: &'a str,
    /// The `content-type` that is sent; absent where none is.
    pub content_type: Option<&'a str>,
    /// The body; empty where there is none.
    pub body: &'a [u8],
}

/// What has to be added to the request. Send it exactly so: an encoding of one's own breaks the signature.
pub struct Signed {
    /// `Authorization`, every `x-acs-*` and, where given, `content-type`; `Host` is the client's to send.
    pub headers: Vec<(&'static str, String)>,
    /// The canonical query, encoded and without `?`; empty where there are no parameters.
    pub query: String,
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values include the STS token and the signature, so only the names are shown.
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        f.debug_struct("Signed").field("headers", &names).finish_non_exhaustive()
    }
}

/// Signs `request` with `key`. A nonce and a date are good for one attempt (the server allows 15 minutes of
/// skew): a repeated request needs new ones.
pub fn sign(request: &ToSign<'_>, key: &AccessKey, date: DateTime<Utc>, nonce: &str) -> Signed {
    let body_hash = sha256_hex(request.body);
    let query = canonical_query(request.query);

    let mut headers = vec![
        ("x-acs-action", request.action.to_owned()),
        ("x-acs-content-sha256", body_hash.clone()),
        ("x-acs-date", date.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
        ("x-acs-signature-nonce", nonce.to_owned()),
        ("x-acs-version", request.version.to_owned()),
    ];
    if let Some(content_type) = request.content_type {
        headers.push(("content-type", content_type.to_owned()));
    }
    if let Some(token) = &key.security_token {
        headers.push(("x-acs-accesskey-id", key.id.clone()));
        headers.push(("x-acs-security-token", token.expose_secret().to_owned()));
    }

    let mut signed: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (*name, value.trim()))
        .chain([("host", request.host.trim())])
        .collect();
    signed.sort_unstable();
    let names = signed.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let lines = signed.iter().map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>().join("\n");

    let ToSign { method, path, .. } = request;
    let canonical = format!("{method}\n{path}\n{query}\n{lines}\n\n{names}\n{body_hash}");
    let to_sign = format!("{ALGORITHM}\n{}", sha256_hex(canonical.as_bytes()));
    let signature = hmac_hex(&key.secret, &to_sign);

    let authorization =
        format!("{ALGORITHM} Credential={},SignedHeaders={names},Signature={signature}", key.id);
    headers.push(("Authorization", authorization));
    Signed { headers, query }
}

/// Parameters sorted by name, percent-encoded; an empty value still has its `=`.
fn canonical_query(parameters: &[(&str, &str)]) -> String {
    let mut encoded: Vec<_> =
        parameters.iter().map(|(name, value)| (percent_encoded(name), percent_encoded(value))).collect();
    encoded.sort_unstable();
    encoded.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[expect(clippy::expect_used, reason = "HMAC is defined for keys of every length")]
fn hmac_hex(secret: &SecretString, text: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("any length will do");
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: &str = "3156853299f313e23d1673dc12e1703d";
    const STS_TOKEN: &str = "CAISfakeSTS+token/with=signs&and~tilde";

    fn key(security_token: Option<&str>) -> AccessKey {
        AccessKey {
            id: "LTAI5tFAKEfakeFAKEfake01".into(),
            secret: "FAKEsecretFAKEsecretFAKEsecret".into(),
            security_token: security_token.map(Into::into),
        }
    }

    fn billing<'a>(action: &'a str, query: &'a [(&'a str, &'a str)]) -> ToSign<'a> {
        ToSign {
            method: "POST",
            host: "business.aliyuncs.com",
            path: "/",
            query,
            action,
            version: "2017-12-14",
            content_type: None,
            body: b"",
        }
    }

    fn signed(request: &ToSign<'_>, security_token: Option<&str>) -> Signed {
        sign(request, &key(security_token), "2026-11-22T08:00:00.987Z".parse().unwrap(), NONCE)
    }

    fn header<'a>(signed: &'a Signed, name: &str) -> Option<&'a str> {
        signed.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn signature(signed: &Signed) -> &str {
        header(signed, "Authorization").unwrap().rsplit_once("Signature=").unwrap().1
    }

    #[test]
    fn a_request_without_parameters() {
        let signed = signed(&billing("QueryAccountBalance", &[]), None);
        assert_eq!(signed.query, "");
        assert_eq!(
            header(&signed, "Authorization").unwrap(),
            "ACS3-HMAC-SHA256 Credential=LTAI5tFAKEfakeFAKEfake01,\
             SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=61002741d6273f9a55cade3eb2a47350bd75b957af0e0c6004f15505c56ab12b"
        );
        assert_eq!(header(&signed, "x-acs-date"), Some("2026-11-22T08:00:00Z"));
        assert_eq!(header(&signed, "x-acs-accesskey-id"), None);
        assert_eq!(header(&signed, "host"), None);
    }

    #[test]
    fn plain_parameters_are_sorted() {
        let query = [
            ("BillingCycle", "2026-11"),
            ("Granularity", "DAILY"),
            ("BillingDate", "2026-11-21"),
            ("IsBillingItem", "true"),
            ("MaxResults", "300"),
            ("ProductCode", "sfm"),
        ];
        let signed = signed(&billing("DescribeInstanceBill", &query), None);
        assert_eq!(
            signed.query,
            "BillingCycle=2026-11&BillingDate=2026-11-21&Granularity=DAILY&IsBillingItem=true&MaxResults=300\
             &ProductCode=sfm"
        );
        assert_eq!(signature(&signed), "aee9dcc718203bb92a42647c56e4f2d2b7872a7ed68a0de760c8dbca2740b082");
    }

    #[test]
    fn spaces_other_scripts_signs_and_an_empty_value() {
        let query = [
            ("BillingCycle", "2026-11"),
            ("InstanceID", "12;llm-x y;qwen-max;a*b~c+d%e/f=g&h"),
            ("ProductType", "百炼 大模型"),
            ("NextToken", ""),
        ];
        let signed = signed(&billing("DescribeInstanceBill", &query), None);
        assert_eq!(
            signed.query,
            "BillingCycle=2026-11&InstanceID=12%3Bllm-x%20y%3Bqwen-max%3Ba%2Ab~c%2Bd%25e%2Ff%3Dg%26h&NextToken=\
             &ProductType=%E7%99%BE%E7%82%BC%20%E5%A4%A7%E6%A8%A1%E5%9E%8B"
        );
        assert_eq!(signature(&signed), "6ae20466d8e8ade4b2058f7a71353d0820877c107893d876f87c6e53fd48837b");
    }

    #[test]
    fn a_temporary_pair_sends_and_signs_its_token() {
        let query = [("BillingCycle", "2026-11"), ("InstanceID", "a*b~c+d%"), ("MaxResults", "300")];
        let signed = signed(&billing("DescribeInstanceBill", &query), Some(STS_TOKEN));
        assert_eq!(signed.query, "BillingCycle=2026-11&InstanceID=a%2Ab~c%2Bd%25&MaxResults=300");
        assert_eq!(header(&signed, "x-acs-accesskey-id"), Some("LTAI5tFAKEfakeFAKEfake01"));
        assert_eq!(header(&signed, "x-acs-security-token"), Some(STS_TOKEN));
        assert_eq!(signature(&signed), "c8573cf0dc6be40ef406f101d050104bdcb3161e20ac6dd622a6acb7836f5d35");
    }

    #[test]
    fn a_path_of_its_own_and_json_in_the_query() {
        let query = [
            ("billMonth", "2026-11"),
            ("groupBy", r#"[{"code":"BASE_MODEL"}]"#),
            ("topNum", "20"),
            ("zeroFilter", "false"),
            ("locale", "zh-CN"),
        ];
        let request = ToSign {
            method: "GET",
            host: "modelstudio.cn-beijing.aliyuncs.com",
            path: "/modelstudio/billing/overview",
            version: "2026-02-10",
            ..billing("GetBillingOverview", &query)
        };
        let signed = signed(&request, None);
        assert_eq!(
            signed.query,
            "billMonth=2026-11&groupBy=%5B%7B%22code%22%3A%22BASE_MODEL%22%7D%5D&locale=zh-CN&topNum=20\
             &zeroFilter=false"
        );
        assert_eq!(signature(&signed), "273103c7c85d3e42bd216a7721500dada8a949458b17360000db8d34d154fb93");
    }

    /// The example in the vendor's description of the algorithm.
    #[test]
    fn the_vendors_published_example() {
        let query =
            [("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"), ("RegionId", "cn-shanghai")];
        let request = ToSign {
            host: "ecs.cn-shanghai.aliyuncs.com",
            version: "2014-05-26",
            ..billing("RunInstances", &query)
        };
        let key = AccessKey {
            id: "YourAccessKeyId".into(),
            secret: "YourAccessKeySecret".into(),
            security_token: None,
        };
        let signed = sign(&request, &key, "2023-10-26T10:22:32Z".parse().unwrap(), NONCE);
        assert_eq!(signature(&signed), "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }

    #[test]
    fn a_content_type_is_sent_and_signed_and_the_body_is_hashed() {
        let with = |content_type, body| ToSign { content_type, body, ..billing("X", &[]) };
        let json = signed(&with(Some("application/json"), b"{}"), None);
        assert_eq!(header(&json, "content-type"), Some("application/json"));
        assert!(
            header(&json, "Authorization").unwrap().contains("SignedHeaders=content-type;host;x-acs-action;")
        );
        assert_eq!(
            header(&json, "x-acs-content-sha256"),
            Some("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
        );
        assert_ne!(signature(&json), signature(&signed(&with(None, b"{}"), None)));
        assert_ne!(signature(&json), signature(&signed(&with(Some("application/json"), b""), None)));
    }

    #[test]
    fn only_the_end_of_an_id_is_shown() {
        for (id, shown) in
            [("LTAI5tFAKEfakeFAKEfake01", "…ke01"), ("12345678", "…5678"), ("1234567", "…"), ("", "…")]
        {
            assert_eq!(AccessKey { id: id.into(), ..key(None) }.ending(), shown, "{id:?}");
        }
    }
}
