//! A made-up machine for tests: a home folder and variables of its own, and a fixed moment.

use std::{collections::HashMap, fs, path::Path, sync::Arc};

use tempfile::TempDir;

use super::{Logins, Surroundings, Wanted, find};

/// The time of the search in the tests.
pub(super) const NOW: &str = "2026-11-22T08:00:00Z";
pub(super) const NOW_UNIX: i64 = 1_795_334_400;

pub(super) const BL: &str = ".bailian/config.json";
pub(super) const ALIYUN: &str = ".aliyun/config.json";
pub(super) const INI: &str = ".alibabacloud/credentials";

/// A `bl` with two kinds of logins and an empty one.
pub(super) const BL_BOTH: &str = r#"{"access_token": "t", "access_key_id": "BLID", "access_key_secret": "s",
    "dev": {"access_token": "d"}, "keys": {"access_key_id": "K", "access_key_secret": "s"}, "empty": {}}"#;
pub(super) const ALIYUN_TWO: &str = r#"{"current": "default", "profiles": [
    {"name": "default", "mode": "AK", "access_key_id": "ALID", "access_key_secret": "s"},
    {"name": "prod", "mode": "AK", "access_key_id": "PROD", "access_key_secret": "s"}]}"#;
pub(super) const INI_TWO: &str = "[default]\naccess_key_id=INI\naccess_key_secret=s\n\
                       [only]\naccess_key_id=ONLY\naccess_key_secret=s\n";

pub(super) struct Machine {
    home: TempDir,
    variables: HashMap<String, String>,
}

impl Machine {
    pub(super) fn new() -> Self {
        Self { home: TempDir::new().unwrap(), variables: HashMap::new() }
    }

    /// Writes a file into the home folder, readable only by its owner.
    pub(super) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        mode(&path, 0o600);
        self
    }

    pub(super) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Sets a variable to a path in the home folder.
    pub(super) fn variable_to(self, name: &str, path: &str) -> Self {
        let path = self.home.path().join(path).display().to_string();
        self.variable(name, &path)
    }

    pub(super) fn surroundings(&self) -> Surroundings {
        let variables = self.variables.clone();
        Surroundings {
            home: Some(self.home.path().to_owned()),
            variable: Arc::new(move |name| variables.get(name).cloned()),
            now: NOW.parse().unwrap(),
        }
    }

    pub(super) fn find(&self) -> Logins {
        self.find_for(None, None)
    }

    pub(super) fn find_for(&self, bl: Option<&str>, aliyun: Option<&str>) -> Logins {
        let wanted = Wanted {
            bl_profile: bl.map(Into::into),
            aliyun_profile: aliyun.map(Into::into),
            ..Wanted::default()
        };
        find(&wanted, &self.surroundings())
    }
}

/// The names of the tokens in order, then that of the pair.
pub(super) fn names(logins: &Logins) -> (Vec<&str>, Option<&str>) {
    let tokens = logins.tokens.iter().map(|token| token.name.as_str()).collect();
    (tokens, logins.pair.as_ref().map(|pair| pair.name.as_str()))
}

pub(super) fn ended_by(logins: &Logins) -> Vec<(String, String, Option<String>)> {
    use crate::domain::Cause;
    let describe = |cause: &Cause| match cause {
        Cause::Login { credential, detail, command } => (credential.clone(), detail.clone(), command.clone()),
        Cause::File { path, detail } => {
            let file = Path::new(path).file_name().unwrap().to_string_lossy().into_owned();
            (file, detail.clone(), None)
        }
        Cause::ForeignLogin { credential, detail, .. } => (credential.clone(), detail.clone(), None),
        other => panic!("unexpected {other:?}"),
    };
    logins.problems.iter().filter(|problem| problem.fatal).map(|problem| describe(&problem.cause)).collect()
}

#[cfg(unix)]
pub(super) fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub(super) fn mode(_: &Path, _: u32) {}
