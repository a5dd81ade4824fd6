//! What the doctor says: for each thing `ok`, or what to do.

use std::path::Path;

use super::told;
use crate::domain::Cause;

/// Quotas and balance are read with logins from different places.
pub const MAY_DIFFER: &str = "console login and AccessKey come from different places: if they belong to different accounts, the balance is not that of the quotas; name bl_profile or aliyun_profile in the configuration";

/// There is no configuration file: nothing is wrong with that.
pub fn no_file(path: &Path) -> String {
    format!("no file at {}, the defaults hold", path.display())
}

/// How far the clock is from the server's.
pub fn skew(seconds: i64) -> String {
    match seconds {
        0 => "in step with the server".to_owned(),
        seconds => format!("{} s from the server's", seconds.unsigned_abs()),
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub name: &'static str,
    /// What was found, before the verdict; may be empty.
    pub found: String,
    /// The cause where it is not well.
    pub cause: Option<Cause>,
    /// Something to know, neither well nor ill.
    pub is_remark: bool,
}

impl Finding {
    /// It is well.
    pub fn ok(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, found: found.into(), cause: None, is_remark: false }
    }

    /// It is not well.
    pub fn ill(name: &'static str, cause: Cause) -> Self {
        Self { name, found: String::new(), cause: Some(cause), is_remark: false }
    }

    /// Something to know.
    pub fn remark(name: &'static str, found: impl Into<String>) -> Self {
        Self { is_remark: true, ..Self::ok(name, found) }
    }

    /// The finding as one line, which ends in `ok` or in what to do.
    pub fn line(&self) -> String {
        let name = format!("{:<16}", self.name);
        match &self.cause {
            None if self.is_remark => format!("{name}{}", self.found),
            None if self.found.is_empty() => format!("{name}ok"),
            None => format!("{name}{}  ok", self.found),
            Some(cause) => {
                let told = told(cause);
                format!("{name}{}; {}", told.message, told.remedy)
            }
        }
    }
}
