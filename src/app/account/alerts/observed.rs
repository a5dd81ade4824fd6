//! The input of the alert rules, taken from a profile.

use chrono::{DateTime, Utc};

use super::speed::speed;
use crate::{
    app::{Profile, State},
    domain::{
        Failure, FailureKind, FeedName,
        alert::{Observed, RunsOut, SeenFeed, SeenSpend},
        bill::{Cycle, Tally},
        forecast::{Forecast, Verdict},
    },
};

/// The snapshot of `profile`, its forecasts, and the spending of the running cycle.
pub(crate) fn observed(state: &State, profile: &Profile, now: DateTime<Utc>) -> Observed {
    let mut observed = Observed::from_snapshot(profile.name(), &profile.snapshot);
    if !state.moment(profile, now).is_sure {
        // Absent models leave their alerts as they are, until the time is known.
        observed.models.clear();
    }
    observed.spend = spend(state, profile, Cycle::at(now));
    observed.speed = speed(state, profile, now);
    observed.feeds.extend(calls(state, profile));
    for seen in &mut observed.models {
        seen.runs_out = profile.forecasts.get(&seen.model.name).and_then(runs_out);
    }
    observed
}

/// Whether calls can be read, if anything watches what they cost: else it would be blind, and nobody would know. A
/// login that is missing is reported with the quotas, which need the same one.
fn calls(state: &State, profile: &Profile) -> Option<SeenFeed> {
    let feed = profile.snapshot.feed(FeedName::Calls);
    let counts = |failure: &Failure| state.watches_speed() && failure.cause.kind() != FailureKind::SignIn;
    let is_seen = feed.failure.as_ref().is_none_or(counts);
    is_seen.then(|| SeenFeed { name: FeedName::Calls, feed: feed.clone() })
}

/// `None` if the forecast does not say whether the quota runs out.
const fn runs_out(forecast: &Forecast) -> Option<RunsOut> {
    match forecast.verdict {
        Verdict::RunsOut(found) => Some(RunsOut::At(found.at)),
        Verdict::Lapses(_) | Verdict::NotUsed { .. } | Verdict::Lasts { .. } => {
            Some(RunsOut::NotBeforeExpiry)
        }
        Verdict::Estimating
        | Verdict::Stale { .. }
        | Verdict::Expired { .. }
        | Verdict::AlreadyOut { .. } => None,
    }
}

/// The spending of the running cycle, in the account's own currency.
fn spend(state: &State, profile: &Profile, cycle: Cycle) -> Option<SeenSpend> {
    let (spend, ..) = state.spending(profile)?;
    // Amounts that are only known with tax cannot be added to the others: the true sum is then unknown.
    let is_whole = spend.with_tax == Tally::Nothing;
    Some(SeenSpend {
        cycle: cycle.to_string(),
        currency: spend.currency.to_string(),
        to_date: spend.to_date.exact().filter(|_| is_whole),
        at_least: spend.incomplete > 0,
        projected: spend.projected.map(|range| range.likely),
        read_at: profile.bills.read_at(cycle)?,
    })
    .filter(|_| spend.cycle == cycle)
}
