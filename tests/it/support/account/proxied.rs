//! Accounts whose servers are behind a proxy.

use std::ffi::OsStr;

use super::{Account, endpoints, run::Ran};
use crate::support::{certificates::authority, standin::Facts};

/// What opens the proxy.
pub(crate) const LOGIN: &str = "user:SECRET-proxy";

impl Account {
    /// Without stored data. Its servers are at `host`, which does not exist.
    pub(crate) fn behind_proxy(host: &str) -> Self {
        let account = Self::new(Facts::default());
        account.set_configuration(&endpoints("default", &format!("https://{host}")));
        account
    }

    /// Lists the models with these variables in the environment; the proxy's certificates are trusted.
    pub(crate) fn list_through(&self, variables: &[(&str, &str)]) -> Ran {
        let authority = authority();
        let variables = variables.iter().map(|(name, value)| (*name, OsStr::new(*value)));
        let variables: Vec<_> = variables.chain([("SSL_CERT_FILE", authority.as_os_str())]).collect();
        self.run_with(&["list", "-o", "json"], &variables)
    }
}
