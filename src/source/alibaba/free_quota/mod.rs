//! Free quotas and Free Quota Only states.
//!
//! Many quotas are read by category, which takes few calls and brings the switches along, if the console
//! accepts that from a login like ours. Otherwise, and for what is missing then, models are requested by their
//! names in batches.

mod batches;
mod categories;
mod rows;
mod standing;

use std::collections::HashSet;

use super::{Live, fetch::Fetch};
use crate::domain::{
    Cause, ModelName,
    request::{QuotaReading, Rows},
};

use batches::{BATCH, Batches, QUOTAS, SWITCHES, ends_it};
use categories::{Found, Outcome};
use standing::Standing;
pub(super) use standing::Standings;

/// More models than this are cheaper by category. This many take five batches for their quotas and five for
/// their switches; the five categories take at least ten calls for both.
const MANY: usize = 5 * BATCH;

/// Reads the Free Quota Only states of `models`; an error only if nothing at all could be read.
pub(super) async fn switches(
    live: &Live,
    fetch: &Fetch,
    models: &[ModelName],
) -> Result<Rows<Option<bool>>, Cause> {
    live.sign_in.begin(&fetch.logins).await;
    batches::read_all(live, fetch, &SWITCHES, models).await.conclude(SWITCHES.api.what)
}

/// Reads the quotas of `models`, and of further ones if whole categories are read; an error only if nothing at
/// all could be read.
pub(super) async fn quotas(
    live: &Live,
    fetch: &Fetch,
    models: &[ModelName],
) -> Result<Rows<QuotaReading>, Cause> {
    live.sign_in.begin(&fetch.logins).await;
    let standing = live.standings.of(fetch, (live.clock)());
    let all = if models.len() > MANY && standing != Standing::Refused {
        by_category(live, fetch, standing, models).await
    } else {
        batches::read_all(live, fetch, &QUOTAS, models).await
    };
    all.conclude(QUOTAS.api.what)
}

/// Reads all categories, and in batches what they do not bring.
async fn by_category(
    live: &Live,
    fetch: &Fetch,
    standing: Standing,
    models: &[ModelName],
) -> Batches<QuotaReading> {
    let is_trial = standing == Standing::Untried;
    // A batch that is answered proves the login. Whatever is refused right after it is the category.
    let (first, rest) = models.split_at(if is_trial { BATCH.min(models.len()) } else { 0 });
    let mut all = batches::read_all(live, fetch, &QUOTAS, first).await;
    if all.failed.as_ref().is_some_and(ends_it) {
        return all;
    }
    if all.failed.is_some() {
        all.add(batches::read_all(live, fetch, &QUOTAS, rest).await);
        return all;
    }
    let Found { rows, odd, outcome } = categories::read(live, fetch, is_trial).await;
    let has_answered = matches!(outcome, Outcome::Answered);
    let found: HashSet<ModelName> = rows.iter().map(|(name, _)| name.clone()).collect();
    all.rows.retain(|(name, _)| !found.contains(name));
    all.add(Batches { rows, odd, ..Batches::default() });
    let mut new_standing = outcome.standing((live.clock)());
    match outcome {
        Outcome::Stopped(cause) => all.failed = Some(cause),
        Outcome::Answered | Outcome::Refused | Outcome::Unclear => {
            let missing: Vec<ModelName> =
                rest.iter().filter(|name| !found.contains(*name)).cloned().collect();
            let mut batches = batches::read_all(live, fetch, &QUOTAS, &missing).await;
            if has_answered {
                // The console knows no quota of these models, whichever way they are requested.
                batches.silent = 0;
            } else if batches.rows.is_empty() {
                // Batches fail as well: nothing is wrong with the categories alone.
                new_standing = None;
            }
            all.add(batches);
        }
    }
    live.standings.note(fetch, new_standing);
    all
}
