//! What a server's refusal means. The code decides, whatever the HTTP status is.

use serde_json::Value;

use crate::{domain::Cause, source::http::Reply};

/// A refusal in the server's own words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The server's code; empty where it gave none.
    pub(super) code: String,
    /// The server's message.
    pub(super) message: String,
    /// The action or permission that is missing, where it was named.
    pub(super) action: Option<String>,
}

/// What a code means.
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

/// Parts of codes, in lower case, and what they mean; the first that is contained decides.
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

/// The most characters of a server's message that are stored.
const MESSAGE: usize = 200;

/// The most characters of a server's code or action that are stored.
const CODE: usize = 100;

impl Refusal {
    pub(super) fn meaning(&self) -> Meaning {
        let code = self.code.to_ascii_lowercase();
        MEANINGS
            .into_iter()
            .find(|(part, _)| code.contains(part))
            .map_or(Meaning::Unknown, |(_, meaning)| meaning)
    }

    /// The cause that this refusal is.
    pub(super) fn cause(self, asked: &Asked<'_>, reply: &Reply) -> Cause {
        let code = reply.quote(&self.code, CODE);
        let credential = asked.credential.to_owned();
        let until = reply.wait_until;
        match self.meaning() {
            Meaning::NotLoggedIn => Cause::NotLoggedIn { credential },
            Meaning::KeyRefused => Cause::KeyRefused { credential, code },
            Meaning::NotActivated => Cause::NotActivated { code },
            Meaning::Throttled => Cause::RateLimited { until },
            Meaning::Forbidden => {
                let named = self.action.map(|action| reply.quote(&action, CODE));
                let named = named.or_else(|| asked.membership(&code, reply));
                Cause::Forbidden { action: named.or_else(|| asked.permission.map(str::to_owned)), code }
            }
            Meaning::BadDate | Meaning::UsedNonce | Meaning::Unknown => match reply.status {
                429 | 503 => Cause::RateLimited { until },
                status if code.is_empty() && !(200..300).contains(&status) => {
                    Cause::HttpStatus { host: asked.host.to_owned(), status }
                }
                _ => Cause::Refused { code, message: reply.quote(&self.message, MESSAGE) },
            },
        }
    }
}

/// Who was asked, and as whom.
pub(super) struct Asked<'a> {
    pub(super) host: &'a str,
    /// The credential's name.
    pub(super) credential: &'a str,
    /// What the call needs, for where the server does not name it.
    pub(super) permission: Option<&'a str>,
    /// The workspace that the configuration or the login names.
    pub(super) workspace: Option<&'a str>,
}

impl Asked<'_> {
    /// What is missing where a code says that the user is no member of the workspace.
    fn membership(&self, code: &str, reply: &Reply) -> Option<String> {
        let workspace = self.workspace.filter(|_| code.to_ascii_lowercase().contains("workspace"))?;
        Some(format!("membership of the workspace {}", reply.quote(workspace, CODE)))
    }
}

/// The console permissions that an `errorMsg` names: `{"authorityPolicies":["智能体-操作"]}`.
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
