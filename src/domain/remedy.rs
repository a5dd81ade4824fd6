//! What mends a failure, as it is typed into a shell or a browser. The sentences around it are made in `words`.

use std::borrow::Cow;

use super::{Cause, Site};

impl Site {
    /// Where Model Studio's console is: what is activated and switched there.
    pub const fn console(self) -> &'static str {
        match self {
            Self::International => "https://modelstudio.console.alibabacloud.com",
            Self::China => "https://bailian.console.aliyun.com",
        }
    }

    /// Where bills are paid.
    pub const fn billing_console(self) -> &'static str {
        match self {
            Self::International => "https://billing-cost.console.alibabacloud.com",
            Self::China => "https://billing-cost.console.aliyun.com",
        }
    }
}

/// The command that puts an AccessKey pair into a profile of the `aliyun` CLI, without touching its other profiles.
pub fn new_access_key(profile: &str) -> String {
    format!("aliyun configure --profile {profile} --mode AK")
}

impl Cause {
    /// The command or the address that mends it, for an account of this site; absent where nobody knows one.
    pub fn remedy(&self, site: Site) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::NoLogin { .. } | Self::NotLoggedIn { .. } => "bl auth login".into(),
            Self::NoAccessKey { .. } => "aliyun configure".into(),
            Self::Forbidden { action: Some(action), .. } if action.starts_with("bss") => {
                "aliyun ram AttachPolicyToUser --PolicyType System --PolicyName AliyunBSSReadOnlyAccess \
                 --UserName NAME"
                    .into()
            }
            Self::NotActivated { .. } | Self::NoModels => site.console().into(),
            Self::ClockSkew { .. } | Self::ClockUnsure { .. } => "timedatectl set-ntp true".into(),
            Self::Login { command: Some(command), .. } => command.as_str().into(),
            Self::ForeignLogin { new_profile, .. } => new_access_key(new_profile).into(),
            _ => return None,
        })
    }
}
