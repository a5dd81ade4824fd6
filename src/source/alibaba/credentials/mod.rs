//! Finds the logins on this machine: console tokens and an AccessKey pair, and what is wrong with unusable
//! ones. Only reads; never writes, renews, runs a program or uses the network.
//!
//! A login that exists but cannot be used ends the search: another one, perhaps of another account, must not
//! replace it.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret as _, SecretString};

use super::signing::AccessKey;
use crate::{
    domain::{
        Cause, Region, Site,
        login::{LoginUse, Renewal, TokenOrigin},
    },
    source::Secrets,
};

mod aliyun;
mod bl;
mod env;
mod file;
mod fingerprint;
mod found;
mod ini;
#[cfg(test)]
mod machine;
mod pairs;
mod recorded;
mod search;

use found::{Found, pair, sendable, shell_word};
pub use search::find;

/// Reads an environment variable.
pub type Variable = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The inputs of the search, passed in so that it is reproducible.
#[derive(Clone)]
pub struct Surroundings {
    /// The user's home folder; absent if unknown.
    pub home: Option<PathBuf>,
    /// An environment variable's value.
    pub variable: Variable,
    /// Judges whether a temporary pair has expired.
    pub now: DateTime<Utc>,
}

impl Surroundings {
    fn text(&self, name: &str) -> Option<String> {
        (self.variable)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn in_home(&self, steps: &[&str]) -> Option<PathBuf> {
        self.home.as_ref().map(|home| steps.iter().fold(home.clone(), |path, step| path.join(step)))
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("home", &self.home)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// What a profile of quotatop's own configuration says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// ProfileChoice profile of the `bl` CLI; absent means its active one.
    pub bl_profile: Option<String>,
    /// ProfileChoice profile of the `aliyun` CLI; absent means its current one.
    pub aliyun_profile: Option<String>,
    /// Where the account was opened; absent means what the login says.
    pub site: Option<Site>,
    /// ProfileChoice region's models; absent means what the login says.
    pub region: Option<Region>,
    /// ProfileChoice workspace; absent means what the login says.
    pub workspace_id: Option<String>,
}

/// Where a login was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialStore {
    /// Environment variables.
    Environment,
    /// The configuration of the `bl` CLI.
    Bl,
    /// The configuration of the `aliyun` CLI.
    Aliyun,
    /// The credentials file of the SDKs.
    Ini,
    /// A recording, which needs none.
    Recording,
}

/// A token of the Model Studio console.
#[derive(Debug, Clone)]
pub struct ConsoleToken {
    /// What is sent as `Authorization: Bearer`.
    pub token: SecretString,
    /// `switchAgent`: the account that the login acts for; absent where it acts for its own.
    pub switch_agent: Option<u64>,
    /// Its displayed name, e.g. `bl profile dev`.
    pub name: String,
    /// Where it was found; of a minted token, where its pair was found.
    pub from: CredentialStore,
}

/// An AccessKey pair.
#[derive(Debug, Clone)]
pub struct KeyPair {
    /// What requests are signed with.
    pub key: AccessKey,
    /// Its displayed name, e.g. `aliyun profile prod`.
    pub name: String,
    /// Where it was found.
    pub from: CredentialStore,
}

/// A problem with a login, with the command that fixes it if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// [`Cause::Login`] or [`Cause::File`].
    pub cause: Cause,
    /// Whether it ended the search: the intended login cannot be used. Otherwise a warning.
    pub fatal: bool,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Logins {
    /// Console tokens in the order in which they are tried; minting comes after them (see
    /// [`Logins::mints_from`]).
    pub tokens: Vec<ConsoleToken>,
    /// The first AccessKey pair.
    pub pair: Option<KeyPair>,
    /// Where the account was opened.
    pub site: Site,
    /// ProfileChoice region's models.
    pub region: Region,
    /// The workspace: of the configuration, else of the login in use; absent where neither names one. No
    /// request needs it yet; it is named when membership is missing.
    pub workspace_id: Option<String>,
    /// Every searched place in order, by its displayed name.
    pub looked_for: Vec<String>,
    /// What is wrong with the logins that were looked at.
    pub problems: Vec<Problem>,
    /// The part of `looked_for` where an AccessKey pair was looked for.
    looked_for_pair: Vec<String>,
    /// Why the search for tokens ended early.
    no_token: Option<Cause>,
    /// Why the search for a pair ended early.
    no_pair: Option<Cause>,
    /// Whether a token minted from the pair would belong to the requested login.
    mints: bool,
}

impl Logins {
    /// How a call with `token` went, for those who remember how long tokens last.
    pub(super) fn used(&self, token: &ConsoleToken, is_refused: bool) -> LoginUse {
        let is_found =
            self.tokens.iter().any(|found| found.token.expose_secret() == token.token.expose_secret());
        LoginUse {
            fingerprint: fingerprint::of_token(&token.token),
            credential: token.name.clone(),
            origin: if is_found { TokenOrigin::Found } else { TokenOrigin::Minted },
            is_refused,
            renewal: match self.mints_from() {
                Some(_) => Renewal::Automatic,
                None => Renewal::ByHand { command: bl::renewal(token) },
            },
        }
    }

    /// The pair from which a console token may be minted when none of `tokens` works. `None` also if it must
    /// not be used for that: the configuration names a `bl` profile, and the pair is neither that profile's
    /// nor named as well; or the search for tokens ended early.
    pub fn mints_from(&self) -> Option<&KeyPair> {
        self.pair.as_ref().filter(|_| self.mints)
    }

    /// Why the console cannot be used, where there is neither a token nor a pair to mint one from.
    pub fn why_no_token(&self) -> Cause {
        let nothing = || Cause::NoLogin { looked_for: self.looked_for.clone() };
        // A pair that cannot be used is why nothing is minted.
        self.no_token.clone().or_else(|| self.no_pair.clone().filter(|_| self.mints)).unwrap_or_else(nothing)
    }

    /// Why no request can be signed, where there is no pair.
    pub fn why_no_pair(&self) -> Cause {
        let nothing = || Cause::NoAccessKey { looked_for: self.looked_for_pair.clone() };
        self.no_pair.clone().unwrap_or_else(nothing)
    }

    /// Distinguishes accounts for quotas: of every login that may be used for them, since it is not known in
    /// advance which one works. 16 hexadecimal digits; `None` where the console cannot be used.
    pub fn quotas_fingerprint(&self) -> Option<String> {
        let tokens = self.tokens.iter().map(|token| fingerprint::of_token(&token.token));
        let minted = self.mints_from().map(|pair| fingerprint::of_key(&pair.key));
        fingerprint::of_all(&tokens.chain(minted).collect::<Vec<_>>())
    }

    /// Distinguishes accounts for balances: of the pair. 16 hexadecimal digits; `None` where there is no
    /// pair.
    pub fn account_fingerprint(&self) -> Option<String> {
        self.pair.as_ref().map(|pair| fingerprint::of_key(&pair.key))
    }

    /// Registers the tokens and the pair as secrets.
    pub fn register_secrets(&self, secrets: &Secrets) {
        let pair =
            self.pair.iter().flat_map(|pair| [Some(&pair.key.secret), pair.key.security_token.as_ref()]);
        let found = self.tokens.iter().map(|token| &token.token).chain(pair.flatten());
        found.for_each(|secret| secrets.add(secret.expose_secret()));
    }

    /// Whether quotas and balance may belong to different accounts: token and pair come from different
    /// places.
    pub fn may_differ(&self) -> bool {
        self.tokens.first().zip(self.pair.as_ref()).is_some_and(|(token, pair)| token.from != pair.from)
    }
}

#[derive(Debug, Default)]
struct Notes {
    looked_for: Vec<String>,
    looked_for_pair: Vec<String>,
    problems: Vec<Problem>,
    /// Existing files without the requested login, and why they were skipped.
    passed_over: Vec<(PathBuf, String)>,
}

impl Notes {
    fn looks_at(&mut self, place: String) {
        if !self.looked_for.contains(&place) {
            self.looked_for.push(place);
        }
    }

    fn looks_for_pair_at(&mut self, place: String) {
        self.looks_at(place.clone());
        self.looked_for_pair.push(place);
    }

    fn passes_over(&mut self, file: &Path, why: String) {
        self.passed_over.push((file.to_owned(), why));
    }

    /// The file should have a login but was not understood: it is skipped with a warning.
    fn does_not_understand(&mut self, file: &Path, why: String) {
        let cause = Cause::File { path: file.display().to_string(), detail: why.clone() };
        self.problems.push(Problem { cause, fatal: false });
        self.passes_over(file, why);
    }

    /// A failure that ends both searches is a single problem.
    fn ended_by(&mut self, cause: &Cause) {
        let problem = Problem { cause: cause.clone(), fatal: true };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// What a login says about where its account is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Located {
    site: Option<Site>,
    region: Option<Region>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::machine::*;
    use crate::source::alibaba::signing::{ToSign, sign};

    /// Every place with every kind of secret, each of them marked.
    fn marked() -> Machine {
        let aliyun = r#"{"current": "SECRET-name", "profiles": [{"name": "p", "mode": "StsToken",
            "access_key_id": "LTAI", "access_key_secret": "SECRET-4", "sts_token": "SECRET-5"}]}"#;
        Machine::new()
            .variable("QUOTATOP_CONSOLE_TOKEN", "SECRET-1")
            .variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tFAKE1234")
            .variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SECRET-2")
            .variable("ALIBABA_CLOUD_SECURITY_TOKEN", "SECRET-3")
            .file(
                BL,
                r#"{"access_token": "SECRET-6", "access_key_id": "LTAI", "access_key_secret": "SECRET-7"}"#,
            )
            .file(ALIYUN, aliyun)
    }

    #[test]
    fn no_secret_is_ever_printed() {
        let machine = marked();
        let all =
            [machine.find(), machine.find_for(Some("default"), None), machine.find_for(None, Some("p"))];
        for logins in &all {
            let pair = logins.pair.as_ref().unwrap();
            let request = ToSign {
                method: "POST",
                host: "h",
                path: "/",
                query: &[],
                action: "A",
                version: "1",
                content_type: None,
                body: b"",
            };
            let signed = sign(&request, &pair.key, NOW.parse().unwrap(), "n");
            let printed = format!("{logins:?} {logins:#?} {signed:?} {:?}", machine.surroundings());
            assert!(!printed.contains("SECRET-"), "{printed}");
            assert!(!printed.contains("LTAI5t"), "{printed}");
            // Where there is a name, it is printed: this test looks at the right thing.
            assert!(printed.contains(&pair.name), "{printed}");
        }
        assert!(all[0].pair.as_ref().unwrap().key.security_token.is_some());
    }

    #[test]
    fn a_broken_file_is_not_quoted() {
        for (path, content) in [
            (BL, r#"{"access_token": "SECRET-1" "x"}"#),
            (BL, r#""SECRET-1""#),
            (BL, "{\"access_token\": \"SECRET 1\"}"),
            (ALIYUN, r#"{"profiles": SECRET-1}"#),
            (INI, "[default]\naccess_key_id = a\nSECRET-1"),
            (INI, "[default]\naccess_key_secret = SECRET-1"),
        ] {
            let logins = Machine::new().file(path, content).find();
            assert!(logins.problems.iter().any(|problem| problem.fatal), "{content}");
            assert!(!format!("{:?}", logins.problems).contains("SECRET"), "{:?}", logins.problems);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_in_any_file_are_survived(bytes in any::<Vec<u8>>(), text in any::<String>()) {
            for path in [BL, ALIYUN, INI, ".alibabacloud/credentials.ini"] {
                for content in [bytes.as_slice(), text.as_bytes()] {
                    let machine = Machine::new().file(path, content);
                    let logins = machine.find();
                    prop_assert!(logins.tokens.is_empty() && logins.pair.is_none());
                    machine.find_for(Some(&text), Some(&text));
                }
            }
        }

        /// The right keys with values of every kind.
        #[test]
        fn any_value_under_a_known_key_is_survived(value in "(null|true|-?[0-9]{1,25}|\"[^\"\\\\]*\"|\\[\\]|\\{\\})") {
            for key in ["access_token", "access_key_id", "active_config", "console_switch_agent", "default"] {
                let rest = r#""access_key_secret": "s", "console_region": 7"#;
                Machine::new().file(BL, format!("{{\"{key}\": {value}, {rest}}}")).find();
            }
            for key in ["name", "mode", "access_key_id", "sts_expiration", "region_id", "oauth_site_type"] {
                let rest = r#""access_key_secret": "s", "sts_token": "t", "mode": "oauth""#;
                let profiles = format!("{{\"profiles\": [{value}, {{{rest}, \"{key}\": {value}}}]}}");
                Machine::new().file(ALIYUN, profiles).find();
            }
        }
    }
}
