//! Failures as people read them: what happened, and what to do about it. One line each, without secrets.

use std::borrow::Cow;

use super::{number, plain};
use crate::domain::Cause;

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened. Never empty.
    pub message: String,
    /// What to do about it; a command where one helps. Never empty.
    pub remedy: String,
}

/// There is no place to put things.
pub const NO_HOME: &str = "no home folder is known; set HOME, or name a file with --config";

/// How people sign in: the remedy of everything that a new login mends.
const SIGN_IN: &str = "sign in again: bl auth login";
const WAIT: &str = "try again later; the dashboard does so by itself";

/// Puts `cause` into words, in English.
pub fn told(cause: &Cause) -> Told {
    let (message, remedy): (String, Cow<'_, str>) = match cause {
        Cause::NoLogin { looked_for } => (
            format!("no login was found (looked for {})", list(looked_for)),
            "sign in with: bl auth login, or set an AccessKey pair; quotatop --demo needs neither".into(),
        ),
        Cause::NoAccessKey { .. } => (
            super::screen::ACCOUNT_OFF[0].to_owned(),
            "set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET of a RAM user allowed bss:DescribeAcccount, or run: aliyun configure".into(),
        ),
        Cause::NotLoggedIn { credential } => (format!("the console login ended ({})", plain(credential)), SIGN_IN.into()),
        Cause::KeyRefused { credential, code } => (
            format!("the AccessKey was refused ({}: {})", plain(credential), plain(code)),
            "check that the AccessKey exists and is enabled, and that its secret is right; see: quotatop doctor".into(),
        ),
        Cause::Forbidden { action: Some(action), code } => (
            format!("no permission ({})", plain(code)),
            format!("ask the account's owner to grant {}{}", plain(action), granted_by(action)).into(),
        ),
        Cause::Forbidden { action: None, code } => (
            format!("no permission ({})", plain(code)),
            "ask the account's owner for access to this workspace, or for AliyunModelStudioReadOnlyAccess".into(),
        ),
        Cause::NotActivated { code } => (
            format!("Model Studio is not activated for this account ({})", plain(code)),
            "activate it in the console: https://modelstudio.console.alibabacloud.com (China: https://bailian.console.aliyun.com)".into(),
        ),
        Cause::RateLimited { .. } => ("the server asks to wait".into(), WAIT.into()),
        Cause::Unreachable { host, detail } => (
            format!("{} cannot be reached: {}", plain(host), plain(detail)),
            "check the network and HTTPS_PROXY; the dashboard tries again by itself".into(),
        ),
        Cause::TimedOut { host, seconds } => (
            format!("{} did not answer within {seconds} s", plain(host)),
            "check the network; the dashboard tries again by itself".into(),
        ),
        Cause::HttpStatus { host, status } => (format!("{} answered HTTP {status}", plain(host)), WAIT.into()),
        Cause::Refused { code, message } if message.is_empty() || message == code => {
            (format!("the server refused: {}", plain(code)), WAIT.into())
        }
        Cause::Refused { code, message } => {
            (format!("the server refused: {}: {}", plain(code), plain(message)), WAIT.into())
        }
        Cause::Redirected { host } => (
            format!("{} answered with a redirect, which is not followed", plain(host)),
            "check the site in the configuration, and any proxy in between".into(),
        ),
        Cause::TooLarge { host, limit } => (
            format!("{} sent more than {} MiB", plain(host), limit / 1_048_576),
            "check any proxy in between; the dashboard tries again by itself".into(),
        ),
        Cause::Undecodable { what, detail } => (
            format!("the answer was not understood ({}: {})", plain(what), plain(detail)),
            "try again; if it stays, see: quotatop doctor".into(),
        ),
        Cause::ClockSkew { seconds } => (
            format!("this machine's clock is {} s from the server's", number::grouped((*seconds).unsigned_abs().into())),
            "set the clock, e.g.: timedatectl set-ntp true".into(),
        ),
        Cause::File { path, detail } => {
            (format!("{}: {}", plain(path), plain(detail)), "mend the file, or name another one".into())
        }
        Cause::Login { credential, detail, command } => (
            format!("{}: {}", plain(credential), plain(detail)),
            command.as_deref().map_or_else(
                || "see: quotatop doctor".into(),
                |command| format!("run: {}", plain(command)).into(),
            ),
        ),
        Cause::Internal { detail } => (
            format!("quotatop itself failed: {}", plain(detail)),
            "please report it; the dashboard tries again by itself".into(),
        ),
        Cause::Reported { message, remedy, .. } => {
            (or_else(message, "the writer of the snapshot named no reason"), or_else(remedy, "look at its source").into())
        }
    };
    Told { message, remedy: remedy.into_owned() }
}

/// The vendor's policy that holds a permission to read bills, and how its owner grants it; empty for others.
fn granted_by(action: &str) -> &'static str {
    let reads_bills = action.starts_with("bss:") || action.starts_with("bssapi:");
    if reads_bills {
        " (AliyunBSSReadOnlyAccess): aliyun ram AttachPolicyToUser --PolicyType System \
         --PolicyName AliyunBSSReadOnlyAccess --UserName NAME"
    } else {
        ""
    }
}

fn or_else(text: &str, fallback: &str) -> String {
    if text.trim().is_empty() { fallback.to_owned() } else { plain(text).into_owned() }
}

fn list(items: &[String]) -> String {
    if items.is_empty() { "nothing".to_owned() } else { plain(&items.join(", ")).into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_permission_names_its_action_policy_and_command() {
        let remedy = |action: &str| {
            told(&Cause::Forbidden { action: Some(action.into()), code: "NoPermission".into() }).remedy
        };
        for action in ["bss:DescribeAcccount", "bssapi:DescribeInstanceBill", "bssapi:QueryBillOverview"] {
            assert_eq!(
                remedy(action),
                format!(
                    "ask the account's owner to grant {action} (AliyunBSSReadOnlyAccess): aliyun ram \
                     AttachPolicyToUser --PolicyType System --PolicyName AliyunBSSReadOnlyAccess --UserName NAME"
                )
            );
        }
        assert_eq!(remedy("智能体-操作"), "ask the account's owner to grant 智能体-操作");
    }
}
