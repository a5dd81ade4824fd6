//! The command or URL that fixes a failure. `words` makes the sentences around it.

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

impl Cause {
    /// The command or URL that fixes it, for an account of this site.
    pub fn remedy(&self, site: Site) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::NoLogin { .. } | Self::NotLoggedIn { .. } => "bl auth login".into(),
            Self::NoAccessKey { .. } => "aliyun configure".into(),
            Self::Forbidden { action: Some(action), .. } if action.starts_with("bss") => {
                "aliyun ram AttachPolicyToUser --PolicyType System --PolicyName AliyunBSSReadOnlyAccess \
                 --UserName NAME"
                    .into()
            }
            Self::NotActivated { .. } => site.console().into(),
            Self::ClockSkew { .. } | Self::ClockUnsure { .. } => "timedatectl set-ntp true".into(),
            Self::Login { command: Some(command), .. } => command.as_str().into(),
            Self::ForeignLogin { new_profile, .. } => new_access_key(new_profile).into(),
            _ => return None,
        })
    }
}
