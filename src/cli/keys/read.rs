//! Reading the list of API keys.

use crate::{
    cli::exit::{Failed, warn},
    domain::api_key::{ApiKeyId, ApiKeys},
    runtime::Session,
    words::{self, Lang, cli::keys as texts},
};

/// Reads the API keys, and warns if that was not possible for all.
pub(super) fn read(lang: Lang, session: &Session) -> Result<ApiKeys, Failed> {
    let keys = session.api_keys().map_err(|cause| Failed::feed(lang, &cause))?;
    if let Some(cause) = &keys.failed {
        warn(&texts::incomplete(lang, &words::report(lang, cause).line(lang)));
    }
    if keys.odd > 0 {
        warn(&texts::odd(lang, keys.odd));
    }
    Ok(keys)
}

/// Fails if a key is none of the account's.
pub(super) fn check_ids(lang: Lang, ids: &[ApiKeyId], keys: &ApiKeys) -> Result<(), Failed> {
    let is_unknown = |id: &&ApiKeyId| !keys.keys.iter().any(|key| key.id == **id);
    let unknown: Vec<String> =
        ids.iter().filter(is_unknown).map(|id| texts::no_such_key(lang, id.as_str())).collect();
    if unknown.is_empty() { Ok(()) } else { Err(Failed::all_problems(unknown)) }
}
