//! The command, URL or line of the configuration that fixes a failure. `words` makes the sentences around it.

use std::borrow::Cow;

use super::{Cause, Site};

impl Site {
    /// Model Studio's console.
    pub const fn console(self) -> &'static str {
        match self {
            Self::International => "https://modelstudio.console.alibabacloud.com",
            Self::China => "https://bailian.console.aliyun.com",
        }
    }

    pub const fn billing_console(self) -> &'static str {
        match self {
            Self::International => "https://billing-cost.console.alibabacloud.com",
            Self::China => "https://billing-cost.console.aliyun.com",
        }
    }
}

/// The command that saves an AccessKey pair in a profile of the `aliyun` CLI, without touching its others.
pub fn new_access_key(profile: &str) -> String {
    format!("aliyun configure --profile {profile} --mode AK")
}

/// The command that turns Free Quota Only on or off for a model, once it is confirmed; `None` if a shell could read
/// its name as something else.
pub fn free_quota_only(model: &str, on: bool) -> Option<String> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_./:@+".contains(character);
    let is_word = !model.is_empty() && !model.starts_with('-') && model.chars().all(is_plain);
    let to = if on { "on" } else { "off" };
    is_word.then(|| format!("quotatop free-quota-only {to} {model}"))
}

/// The command that disables an API key by its number, once it is confirmed; `None` if it is no number.
pub fn disable_key(id: &str) -> Option<String> {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("quotatop keys disable {id}"))
}

/// The line of a profile in the configuration that chooses a workspace.
pub fn workspace_line(id: &str) -> String {
    format!("workspace_id = \"{id}\"")
}

/// The command that shows who called what in the last hour.
pub const CALLERS: &str = "quotatop calls --range 1h --group-by api-key";

impl Cause {
    /// The command, URL or line of the configuration that fixes it, for an account of this site.
    pub fn remedy(&self, site: Site) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::NoLogin { .. } | Self::NotLoggedIn { .. } => "bl auth login".into(),
            Self::NoAccessKey { .. } => "aliyun configure".into(),
            Self::Forbidden { action: Some(action), .. } if action.starts_with("bss") => {
                "aliyun ram AttachPolicyToUser --PolicyType System --PolicyName AliyunBSSReadOnlyAccess \
                 --UserName NAME"
                    .into()
            }
            Self::NotActivated { site: own, .. } => own.unwrap_or(site).console().into(),
            Self::ClockSkew { .. } | Self::ClockUnsure { .. } => "timedatectl set-ntp true".into(),
            Self::Login { command: Some(command), .. } => command.as_str().into(),
            Self::NoDefaultWorkspace { workspaces, .. } => workspace_line(&workspaces.first()?.id).into(),
            Self::ForeignLogin { new_profile, .. } => new_access_key(new_profile).into(),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_a_shell_takes_as_one_word_are_put_into_a_command() {
        for (name, is_word) in [
            ("qwen-max", true),
            ("qwen3.5-plus_2026/x:1", true),
            ("", false),
            ("--off", false),
            ("a b", false),
            ("a;reboot", false),
            ("$(reboot)", false),
            ("a`b`", false),
            ("a'b", false),
            ("a\nb", false),
            ("通义", false),
        ] {
            let command = is_word.then(|| format!("quotatop free-quota-only on {name}"));
            assert_eq!(free_quota_only(name, true), command, "{name}");
        }
    }
}
