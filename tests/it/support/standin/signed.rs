//! The signed APIs: the balance, the bills, and minting a console token. The signature is computed again from the
//! received request alone.

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc, time::Instant};

use axum::response::Response;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    api_keys, bills,
    facts::Facts,
    fault::signed_refusal,
    state::{Known, On, Received, Seen, Shared, response},
};

/// How far a date may be off, in seconds.
const SKEW: i64 = 15 * 60;

pub(crate) async fn answer(shared: &Arc<Shared>, received: &Received) -> Response {
    let (on, version, content_type) = match (received.parts.uri.path(), received.header("x-acs-action")) {
        ("/", Some("QueryAccountBalance")) => (On::Balance, "2017-12-14", None),
        ("/", Some("DescribeInstanceBill")) => (On::Bills, "2017-12-14", None),
        ("/", Some("QueryBillOverview")) => (On::Overview, "2017-12-14", None),
        ("/modelstudio/cli/generateAccessToken", Some("GenerateCLIAccessToken")) => {
            (On::Mint, "2026-02-10", Some("application/json"))
        }
        (path, Some(action)) => match api_keys::operation(path, action) {
            Some(on) => (on, "2026-02-10", None),
            None => (On::Elsewhere, "", None),
        },
        _ => (On::Elsewhere, "", None),
    };
    let signature = Signature::read(received);
    let query = bills::parameters(received);
    let mut seen = Seen {
        at: Instant::now(),
        problem: problem(received, version, content_type, signature.as_ref()).or_else(|| match on {
            On::Keys | On::KeyState | On::KeyDelete => api_keys::problem(&on, &query),
            _ => bills::problem(&on, received, &query),
        }),
        on,
        models: Vec::new(),
        query,
        credential: signature.as_ref().map(|signature| signature.key.clone()),
        switch_agent: None,
    };
    let (fault, refused) = {
        let mut known = shared.lock();
        seen.problem = seen.problem.or_else(|| bills::strange_token(&known, &seen.query));
        shared.note(&mut known, &seen);
        let refused = signature.as_ref().and_then(|signature| refused(&mut known, received, signature));
        (known.fault_for(&seen), refused)
    };
    if let Some(problem) = &seen.problem {
        return response(400, "application/json", signed_refusal("MissingParameter", problem));
    }
    if let Some(fault) = fault
        && let Some(faulty) = fault.response(shared, signed_refusal).await
    {
        return faulty;
    }
    if let Some((status, code)) = refused {
        return response(status, "application/json", signed_refusal(code, "Specified so."));
    }
    let mut known = shared.lock();
    let body = match seen.on {
        On::Balance => balance(&known.facts),
        On::Bills => bills::page(&mut known, &seen.query),
        On::Overview => bills::overview(&known.facts.bills, &seen.query),
        On::Keys => api_keys::page(&known.facts, &seen.query),
        On::KeyState | On::KeyDelete => match api_keys::change(&mut known.facts, received) {
            Ok(body) => body,
            Err(code) => return response(404, "application/json", signed_refusal(code, "Specified so.")),
        },
        _ => mint(&mut known),
    };
    response(200, "application/json", body)
}

fn balance(facts: &Facts) -> String {
    let balance = &facts.balance;
    json!({
        "Code": "200", "Message": "success", "RequestId": "r-1", "Success": true,
        "Data": {
            "AvailableAmount": balance.available, "AvailableCashAmount": balance.cash,
            "CreditAmount": balance.credit, "MybankCreditAmount": "0.00",
            "Currency": balance.currency, "QuotaLimit": "0.00\n",
        },
    })
    .to_string()
}

fn mint(known: &mut Known) -> String {
    known.minted += 1;
    let token = format!("minted-token-{}", known.minted);
    known.facts.tokens.push(token.clone());
    json!({"RequestId": "r-1", "Success": true, "cliAccessToken": token}).to_string()
}

fn problem(
    received: &Received,
    version: &str,
    content_type: Option<&str>,
    signature: Option<&Signature>,
) -> Option<String> {
    let path = received.parts.uri.path();
    if version.is_empty() {
        return Some(format!("{path} with action {:?}", received.header("x-acs-action")));
    }
    let Some(signature) = signature else { return Some(format!("{path} is not signed")) };
    let unsigned = received
        .parts
        .headers
        .keys()
        .map(axum::http::HeaderName::as_str)
        .filter(|name| name.starts_with("x-acs-") || *name == "host" || *name == "content-type")
        .find(|name| !signature.names.iter().any(|signed| signed == name));
    let form = [
        (received.parts.method == method(received), "method"),
        (received.header("x-acs-version") == Some(version), "version"),
        (received.header("content-type") == content_type, "content type"),
        (received.header("x-acs-content-sha256") == Some(&sha256(&received.body)), "body hash"),
        (received.header("x-acs-signature-nonce").is_some_and(|nonce| nonce.len() >= 16), "nonce"),
        (received.body.is_empty(), "body"),
        (unsigned.is_none(), "unsigned headers"),
        (signature.names.is_sorted(), "order of signed headers"),
        (received.header("user-agent").is_some_and(|it| it.starts_with("quotatop/")), "user agent"),
    ];
    form.into_iter().find(|(is_met, _)| !is_met).map(|(_, what)| format!("{path}: {what} {unsigned:?}"))
}

/// The method of the operation that is requested.
fn method(received: &Received) -> &'static str {
    match received.header("x-acs-action") {
        Some("ListApiKeys") => "GET",
        Some("EnableApiKey" | "DisableApiKey") => "PUT",
        Some("DeleteApiKey") => "DELETE",
        _ => "POST",
    }
}

/// Why the server refuses the signature.
fn refused(known: &mut Known, received: &Received, signature: &Signature) -> Option<(u16, &'static str)> {
    let now = known.now();
    let date: Option<DateTime<Utc>> = received.header("x-acs-date").and_then(|text| text.parse().ok());
    let Some(date) = date else { return Some((400, "InvalidTimeStamp.Format")) };
    if (now - date).num_seconds().abs() > SKEW {
        return Some((400, "InvalidTimeStamp.Expired"));
    }
    let Some(key) = known.facts.keys.iter().find(|key| key.id == signature.key) else {
        return Some((404, "InvalidAccessKeyId.NotFound"));
    };
    if received.header("x-acs-security-token") != key.security_token.as_deref() {
        return Some((400, "InvalidSecurityToken.Malformed"));
    }
    if key.security_token.is_some() && received.header("x-acs-accesskey-id") != Some(&key.id) {
        return Some((400, "InvalidSecurityToken.MismatchWithAccessKey"));
    }
    if signature.value != signature.computed(received, &key.secret) {
        return Some((400, "SignatureDoesNotMatch"));
    }
    let nonce = received.header("x-acs-signature-nonce").unwrap_or_default().to_owned();
    (!known.nonces.insert(nonce)).then_some((400, "SignatureNonceUsed"))
}

/// The parts of an `Authorization` header.
struct Signature {
    key: String,
    names: Vec<String>,
    value: String,
}

impl Signature {
    fn read(received: &Received) -> Option<Self> {
        let rest = received.header("authorization")?.strip_prefix("ACS3-HMAC-SHA256 ")?;
        let parts: BTreeMap<&str, &str> = rest.split(',').filter_map(|part| part.split_once('=')).collect();
        Some(Self {
            key: (*parts.get("Credential")?).to_owned(),
            names: parts.get("SignedHeaders")?.split(';').map(str::to_owned).collect(),
            value: (*parts.get("Signature")?).to_owned(),
        })
    }

    fn computed(&self, received: &Received, secret: &str) -> String {
        let mut headers = String::new();
        for name in &self.names {
            writeln!(headers, "{name}:{}", received.header(name).unwrap_or_default().trim()).unwrap();
        }
        let canonical = [
            received.parts.method.as_str(),
            received.parts.uri.path(),
            &bills::canonical(received.parts.uri.query().unwrap_or_default()),
            &headers,
            &self.names.join(";"),
            &sha256(&received.body),
        ]
        .join("\n");
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("ACS3-HMAC-SHA256\n{}", sha256(canonical.as_bytes())).as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
