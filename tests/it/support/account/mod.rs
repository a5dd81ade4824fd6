//! A home folder whose quotatop is configured for a stand-in, with logins as the vendor's own tools write them.
//! Every secret is marked, so that a test can search for it wherever it must not be.

pub(crate) mod proxied;
pub(crate) mod run;
pub(crate) mod service;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::{
    standin::{Facts, Fault, On, Standin},
    terminal::{Start, Terminal},
};

pub(crate) const TOKEN: &str = "SECRET-TOKEN-one";
pub(crate) const OTHER_TOKEN: &str = "SECRET-TOKEN-two";
pub(crate) const KEY_SECRET: &str = "SECRET-KEY-one";
pub(crate) const SECURITY_TOKEN: &str = "SECRET-STS-one";

const CONFIG: &str = "config/quotatop/config.toml";

pub(crate) struct Account {
    pub(crate) home: tempfile::TempDir,
    pub(crate) standin: Standin,
}

impl Account {
    /// Signed in by `bl` and by a key pair of `aliyun`.
    pub(crate) fn new(facts: Facts) -> Self {
        let account = Self::without_login(facts);
        account.sign_in(TOKEN);
        account.set_pair(None);
        account
    }

    pub(crate) fn without_login(mut facts: Facts) -> Self {
        facts.tokens = vec![TOKEN.to_owned(), OTHER_TOKEN.to_owned()];
        facts.keys[0].secret = KEY_SECRET.to_owned();
        let account = Self { home: tempfile::tempdir().unwrap(), standin: Standin::start(facts) };
        account.set_refresh("1h");
        account
    }

    /// How often quotas and balance are fetched; after an hour only keys cause requests.
    pub(crate) fn set_refresh(&self, refresh: &str) {
        let profile = format!("[profiles.default]\nrefresh = \"{refresh}\"\n");
        self.set_configuration(&(profile + &endpoints("default", self.standin.url())));
    }

    /// Adds to the configuration.
    pub(crate) fn configure(&self, text: &str) {
        self.set_configuration(&(self.configuration() + text));
    }

    pub(crate) fn set_configuration(&self, text: &str) {
        self.write(CONFIG, text);
    }

    pub(crate) fn configuration(&self) -> String {
        fs::read_to_string(self.path(CONFIG)).unwrap()
    }

    /// Adds a channel to a webhook.
    pub(crate) fn add_webhook(&self, url: &str) {
        self.configure(&format!("[channels.hook]\nkind = \"webhook\"\nurl = \"{url}\"\n"));
    }

    /// From now on the quotas are answered with `fault`. A refused login is refused for the switches too: otherwise
    /// one login could get the answer to a call in flight, and another login that to the next.
    pub(crate) fn fault_quotas(&self, fault: &Fault) {
        self.standin.fault(On::Quotas, fault.clone());
        if *fault == Fault::not_logged_in() {
            self.standin.fault(On::Switches, fault.clone());
        }
    }

    pub(crate) fn sign_in(&self, token: &str) {
        let login = format!(
            r#"{{"access_token": "{token}", "console_site": "international", "console_region": "ap-southeast-1"}}"#
        );
        self.write(".bailian/config.json", &login);
    }

    /// Writes the key pair; it is temporary where there is a `security_token`.
    pub(crate) fn set_pair(&self, security_token: Option<&str>) {
        let (mode, sts) = match security_token {
            Some(token) => ("StsToken", format!(r#", "sts_token": "{token}""#)),
            None => ("AK", String::new()),
        };
        let file = format!(
            r#"{{"current": "default", "profiles": [{{"name": "default", "mode": "{mode}",
                "access_key_id": "LTAIstandin", "access_key_secret": "{KEY_SECRET}"{sts}}}]}}"#
        );
        self.write(".aliyun/config.json", &file);
        let token = security_token.map(str::to_owned);
        self.standin.change(|facts| facts.keys[0].security_token = token);
    }

    pub(crate) fn remove_pair(&self) {
        fs::remove_file(self.path(".aliyun/config.json")).unwrap();
    }

    /// The environment of the program.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.path(name).to_str().unwrap().to_owned();
        vec![
            ("HOME", path("")),
            ("XDG_CONFIG_HOME", path("config")),
            ("XDG_DATA_HOME", path("data")),
            ("TZ", "UTC".to_owned()),
        ]
    }

    /// The program in a terminal.
    pub(crate) fn terminal(&self, start: Start<'_>) -> Terminal {
        let variables = self.variables();
        let own = variables.iter().map(|(name, value)| (*name, value.as_str()));
        let variables: Vec<_> = own.chain(start.variables.iter().copied()).collect();
        Terminal::start(Start { variables: &variables, ..start })
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.path("data/quotatop/quotatop.db")
    }

    pub(crate) fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.store()).unwrap()
    }

    /// Puts a file that is no database in the store's place.
    pub(crate) fn damage_store(&self) {
        self.write("data/quotatop/quotatop.db", &"no database ".repeat(1000));
    }

    pub(crate) fn stored_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("data/quotatop")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        // The vendor's tools make a login readable by its owner alone.
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        Path::new(self.home.path()).join(name)
    }
}

/// The section of the configuration that sends `profile` to the server at `url`.
pub(crate) fn endpoints(profile: &str, url: &str) -> String {
    format!("[profiles.{profile}.endpoints]\nconsole = \"{url}\"\nbilling = \"{url}\"\nopenapi = \"{url}\"\n")
}
