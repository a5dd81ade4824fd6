//! The AccessKey pair in a profile of the vendor's `aliyun` command line, `~/.aliyun/config.json`.
//!
//! Only pairs that stand in the file are used: nothing is renewed, no role is assumed, no program is run.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{
    Held, KeyPair, Notes, Place, Surroundings, Told,
    file::{integer, read_object, text},
    pair, shell_word,
};
use crate::domain::{Cause, Region, Site};

/// Which profile to read, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which<'a> {
    /// `aliyun_profile` of quotatop's own configuration: it must be there and be usable.
    Asked(&'a str),
    /// A variable such as `ALIBABA_CLOUD_PROFILE`. It names a section of the SDKs' files as well, so that the
    /// profile may be missing here.
    Variable(&'a str),
    /// The file's own `current`, else `default`.
    Current,
}

/// Where the CLI keeps its configuration; `None` without a home folder.
pub(super) fn path(surroundings: &Surroundings) -> Option<PathBuf> {
    surroundings.in_home(&[".aliyun", "config.json"])
}

/// The pair of the profile, and what the profile tells of site and region.
pub(super) fn read(
    which: Which<'_>,
    surroundings: &Surroundings,
    notes: &mut Notes,
) -> Held<(KeyPair, Told)> {
    let file = match path(surroundings).map_or(Ok(None), |path| read_object(&path, notes)) {
        Ok(file) => file.unwrap_or_default(),
        Err(cause) => return Held::Unusable(cause),
    };
    let current = text(&file, "current");
    let name = match which {
        Which::Asked(name) | Which::Variable(name) => name,
        Which::Current => current.unwrap_or("default"),
    };
    let profiles = file.get("profiles").and_then(Value::as_array).into_iter().flatten();
    let found = profiles.filter_map(Value::as_object).find(|profile| text(profile, "name") == Some(name));
    match (found, which) {
        (Some(profile), _) => login(name, profile, which, surroundings.now),
        (None, Which::Asked(_)) => {
            unusable(name, "aliyun_profile names it, but there is no such profile".to_owned(), "AK")
        }
        (None, Which::Current) if current.is_some() => {
            unusable(name, "current names it, but there is no such profile".to_owned(), "AK")
        }
        (None, Which::Variable(_) | Which::Current) => Held::Nothing,
    }
}

fn login(
    name: &str,
    profile: &Map<String, Value>,
    which: Which<'_>,
    now: DateTime<Utc>,
) -> Held<(KeyPair, Told)> {
    let mode = text(profile, "mode").unwrap_or("AK");
    let temporary = match mode.to_ascii_lowercase().as_str() {
        "ak" => false,
        "ststoken" => true,
        // Both keep a temporary pair in the file, which the CLI renews at its next call.
        "cloudsso" | "oauth" => {
            let ends = integer(profile, "sts_expiration").and_then(|ends| DateTime::from_timestamp(ends, 0));
            if ends.is_none_or(|ends| ends <= now) {
                return unusable(name, format!("the temporary pair of its {mode} login has expired"), mode);
            }
            true
        }
        _ => {
            let detail = format!("mode {mode} is not supported; AK, StsToken, CloudSSO and OAuth are");
            return unusable(name, detail, "AK");
        }
    };

    let security_token = text(profile, "sts_token").filter(|_| temporary);
    match (text(profile, "access_key_id"), text(profile, "access_key_secret")) {
        // The CLI creates such a profile before anyone signs in.
        (None, None) if !matches!(which, Which::Asked(_)) => Held::Nothing,
        (Some(_), Some(_)) if temporary && security_token.is_none() => {
            unusable(name, "has no sts_token".to_owned(), mode)
        }
        (Some(id), Some(secret)) => pair(id, secret, security_token, credential(name), Place::Aliyun)
            .map(|pair| (pair, told(profile))),
        _ => unusable(name, "has no complete AccessKey pair".to_owned(), mode),
    }
}

/// The site from `oauth_site_type`, the region from `region_id` where it is one that serves the console; each
/// from the other where the file tells only one of them.
fn told(profile: &Map<String, Value>) -> Told {
    let site = match text(profile, "oauth_site_type").map(str::to_ascii_uppercase).as_deref() {
        Some("CN") => Some(Site::China),
        Some("INTL") => Some(Site::International),
        _ => None,
    };
    let region = text(profile, "region_id").map(str::to_ascii_lowercase);
    let region = region.and_then(|region| Region::parse(&region));
    Told {
        site: site.or(region.map(|region| match region {
            Region::Beijing => Site::China,
            Region::Singapore => Site::International,
        })),
        region: region.or(site.map(|site| match site {
            Site::China => Region::Beijing,
            Site::International => Region::Singapore,
        })),
    }
}

fn credential(name: &str) -> String {
    format!("aliyun profile {name}")
}

fn unusable<T>(name: &str, detail: String, mode: &str) -> Held<T> {
    let words = shell_word(name).zip(shell_word(mode));
    let command = words.map(|(name, mode)| format!("aliyun configure --profile {name} --mode {mode}"));
    Held::Unusable(Cause::Login { credential: credential(name), detail, command })
}
