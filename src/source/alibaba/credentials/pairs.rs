//! The order of the search for AccessKey pairs.

use std::{mem, path::PathBuf};

use super::{
    CredentialStore, Found, KeyPair, Located,
    aliyun::{self, ProfileChoice},
    env, ini,
    search::Search,
};
use crate::domain::Cause;

/// The variables that name a profile of the `aliyun` CLI, in the CLI's order.
const PROFILE_VARIABLES: [&str; 3] = ["ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"];
/// If `true`, the SDKs ignore the CLI's file.
const ALIYUN_DISABLED: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
/// Replaces the SDKs' credentials files in the home folder.
const INI_FILE: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE";

impl Search<'_> {
    pub(super) fn pair(&mut self) -> Found<(KeyPair, Located)> {
        let places: &[CredentialStore] = match (&self.wanted.bl_profile, &self.wanted.aliyun_profile) {
            (_, Some(_)) => &[CredentialStore::Aliyun],
            (Some(_), None) => &[CredentialStore::Bl, CredentialStore::Aliyun, CredentialStore::Ini],
            (None, None) => &[
                CredentialStore::Environment,
                CredentialStore::Bl,
                CredentialStore::Aliyun,
                CredentialStore::Ini,
            ],
        };
        for place in places {
            let found = match place {
                CredentialStore::Environment => self.env_pair(),
                CredentialStore::Bl => self.bl_pair(),
                CredentialStore::Aliyun => self.aliyun_pair(),
                CredentialStore::Ini => self.ini_pair(),
                // It is no place on this machine.
                CredentialStore::Recording => Found::Nothing,
            };
            if !matches!(found, Found::Nothing) {
                return found;
            }
        }
        match self.profile_variable() {
            Some((variable, name)) => Found::Unusable(Cause::Login {
                credential: format!("profile {name}"),
                detail: format!("{variable} names it, but no login of that name was found"),
                command: None,
            }),
            None => Found::Nothing,
        }
    }

    fn env_pair(&mut self) -> Found<(KeyPair, Located)> {
        for names in &env::PAIRS {
            self.notes.looks_for_pair_at(names.id.to_owned());
        }
        env::key_pair(self.surroundings).map(|pair| (pair, Located::default()))
    }

    fn bl_pair(&mut self) -> Found<(KeyPair, Located)> {
        if let Some(shown) = self.bl_shown() {
            self.notes.looks_for_pair_at(shown);
        }
        let located = self.bl.located;
        mem::take(&mut self.bl.pair).map(|pair| (pair, located))
    }

    fn aliyun_pair(&mut self) -> Found<(KeyPair, Located)> {
        let variable = self.profile_variable();
        let which = match (&self.wanted.aliyun_profile, &variable) {
            (Some(name), _) => ProfileChoice::Configured(name),
            (None, Some((_, name))) => ProfileChoice::Variable(name),
            (None, None) => ProfileChoice::Current,
        };
        if !matches!(which, ProfileChoice::Configured(_)) {
            let disabled = self.surroundings.text(ALIYUN_DISABLED);
            if disabled.is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("true")) {
                return Found::Nothing;
            }
        }
        if let Some(path) = aliyun::path(self.surroundings) {
            let shown = self.shown(&path);
            self.notes.looks_for_pair_at(match which {
                ProfileChoice::Configured(name) | ProfileChoice::Variable(name) => {
                    format!("aliyun profile {name} ({shown})")
                }
                ProfileChoice::Current => shown,
            });
        }
        aliyun::read(which, self.surroundings, &mut self.notes)
    }

    fn ini_pair(&mut self) -> Found<(KeyPair, Located)> {
        let section = self.profile_variable().map_or_else(|| ini::DEFAULT.to_owned(), |(_, name)| name);
        for path in self.ini_files() {
            let shown = self.shown(&path);
            self.notes.looks_for_pair_at(shown.clone());
            let found = ini::key_pair(&path, &shown, &section, &mut self.notes);
            if !matches!(found, Found::Nothing) {
                return found.map(|pair| (pair, Located::default()));
            }
        }
        Found::Nothing
    }

    /// The Go and Python SDKs' default files, unless a variable names another.
    fn ini_files(&self) -> Vec<PathBuf> {
        match self.surroundings.text(INI_FILE).filter(|_| self.environment_serves()) {
            Some(path) => vec![PathBuf::from(path)],
            None => ["credentials", "credentials.ini"]
                .into_iter()
                .filter_map(|name| self.surroundings.in_home(&[".alibabacloud", name]))
                .collect(),
        }
    }

    fn profile_variable(&self) -> Option<(&'static str, String)> {
        let mut variables = PROFILE_VARIABLES.into_iter().filter(|_| self.environment_serves());
        variables.find_map(|variable| Some((variable, self.surroundings.text(variable)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::alibaba::credentials::machine::*;

    #[test]
    fn a_variable_chooses_the_profile() {
        let machine = || Machine::new().file(ALIYUN, ALIYUN_TWO).file(INI, INI_TWO);
        for variable in PROFILE_VARIABLES {
            let logins = machine().variable(variable, "prod").find();
            assert_eq!(names(&logins).1, Some("aliyun profile prod"), "{variable}");
            // The SDKs' files have profiles too.
            let logins = machine().variable(variable, "only").find();
            assert_eq!(names(&logins).1, Some("~/.alibabacloud/credentials [only]"), "{variable}");
            let logins = machine().variable(variable, "gone").find();
            assert_eq!(names(&logins).1, None, "{variable}");
            assert!(ended_by(&logins)[0].1.starts_with(variable), "{variable}");
        }
        let both =
            machine().variable("ALIBABA_CLOUD_PROFILE", "gone").variable("ALIBABACLOUD_PROFILE", "prod");
        assert_eq!(names(&both.find()).1, Some("aliyun profile prod"));
    }

    #[test]
    fn variables_move_and_close_files() {
        let machine = Machine::new().file(ALIYUN, ALIYUN_TWO).file(INI, INI_TWO);
        let machine = machine.variable(ALIYUN_DISABLED, "TRUE");
        assert_eq!(names(&machine.find()).1, Some("~/.alibabacloud/credentials [default]"));
        assert_eq!(names(&machine.find_for(None, Some("prod"))).1, Some("aliyun profile prod"));
        let machine = machine.file("elsewhere", INI_TWO).variable_to(INI_FILE, "elsewhere");
        assert_eq!(names(&machine.find()).1, Some("~/elsewhere [default]"));
        let machine = machine.file("other/config.json", BL_BOTH).variable_to("BAILIAN_CONFIG_DIR", "other");
        let logins = machine.find();
        assert_eq!(names(&logins).0, ["bl profile default"]);
        assert!(logins.looked_for.contains(&"~/other/config.json".to_owned()));
    }
}
