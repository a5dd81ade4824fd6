//! An account in a home folder, which a stand-in server answers for, with a history of two days.

use std::{fs, path::Path, sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use quotatop::{
    domain::forecast::Seen,
    source::alibaba::credentials::{Surroundings, Wanted, find},
    store::{AccountKey, Identity, Store},
};

use super::{
    program::Start,
    standin::{Facts, Standin},
};

const TOKEN: &str = "standin-token";

/// 2027-12-31.
const EXPIRES: &str = "2027-12-31T16:00:00Z";

pub(crate) struct Account {
    home: tempfile::TempDir,
    standin: Standin,
}

impl Account {
    /// Polled once, by this program.
    pub(crate) fn polled(models: usize, program: &Path) -> Self {
        let account =
            Self { home: tempfile::tempdir().unwrap(), standin: Standin::start(Facts::many(models)) };
        let url = account.standin.url();
        let endpoints =
            ["console", "billing", "openapi"].map(|name| format!("{name} = \"{url}\"\n")).concat();
        account.write(
            "config/quotatop/config.toml",
            &format!("[profiles.default]\nrefresh = \"60s\"\n[profiles.default.endpoints]\n{endpoints}"),
        );
        account.write(
            ".bailian/config.json",
            &format!(
                r#"{{"access_token": "{TOKEN}", "console_site": "international", "console_region": "ap-southeast-1",
                    "access_key_id": "LTAIstandin", "access_key_secret": "standin-secret"}}"#
            ),
        );
        account.seed(models);
        let poll = account.start(program, &["poll", "--once"]).without_terminal().output().unwrap();
        assert!(poll.status.success(), "{}", String::from_utf8_lossy(&poll.stderr));
        account
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn start(&self, program: &Path, arguments: &[&str]) -> Start {
        let home = self.home.path().to_owned();
        Start { program: program.to_owned(), arguments: arguments.iter().map(Into::into).collect(), home }
    }

    /// A history, so that there are forecasts.
    fn seed(&self, models: usize) {
        let surroundings = Surroundings {
            home: Some(self.home.path().to_owned()),
            variable: Arc::new(|_| None),
            now: Utc::now(),
        };
        let logins = find(&Wanted::default(), &surroundings);
        let fingerprint = format!("{}/{}", logins.region.into_str(), logins.quotas_fingerprint().unwrap());
        let quotas = AccountKey { profile: "default".to_owned(), site: logins.site, fingerprint };
        let identity = Identity { quotas: Some(quotas), ..Identity::default() };
        let histories =
            (0..models).map(|number| (format!("model-{number}").as_str().into(), history(number)));
        let file = self.home.path().join("data/quotatop/quotatop.db");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let store = Store::start(file, Arc::new(Utc::now), |_| ());
        store.seed_histories(&identity, histories.collect());
        assert!(store.close(Duration::from_mins(1)), "the history is not stored");
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        // The vendor's tools make a login readable by its owner alone.
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }
}

/// Used at a steady rate for two days, down to what the server has.
fn history(number: usize) -> Vec<Seen> {
    let left = number as u64 * 1000 + 7;
    let seen = |ago: u32| {
        let from = Utc::now() - TimeDelta::hours(i64::from(ago)) - TimeDelta::minutes(5);
        Seen {
            from,
            until: from + TimeDelta::minutes(59),
            remaining: (left + 3_000 * u64::from(ago)).into(),
            total: Some(1_000_000.into()),
            expires_at: EXPIRES.parse().ok(),
        }
    };
    (1..48).rev().map(seen).collect()
}
