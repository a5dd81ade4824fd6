//! A home folder whose quotatop asks a stand-in: the configuration, and logins as the vendor's own tools leave
//! them. Every secret is marked, so that it can be looked for wherever it must not be.
pub(crate) mod run;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::standin::{Facts, Fault, On, Standin};

pub(crate) const TOKEN: &str = "SECRET-TOKEN-one";
pub(crate) const OTHER_TOKEN: &str = "SECRET-TOKEN-two";
pub(crate) const KEY_SECRET: &str = "SECRET-KEY-one";
pub(crate) const SECURITY_TOKEN: &str = "SECRET-STS-one";

/// 2200-01-01: no countdown of it changes while a test runs.
const FAR: &str = "7258118400000";

pub(crate) struct Account {
    pub(crate) home: tempfile::TempDir,
    pub(crate) standin: Standin,
}

impl Account {
    /// Signed in by `bl` and by a pair of `aliyun`.
    pub(crate) fn new(facts: Facts) -> Self {
        let account = Self::without_login(facts);
        account.sign_in(TOKEN);
        account.set_pair(None);
        account
    }

    pub(crate) fn without_login(mut facts: Facts) -> Self {
        facts.tokens = vec![TOKEN.to_owned(), OTHER_TOKEN.to_owned()];
        facts.keys[0].secret = KEY_SECRET.to_owned();
        for quota in facts.models.iter_mut().filter_map(|model| model.quota.as_mut()) {
            quota.expires_ms = FAR.to_owned();
        }
        let account = Self { home: tempfile::tempdir().unwrap(), standin: Standin::start(facts) };
        account.set_refresh("1h");
        account
    }

    /// How often quotas and balance are asked for; an hour leaves it to the keys.
    pub(crate) fn set_refresh(&self, refresh: &str) {
        let url = self.standin.url();
        self.write(
            "config/quotatop/config.toml",
            &format!(
                "[profiles.default]\nrefresh = \"{refresh}\"\n[profiles.default.endpoints]\n\
                 console = \"{url}\"\nbilling = \"{url}\"\nopenapi = \"{url}\"\n"
            ),
        );
    }

    /// From now on the quotas are answered with `fault`. A login that is refused is refused for the switches, too:
    /// else a call that was under way would be answered to one login, and the next to another.
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

    /// The pair, temporary where there is a `security_token`.
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

    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.path(name).to_str().unwrap().to_owned();
        vec![
            ("HOME", path("")),
            ("XDG_CONFIG_HOME", path("config")),
            ("XDG_DATA_HOME", path("data")),
            ("TZ", "UTC".to_owned()),
        ]
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.path("data/quotatop/quotatop.db")
    }

    pub(crate) fn kept_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("data/quotatop")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        // As the vendor's tools leave a login: for its owner alone.
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        Path::new(self.home.path()).join(name)
    }

    pub(crate) fn assert_well_formed(&self) {
        assert_eq!(self.standin.malformed(), Vec::<String>::new());
    }
}
