//! What is said where there is nothing to list.

use super::plain;

/// There is nothing to sign in with.
pub const FIRST_RUN: &str = "No login for Alibaba Cloud Model Studio was found.";
/// Above what was looked for.
pub const LOOKED_FOR: &str = "Looked for:";
/// Above the ways forward.
pub const WAYS: &str = "Three ways forward:";
/// Each way forward: what to type, and what that does. The demo's key is put in by whoever knows it.
pub const SIGN_IN: (&str, &str) = ("bl auth login", "sign in with Alibaba's own command line tool");
/// The second way.
pub const ACCESS_KEY: (&str, &str) = ("aliyun configure", "or set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET");
/// The third way.
pub const DEMO: &str = "look at the demo account; nothing is asked of anyone";
/// It is noticed.
pub const NOTICED: &str = "A new login is noticed by itself.";

/// The first answer is awaited.
pub const FIRST_LOAD: &str = "Asking Alibaba for the models and their free quotas.";
/// The first answer of a file or of the demo is awaited.
pub const FIRST_READ: &str = "Reading the models and their free quotas.";
/// The account has no models.
pub const NO_MODELS: &str = "Alibaba lists no models for this account.";
/// A snapshot has no models.
pub const EMPTY_SNAPSHOT: &str = "The snapshot lists no models.";
/// What may be behind that.
pub const NO_MODELS_HINT: &str = "Check that site and region in the configuration are those of the account.";
/// Nothing was kept.
pub const OFFLINE: &str = "Nothing was kept from an earlier run, and offline nothing is asked.";
/// What to do about that.
pub const OFFLINE_HINT: &str = "Run quotatop once without --offline.";
/// The same in one line, for commands.
pub const OFFLINE_LINE: &str = "no last known data for this login; run the command once without --offline";
/// The quotas could not be read.
pub const FAILED: &str = "The free quotas could not be read.";

/// Nothing matches.
pub fn no_match(filter: &str) -> String {
    format!("Nothing matches \"{}\".", plain(filter))
}

/// How to see everything again; `key` clears the filter.
pub fn clears(key: &str) -> String {
    format!("{key} clears the filter.")
}

/// Since when it fails, and when it is tried next: `Since 14:02. Tried again at 14:13.`
pub fn attempts(since: &str, next: Option<&str>) -> String {
    let next = next.map_or_else(String::new, |moment| format!(" Tried again at {moment}."));
    format!("Since {since}.{next}")
}
