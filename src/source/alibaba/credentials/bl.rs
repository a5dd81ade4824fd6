//! The login that the vendor's `bl` command line stores in `config.json`: a console token, perhaps an
//! AccessKey pair, and where the account lives. Its default profile is the file's top level, a named one an
//! object in it.

use std::path::PathBuf;

use secrecy::SecretString;
use serde_json::{Map, Value};

use super::{
    ConsoleToken, CredentialStore, Found, KeyPair, Located, Notes, Surroundings,
    file::{Document, integer, text},
    pair, sendable, shell_word,
};
use crate::domain::{Cause, Region, Site};

const DEFAULT: &str = "default";

/// Comes before the name of a profile in that of its login.
const PROFILE: &str = "bl profile ";

#[derive(Default)]
pub(super) struct Login {
    pub(super) token: Found<ConsoleToken>,
    pub(super) pair: Found<KeyPair>,
    pub(super) located: Located,
    /// `workspace_id`; absent where the profile names none.
    pub(super) workspace_id: Option<String>,
}

impl Login {
    fn unusable(cause: Cause) -> Self {
        Self { token: Found::Unusable(cause.clone()), pair: Found::Unusable(cause), ..Self::default() }
    }
}

/// `bl`'s configuration file, in `$BAILIAN_CONFIG_DIR` or `~/.bailian`.
pub(super) fn path(surroundings: &Surroundings) -> Option<PathBuf> {
    let folder = match surroundings.text("BAILIAN_CONFIG_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => surroundings.home.as_ref()?.join(".bailian"),
    };
    Some(folder.join("config.json"))
}

/// The profile named `wanted`, else the active one. Neither token nor pair of an unreadable profile can be
/// used; if `bl` was never set up there is nothing.
pub(super) fn read(wanted: Option<&str>, surroundings: &Surroundings, notes: &mut Notes) -> Login {
    let path = path(surroundings);
    let file = match path.as_ref().map_or_else(|| Ok(Document::default()), |path| Document::read(path, notes))
    {
        Ok(file) => file,
        Err(cause) => return Login::unusable(cause),
    };
    let top = file.plain();
    let (name, named_by, command) = match (wanted, text(&top, "active_config")) {
        (Some(name), _) => (name, "bl_profile", login_command(name)),
        (None, Some(name)) => (name, "active_config", Some("bl config use default".to_owned())),
        (None, None) => (DEFAULT, "bl", None),
    };
    let named = if name == DEFAULT { None } else { file.get::<Map<String, Value>>(name) };
    let profile = if name == DEFAULT { Some(&top) } else { named.as_ref() };
    match profile {
        Some(profile) => {
            let login = login(name, profile);
            let is_empty = matches!((&login.token, &login.pair), (Found::Nothing, Found::Nothing));
            if let Some(path) = path.filter(|_| is_empty && !file.is_empty()) {
                let rest = if profile.contains_key("api_key") { ", only an API key" } else { "" };
                notes.passes_over(&path, format!("its profile {name} has no console token{rest}"));
            }
            login
        }
        // As in the CLI, a name without a profile is an error and never falls back to the default.
        None => Login::unusable(Cause::Login {
            credential: credential(name),
            detail: format!("{named_by} names it, but it does not exist"),
            command,
        }),
    }
}

/// A requested profile that has neither a token nor a pair to mint one from.
pub(super) fn no_token(name: &str) -> Cause {
    Cause::Login {
        credential: credential(name),
        detail: "has no console token".to_owned(),
        command: login_command(name),
    }
}

fn credential(profile: &str) -> String {
    format!("{PROFILE}{profile}")
}

/// The command that renews a token; absent if the token is not `bl`'s.
pub(super) fn renewal(token: &ConsoleToken) -> Option<String> {
    token.name.strip_prefix(PROFILE).filter(|_| token.from == CredentialStore::Bl).and_then(login_command)
}

fn login_command(profile: &str) -> Option<String> {
    match profile {
        DEFAULT => Some("bl auth login".to_owned()),
        name => shell_word(name).map(|name| format!("bl auth login --config {name}")),
    }
}

fn login(profile_name: &str, profile: &Map<String, Value>) -> Login {
    let name = credential(profile_name);
    Login {
        token: token(profile, &name),
        pair: key_pair(profile, profile_name, &name),
        located: located(profile),
        workspace_id: text(profile, "workspace_id").map(ToOwned::to_owned),
    }
}

fn token(profile: &Map<String, Value>, name: &str) -> Found<ConsoleToken> {
    // `accessToken` is what older versions wrote.
    let Some(token) = text(profile, "access_token").or_else(|| text(profile, "accessToken")) else {
        return Found::Nothing;
    };
    if let Err(cause) = sendable(token, name) {
        return Found::Unusable(cause);
    }
    let switch_agent = integer(profile, "console_switch_agent")
        .and_then(|agent| u64::try_from(agent).ok())
        .filter(|agent| *agent > 0);
    Found::Login(ConsoleToken {
        token: SecretString::from(token),
        switch_agent,
        name: name.to_owned(),
        from: CredentialStore::Bl,
    })
}

fn key_pair(profile: &Map<String, Value>, profile_name: &str, name: &str) -> Found<KeyPair> {
    // New names first, then those of older versions; never an id of one and a secret of the other.
    let names =
        [("access_key_id", "access_key_secret"), ("openapi_access_key_id", "openapi_access_key_secret")];
    let mut half = false;
    for (id, secret) in names {
        match (text(profile, id), text(profile, secret)) {
            (Some(id), Some(secret)) => {
                return pair(
                    id,
                    secret,
                    text(profile, "security_token"),
                    name.to_owned(),
                    CredentialStore::Bl,
                );
            }
            (None, None) => {}
            _ => half = true,
        }
    }
    if half {
        return Found::Unusable(Cause::Login {
            credential: name.to_owned(),
            detail: "has only half of an AccessKey pair".to_owned(),
            command: login_command(profile_name),
        });
    }
    Found::Nothing
}

/// As the CLI: China and Beijing if the file states nothing known.
fn located(profile: &Map<String, Value>) -> Located {
    let site = text(profile, "console_site");
    let region = text(profile, "console_region").map(str::to_ascii_lowercase);
    Located {
        site: Some(match site {
            Some(site) if site.eq_ignore_ascii_case("international") => Site::International,
            _ => Site::China,
        }),
        region: Some(region.and_then(|region| region.parse().ok()).unwrap_or(Region::Beijing)),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::source::alibaba::credentials::machine::*;

    #[test]
    fn tokens_by_either_name() {
        let rows = [
            (r#"{"access_token": "new", "accessToken": "old"}"#, Some("new")),
            (r#"{"access_token": "", "accessToken": " old "}"#, Some("old")),
            (r#"{"access_token": null, "accessToken": 7, "unknown": {"x": []}}"#, None),
            ("\u{feff}{\"access_token\": \"t\"}", Some("t")),
            (r#"{"active_config": "default", "access_token": "t"}"#, Some("t")),
            (r#"{"active_config": " ", "access_token": "t"}"#, Some("t")),
            (r#"{"active_config": "dev", "access_token": "t", "dev": {"access_token": "d"}}"#, Some("d")),
            // A named profile inherits nothing: its account may be another.
            (r#"{"active_config": "dev", "access_token": "t", "dev": {"access_key_id": ""}}"#, None),
        ];
        for (file, token) in rows {
            let logins = Machine::new().file(BL, file).find();
            assert_eq!(logins.tokens.first().map(|found| found.token.expose_secret()), token, "{file}");
            assert_eq!(logins.problems, [], "{file}");
        }
    }

    #[test]
    fn a_profile_is_an_object() {
        let file = r#"{"active_config": "language", "language": "en", "access_token": "t"}"#;
        let logins = Machine::new().file(BL, file).find();
        assert!(logins.tokens.is_empty());
        assert_eq!(ended_by(&logins)[0].0, "bl profile language");
        // A name that a shell would act on is quoted.
        let logins = Machine::new().file(BL, "{}").find_for(Some("x; reboot"), None);
        assert_eq!(ended_by(&logins)[0].2.as_deref(), Some("bl auth login --config 'x; reboot'"));
    }

    #[test]
    fn pairs_by_either_name_but_never_mixed() {
        let rows = [
            (r#"{"access_key_id": "N", "access_key_secret": "s"}"#, Ok(Some("N"))),
            (r#"{"openapi_access_key_id": "O", "openapi_access_key_secret": "s"}"#, Ok(Some("O"))),
            (
                r#"{"access_key_id": "N", "openapi_access_key_id": "O", "openapi_access_key_secret": "s"}"#,
                Ok(Some("O")),
            ),
            (r#"{"access_key_id": "N", "openapi_access_key_secret": "s"}"#, Err(())),
            (r#"{"access_key_secret": "s"}"#, Err(())),
            (r#"{"access_key_id": "N\nX: y", "access_key_secret": "s"}"#, Err(())),
            (r#"{"security_token": "x"}"#, Ok(None)),
        ];
        for (file, id) in rows {
            let logins = Machine::new().file(BL, file).find();
            let found = logins.pair.as_ref().map(|pair| pair.key.id.as_str());
            assert_eq!(if ended_by(&logins).is_empty() { Ok(found) } else { Err(()) }, id, "{file}");
        }
        let sts = r#"{"access_key_id": "N", "access_key_secret": "s", "security_token": "x"}"#;
        let key = Machine::new().file(BL, sts).find().pair.unwrap().key;
        assert_eq!(key.security_token.unwrap().expose_secret(), "x");
    }

    #[test]
    fn site_region_and_agent() {
        let rows = [
            ("", Site::China, Region::Beijing, None),
            (r#", "console_site": "domestic""#, Site::China, Region::Beijing, None),
            (r#", "console_site": "International""#, Site::International, Region::Beijing, None),
            (r#", "console_region": "ap-southeast-1""#, Site::China, Region::Singapore, None),
            (
                r#", "console_region": "us-east-1", "console_site": "mars""#,
                Site::China,
                Region::Beijing,
                None,
            ),
            (
                r#", "console_switch_agent": 1234567890123"#,
                Site::China,
                Region::Beijing,
                Some(1_234_567_890_123),
            ),
            (r#", "console_switch_agent": "42""#, Site::China, Region::Beijing, Some(42)),
            (r#", "console_switch_agent": 0"#, Site::China, Region::Beijing, None),
            (r#", "console_switch_agent": -1"#, Site::China, Region::Beijing, None),
            (r#", "console_switch_agent": 1.5"#, Site::China, Region::Beijing, None),
        ];
        for (rest, site, region, agent) in rows {
            let logins = Machine::new().file(BL, format!(r#"{{"access_token": "t"{rest}}}"#)).find();
            let found = (logins.site, logins.region, logins.tokens[0].switch_agent);
            assert_eq!(found, (site, region, agent), "{rest}");
        }
    }
}
