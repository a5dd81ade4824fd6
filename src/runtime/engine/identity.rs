//! The logins on this machine, and the identities under which data are stored.

use super::setup::ProfileSetup;
use crate::{
    config,
    domain::Site,
    runtime::clock::Clock,
    source::alibaba::credentials::{self, Logins, Surroundings, Wanted},
    store::{AccountKey, Identity},
};

/// Where logins are searched.
pub fn surroundings() -> Surroundings {
    Surroundings {
        home: directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
        variable: std::sync::Arc::new(|name| std::env::var(name).ok().filter(|value| !value.is_empty())),
        now: Clock::utc(),
    }
}

/// The current logins of `profile`. Reads a few small files.
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

/// Identifies the account if no credential does: bills can still be imported.
const IMPORTED: &str = "imported";

/// The identity of the demo account, which is stored in memory.
pub(crate) fn demo() -> Identity {
    let key =
        AccountKey { profile: "demo".to_owned(), site: Site::International, fingerprint: "demo".to_owned() };
    Identity { quotas: Some(key.clone()), account: None, bills: Some(key) }
}

/// The identity of the account of a fleet that is open, which is stored in memory.
pub(crate) fn fleet() -> Identity {
    let key = AccountKey {
        profile: "fleet".to_owned(),
        site: Site::International,
        fingerprint: "fleet".to_owned(),
    };
    Identity { quotas: Some(key), account: None, bills: None }
}

/// The identity of a profile with these logins.
pub(crate) fn identity(setup: &ProfileSetup, logins: &Logins) -> Identity {
    let key = |fingerprint| AccountKey { profile: setup.name.clone(), site: logins.site, fingerprint };
    // Quotas depend on the region.
    let quotas =
        logins.quotas_fingerprint().map(|print| key(format!("{}/{print}", logins.region.into_str())));
    let account = logins.account_fingerprint().map(key);
    let bills = account.clone().or_else(|| Some(key(IMPORTED.to_owned())));
    match &setup.bills_of {
        // Quotas and balance belong to the profile's own account, not to that of these bills.
        Some(other) => Identity { bills: bills.map(|own| own.apart(other)), ..Identity::default() },
        None => Identity { quotas, account, bills },
    }
}
