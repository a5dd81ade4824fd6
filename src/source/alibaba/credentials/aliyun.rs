//! The AccessKey pair in a profile of the vendor's `aliyun` command line, `~/.aliyun/config.json`.
//!
//! Only pairs in the file are used: nothing is renewed, no role is assumed, no program is run.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{
    CredentialStore, Found, KeyPair, Located, Notes, Surroundings,
    file::{Document, integer, text},
    pair, shell_word,
};
use crate::domain::{Cause, Region, Site};

/// ProfileChoice profile to read, and where the choice comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum ProfileChoice<'a> {
    /// `aliyun_profile` of quotatop's configuration: it must exist and be usable.
    Configured(&'a str),
    /// A variable such as `ALIBABA_CLOUD_PROFILE`. It also names a section of the SDKs' files, so the profile
    /// may be missing here.
    Variable(&'a str),
    /// The file's own `current`, else `default`.
    Current,
}

/// The CLI's configuration file; `None` without a home folder.
pub(super) fn path(surroundings: &Surroundings) -> Option<PathBuf> {
    surroundings.in_home(&[".aliyun", "config.json"])
}

pub(super) fn read(
    which: ProfileChoice<'_>,
    surroundings: &Surroundings,
    notes: &mut Notes,
) -> Found<(KeyPair, Located)> {
    let path = path(surroundings);
    let file = match path.as_ref().map_or_else(|| Ok(Document::default()), |path| Document::read(path, notes))
    {
        Ok(file) => file,
        Err(cause) => return Found::Unusable(cause),
    };
    let top = file.plain();
    let current = text(&top, "current");
    let name = match which {
        ProfileChoice::Configured(name) | ProfileChoice::Variable(name) => name,
        ProfileChoice::Current => current.unwrap_or("default"),
    };
    let profiles = Profiles(file.get("profiles").unwrap_or_default());
    match (profiles.named(name), which) {
        (Some(profile), _) => {
            let found = login(name, &profile, which, surroundings.now, &profiles);
            if let (Found::Nothing, Some(path)) = (&found, &path) {
                notes.passes_over(path, format!("its profile {name} has no AccessKey pair"));
            }
            found
        }
        (None, ProfileChoice::Configured(_)) => {
            unusable(name, "aliyun_profile names it, but it does not exist".to_owned(), "AK")
        }
        (None, ProfileChoice::Current) if current.is_some() => {
            unusable(name, "current names it, but it does not exist".to_owned(), "AK")
        }
        (None, ProfileChoice::Variable(_) | ProfileChoice::Current) => {
            if let Some(path) = path.filter(|_| !file.is_empty()) {
                notes.passes_over(&path, format!("has no profile {name}"));
            }
            Found::Nothing
        }
    }
}

struct Profiles<'a>(Vec<&'a RawValue>);

/// A profile of which nothing else is parsed yet.
#[derive(Deserialize)]
struct Named {
    name: Option<Value>,
}

impl Profiles<'_> {
    fn named(&self, name: &str) -> Option<Map<String, Value>> {
        let is_it = |profile: &&&RawValue| {
            let named: Option<Named> = serde_json::from_str(profile.get()).ok();
            let found = named.and_then(|named| named.name);
            let found = found.as_ref().and_then(Value::as_str).map(str::trim);
            found.is_some_and(|found| !found.is_empty() && found == name)
        };
        let mut all = self.0.iter().filter(is_it);
        all.find_map(|profile| serde_json::from_str(profile.get()).ok())
    }

    /// A profile name that is not taken.
    fn free_name(&self) -> String {
        let names = (2..=u32::MAX).map(|number| format!("quotatop-{number}"));
        let mut names = std::iter::once("quotatop".to_owned()).chain(names);
        names.find(|name| self.named(name).is_none()).unwrap_or_default()
    }
}

fn login(
    name: &str,
    profile: &Map<String, Value>,
    which: ProfileChoice<'_>,
    now: DateTime<Utc>,
    profiles: &Profiles<'_>,
) -> Found<(KeyPair, Located)> {
    let mode = text(profile, "mode").unwrap_or("AK");
    let temporary = match mode.to_ascii_lowercase().as_str() {
        "ak" => false,
        "ststoken" => true,
        _ if is_renewed(mode) => {
            let ends = integer(profile, "sts_expiration").and_then(|ends| DateTime::from_timestamp(ends, 0));
            if ends.is_none_or(|ends| ends <= now) {
                return unusable(name, format!("the temporary pair of its {mode} login has expired"), mode);
            }
            true
        }
        _ => {
            return Found::Unusable(Cause::ForeignLogin {
                credential: credential(name),
                detail: format!("mode {mode} is not supported; AK, StsToken, CloudSSO and OAuth are"),
                new_profile: profiles.free_name(),
                configured: matches!(which, ProfileChoice::Configured(_)),
            });
        }
    };

    let security_token = text(profile, "sts_token").filter(|_| temporary);
    match (text(profile, "access_key_id"), text(profile, "access_key_secret")) {
        // The CLI creates such a profile before anyone signs in.
        (None, None) if !matches!(which, ProfileChoice::Configured(_)) => Found::Nothing,
        (Some(_), Some(_)) if temporary && security_token.is_none() => {
            unusable(name, "has no sts_token".to_owned(), mode)
        }
        (Some(id), Some(secret)) => {
            pair(id, secret, security_token, credential(name), CredentialStore::Aliyun)
                .map(|pair| (pair, located(profile)))
        }
        _ => unusable(name, "has no complete AccessKey pair".to_owned(), mode),
    }
}

/// The site from `oauth_site_type`, the region from `region_id` if it serves the console; if only one is
/// known, the other is derived from it.
fn located(profile: &Map<String, Value>) -> Located {
    let site = match text(profile, "oauth_site_type").map(str::to_ascii_uppercase).as_deref() {
        Some("CN") => Some(Site::China),
        Some("INTL") => Some(Site::International),
        _ => None,
    };
    let region = text(profile, "region_id").map(str::to_ascii_lowercase);
    let region = region.and_then(|region| region.parse().ok());
    Located {
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

/// Whether the CLI stores a temporary pair for this mode and renews it at its next call.
fn is_renewed(mode: &str) -> bool {
    mode.eq_ignore_ascii_case("CloudSSO") || mode.eq_ignore_ascii_case("OAuth")
}

/// A profile that cannot be used. The command never changes a working login: it has the CLI renew its own
/// pair, or completes a missing or incomplete profile.
fn unusable<T>(name: &str, detail: String, mode: &str) -> Found<T> {
    let command = shell_word(name).map(|name| {
        if is_renewed(mode) {
            format!("aliyun sts GetCallerIdentity --profile {name}")
        } else {
            format!("aliyun configure --profile {name} --mode {mode}")
        }
    });
    Found::Unusable(Cause::Login { credential: credential(name), detail, command })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::alibaba::credentials::machine::*;

    /// A file with one complete profile of this mode, with further keys.
    fn file(mode: &str, rest: &str) -> String {
        format!(
            r#"{{"current": "p", "meta_path": "", "profiles": [7, {{"name": "other"}}, {{"name": "p",
                "mode": "{mode}", "access_key_id": "ID", "access_key_secret": "s", "sts_token": "x"{rest}}}]}}"#
        )
    }

    #[test]
    fn modes() {
        let later = format!(r#", "sts_expiration": {}"#, NOW_UNIX + 1);
        let as_text = format!(r#", "sts_expiration": "{}""#, NOW_UNIX + 1);
        let past = format!(r#", "sts_expiration": {NOW_UNIX}"#);
        let renew = "aliyun sts GetCallerIdentity --profile p";
        let set_up = |mode| format!("aliyun configure --profile p --mode {mode}");
        // mode, further keys: whether the pair is temporary, or the command that mends it
        let rows = [
            ("AK", "", Ok(false)),
            ("ak", &past, Ok(false)),
            ("", "", Ok(false)),
            ("StsToken", "", Ok(true)),
            ("STSTOKEN", "", Ok(true)),
            ("StsToken", r#", "sts_token": """#, Err(set_up("StsToken"))),
            ("AK", r#", "access_key_secret": """#, Err(set_up("AK"))),
            ("CloudSSO", &later, Ok(true)),
            ("OAuth", &as_text, Ok(true)),
            ("OAuth", &past, Err(renew.to_owned())),
            ("CloudSSO", "", Err(renew.to_owned())),
            ("cloudsso", r#", "sts_expiration": 99999999999999999999"#, Err(renew.to_owned())),
        ];
        for (mode, rest, expected) in rows {
            let logins = Machine::new().file(ALIYUN, file(mode, rest)).find();
            match expected {
                Ok(temporary) => {
                    let key = logins.pair.expect(mode).key;
                    assert_eq!(key.security_token.is_some(), temporary, "{mode} {rest}");
                }
                Err(command) => {
                    let ended = ended_by(&logins);
                    assert_eq!((ended.len(), ended[0].0.as_str()), (1, "aliyun profile p"), "{mode} {rest}");
                    assert_eq!(ended[0].2.as_ref(), Some(&command), "{mode} {rest}");
                    assert!(logins.pair.is_none(), "{mode} {rest}");
                }
            }
        }
    }

    /// Such a profile works for other tools: configuring it as AK would break it for them.
    #[test]
    fn a_profile_of_another_mode_is_left_as_it_is() {
        for mode in [
            "EcsRamRole",
            "RamRoleArn",
            "RamRoleArnWithEcs",
            "ChainableRamRoleArn",
            "RsaKeyPair",
            "External",
            "CredentialsURI",
            "OIDC",
            "BearerToken",
            "$(reboot)",
        ] {
            let machine = Machine::new().file(ALIYUN, file(mode, ""));
            for (asked, configured) in [(None, false), (Some("p"), true)] {
                let logins = machine.find_for(None, asked);
                let cause = Cause::ForeignLogin {
                    credential: "aliyun profile p".into(),
                    detail: format!("mode {mode} is not supported; AK, StsToken, CloudSSO and OAuth are"),
                    new_profile: "quotatop".into(),
                    configured,
                };
                assert_eq!(logins.why_no_pair(), cause, "{mode}");
                let fatal: Vec<_> = logins.problems.iter().filter(|problem| problem.fatal).collect();
                assert_eq!(
                    fatal.iter().map(|problem| &problem.cause).collect::<Vec<_>>(),
                    [&cause],
                    "{mode}"
                );
            }
        }
    }

    #[test]
    fn a_suggested_profile_replaces_none() {
        for (names, free) in [
            (&["other"][..], "quotatop"),
            (&["quotatop"], "quotatop-2"),
            (&["quotatop-2", "quotatop", "quotatop-4"], "quotatop-3"),
        ] {
            let others: Vec<_> = names.iter().map(|name| format!(r#"{{"name": "{name}"}}"#)).collect();
            let others = others.join(", ");
            let profiles = format!(
                r#"{{"current": "p", "profiles": [{{"name": "p", "mode": "EcsRamRole"}}, {others}]}}"#
            );
            let logins = Machine::new().file(ALIYUN, profiles).find();
            let Cause::ForeignLogin { new_profile, .. } = logins.why_no_pair() else { panic!("{logins:?}") };
            assert_eq!(new_profile, free);
        }
    }

    #[test]
    fn a_name_from_the_file_is_quoted_in_a_command() {
        for (name, word) in [
            ("my account", Some("'my account'")),
            ("$(reboot)", Some("'$(reboot)'")),
            ("-x", None),
            ("a\\u001b", None),
        ] {
            let profiles = format!(
                r#"{{"current": "{name}", "profiles": [{{"name": "{name}", "mode": "AK", "access_key_id": "A"}}]}}"#
            );
            let logins = Machine::new().file(ALIYUN, profiles).find();
            let command = word.map(|word| format!("aliyun configure --profile {word} --mode AK"));
            assert_eq!(ended_by(&logins)[0].2, command, "{name}");
        }
    }

    #[test]
    fn a_profile_without_a_login() {
        let fresh = r#"{"current": "default", "profiles": [{"name": "default", "mode": "AK"}]}"#;
        let machine = Machine::new().file(ALIYUN, fresh);
        assert_eq!(machine.find().problems, []);
        assert_eq!(ended_by(&machine.find_for(None, Some("default"))).len(), 1);
        // `current` that names nothing; no `current` and no default; not the shape that we know.
        let rows = [
            (r#"{"current": "gone", "profiles": []}"#, 1),
            (r#"{"profiles": [{"name": "prod", "access_key_id": "A", "access_key_secret": "s"}]}"#, 0),
            (r#"{"current": 3, "profiles": {"default": {}}}"#, 0),
            ("[]", 1),
        ];
        for (file, ended) in rows {
            let logins = Machine::new().file(ALIYUN, file).find();
            assert_eq!((ended_by(&logins).len(), logins.pair.is_some()), (ended, false), "{file}");
        }
    }

    #[test]
    fn site_and_region_where_they_tell() {
        let (china, international) =
            ((Site::China, Region::Beijing), (Site::International, Region::Singapore));
        let rows = [
            ("", international),
            (r#", "region_id": "cn-hangzhou""#, international),
            (r#", "region_id": "cn-beijing""#, china),
            (r#", "region_id": "ap-southeast-1""#, international),
            (r#", "oauth_site_type": "CN""#, china),
            (r#", "oauth_site_type": "cn", "region_id": "cn-hangzhou""#, china),
            (r#", "oauth_site_type": "INTL""#, international),
            (
                r#", "oauth_site_type": "INTL", "region_id": "cn-beijing""#,
                (Site::International, Region::Beijing),
            ),
            (r#", "oauth_site_type": "CN", "region_id": "ap-southeast-1""#, (Site::China, Region::Singapore)),
        ];
        for (rest, place) in rows {
            let logins = Machine::new().file(ALIYUN, file("AK", rest)).find();
            assert_eq!((logins.site, logins.region), place, "{rest}");
        }
    }
}
