//! Whose data: the logins on this machine, and the identity under which data are stored.

use super::setup::ProfileSetup;
use crate::{
    config,
    domain::Site,
    runtime::clock::Clock,
    source::alibaba::credentials::{self, Logins, Surroundings, Wanted},
    store::{AccountKey, Identity},
};

/// This machine as the search for logins sees it.
pub fn surroundings() -> Surroundings {
    Surroundings {
        home: directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
        variable: std::sync::Arc::new(|name| std::env::var(name).ok().filter(|value| !value.is_empty())),
        now: Clock::utc(),
    }
}

/// The logins that serve `profile` now. Reads a few small files.
pub fn find_logins(profile: &config::Profile) -> Logins {
    let wanted = Wanted {
        bl_profile: profile.bl_profile.clone(),
        aliyun_profile: profile.aliyun_profile.clone(),
        site: profile.site,
        region: profile.region,
        workspace_id: profile.workspace_id.clone(),
    };
    credentials::find(&wanted, &surroundings())
}

/// Stands for the account where no credential tells which it is: bills can be brought in from files.
const IMPORTED: &str = "imported";

/// The identity of the demo, whose past and bills are stored in memory.
pub(crate) fn demo() -> Identity {
    let key =
        AccountKey { profile: "demo".to_owned(), site: Site::International, fingerprint: "demo".to_owned() };
    Identity { quotas: Some(key.clone()), account: None, bills: Some(key) }
}

/// The identities under which data of a profile are stored, by these logins.
pub(crate) fn identity(setup: &ProfileSetup, logins: &Logins) -> Identity {
    let key = |fingerprint| AccountKey { profile: setup.name.clone(), site: logins.site, fingerprint };
    // What a model has left depends on the region, and so does what is stored.
    let quotas =
        logins.quotas_fingerprint().map(|print| key(format!("{}/{print}", logins.region.into_str())));
    let account = logins.account_fingerprint().map(key);
    let bills = account.clone().or_else(|| Some(key(IMPORTED.to_owned())));
    match &setup.bills_of {
        // Quotas and balance are those of the profile's own account: they say nothing of another one's bills.
        Some(other) => Identity { bills: bills.map(|own| own.apart(other)), ..Identity::default() },
        None => Identity { quotas, account, bills },
    }
}
