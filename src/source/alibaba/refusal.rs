//! What a server's refusal means: its code decides, whatever the HTTP status.

use serde_json::Value;

use crate::{
    domain::{Cause, Site},
    source::http::Reply,
};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: String,
    pub(super) message: String,
    /// The missing action or permission, if named.
    pub(super) action: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    NotLoggedIn,
    KeyRefused,
    Forbidden,
    NotActivated,
    Throttled,
    /// The date of a signed request is too far from the server's.
    BadDate,
    /// The nonce of a signed request was used before.
    UsedNonce,
    Unknown,
}

/// Parts of codes, in lower case, and their meanings; the first match wins.
const MEANINGS: [(&str, Meaning); 18] = [
    ("throttling", Meaning::Throttled),
    ("notlogined", Meaning::NotLoggedIn),
    ("consoleneedlogin", Meaning::NotLoggedIn),
    ("no_login", Meaning::NotLoggedIn),
    ("invalidaccesskeyid", Meaning::KeyRefused),
    ("signaturedoesnotmatch", Meaning::KeyRefused),
    ("invalidsecuritytoken", Meaning::KeyRefused),
    ("invalidtimestamp", Meaning::BadDate),
    ("signaturenonceused", Meaning::UsedNonce),
    ("notactivated", Meaning::NotActivated),
    ("notopen", Meaning::NotActivated),
    ("unopen", Meaning::NotActivated),
    ("notpurchased", Meaning::NotActivated),
    ("notauthorised", Meaning::Forbidden),
    ("notauthorized", Meaning::Forbidden),
    ("nopermission", Meaning::Forbidden),
    ("forbidden", Meaning::Forbidden),
    ("accessdenied", Meaning::Forbidden),
];

const MESSAGE: usize = 200;

const CODE: usize = 100;

impl Refusal {
    pub(super) fn meaning(&self) -> Meaning {
        let code = self.code.to_ascii_lowercase();
        MEANINGS
            .into_iter()
            .find(|(part, _)| code.contains(part))
            .map_or(Meaning::Unknown, |(_, meaning)| meaning)
    }

    pub(super) fn cause(self, context: &CallContext<'_>, reply: &Reply) -> Cause {
        let code = reply.quote(&self.code, CODE);
        let credential = context.credential.to_owned();
        let until = reply.wait_until;
        match self.meaning() {
            Meaning::NotLoggedIn => Cause::NotLoggedIn { credential },
            Meaning::KeyRefused => Cause::KeyRefused { credential, code },
            Meaning::NotActivated => Cause::NotActivated { code, site: Some(context.site) },
            Meaning::Throttled => Cause::RateLimited { until },
            Meaning::Forbidden => {
                let named = self.action.map(|action| reply.quote(&action, CODE));
                let named = named.or_else(|| context.membership(&code, reply));
                Cause::Forbidden { action: named.or_else(|| context.permission.map(str::to_owned)), code }
            }
            Meaning::BadDate | Meaning::UsedNonce | Meaning::Unknown => match reply.status {
                429 | 503 => Cause::RateLimited { until },
                401 if code.is_empty() => Cause::KeyRefused { credential, code: "HTTP 401".to_owned() },
                status if code.is_empty() && !(200..300).contains(&status) => {
                    Cause::HttpStatus { host: context.host.to_owned(), status }
                }
                _ => Cause::Refused { code, message: reply.quote(&self.message, MESSAGE) },
            },
        }
    }
}

/// The server and credential of a call, for error messages.
pub(super) struct CallContext<'a> {
    pub(super) host: &'a str,
    pub(super) site: Site,
    pub(super) credential: &'a str,
    /// The required permission, if the server does not name it.
    pub(super) permission: Option<&'a str>,
    /// The workspace of the configuration or the login.
    pub(super) workspace: Option<&'a str>,
}

impl CallContext<'_> {
    /// The missing membership, if the code is about the workspace.
    fn membership(&self, code: &str, reply: &Reply) -> Option<String> {
        let workspace = self.workspace.filter(|_| code.to_ascii_lowercase().contains("workspace"))?;
        Some(format!("membership of the workspace {}", reply.quote(workspace, CODE)))
    }
}

/// The console permissions named in `errorMsg`: `{"authorityPolicies":["智能体-操作"]}`.
pub(super) fn missing_permission(message: &str) -> Option<String> {
    let Value::Object(named) = serde_json::from_str(message).ok()? else { return None };
    let policies = named.get("authorityPolicies")?;
    let texts: Vec<&str> = match policies {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    };
    (!texts.is_empty()).then(|| texts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_decides() {
        for (code, meaning) in [
            ("BailianGateway.Login.NotLogined", Meaning::NotLoggedIn),
            ("ConsoleNeedLogin", Meaning::NotLoggedIn),
            ("NO_LOGIN", Meaning::NotLoggedIn),
            ("BailianGateway.Workspace.NotAuthorised", Meaning::Forbidden),
            ("BailianGateway.Team.NotAuthorised", Meaning::Forbidden),
            ("BailianGateway.AuthorityPolicies.NoPermission", Meaning::Forbidden),
            ("Forbidden.RAM", Meaning::Forbidden),
            ("NotAuthorized", Meaning::Forbidden),
            ("Throttling", Meaning::Throttled),
            ("Throttling.User", Meaning::Throttled),
            ("Throttling.Api", Meaning::Throttled),
            ("InvalidAccessKeyId.NotFound", Meaning::KeyRefused),
            ("InvalidAccessKeyId.Inactive", Meaning::KeyRefused),
            ("SignatureDoesNotMatch", Meaning::KeyRefused),
            ("InvalidSecurityToken.Expired", Meaning::KeyRefused),
            ("InvalidTimeStamp.Expired", Meaning::BadDate),
            ("SignatureNonceUsed", Meaning::UsedNonce),
            ("Forbidden.NotActivated", Meaning::NotActivated),
            ("ServiceNotOpen", Meaning::NotActivated),
            ("CommodityNotPurchased", Meaning::NotActivated),
            ("NotApplicable", Meaning::Unknown),
            ("Bad Request", Meaning::Unknown),
            ("", Meaning::Unknown),
        ] {
            let refusal = Refusal { code: code.to_owned(), message: String::new(), action: None };
            assert_eq!(refusal.meaning(), meaning, "{code}");
        }
    }

    #[test]
    fn missing_permissions_are_read_from_the_message() {
        for (message, named) in [
            (r#"{"authorityPolicies":["智能体-操作"]}"#, Some("智能体-操作")),
            (r#"{"authorityPolicies":["a",7,"b"]}"#, Some("a, b")),
            (r#"{"authorityPolicies":"a"}"#, Some("a")),
            (r#"{"authorityPolicies":[]}"#, None),
            ("{}", None),
            ("no permission", None),
            ("", None),
        ] {
            assert_eq!(missing_permission(message).as_deref(), named, "{message}");
        }
    }
}
