//! What is stored of the cost and the calls of API keys. Requests nothing.

use strum::IntoEnumIterator as _;

use super::{calls::StoredCalls, spend::Spend};
use crate::{
    cli::exit::Failed,
    domain::{
        FeedName,
        bill::{Cycle, Grouping, Query},
        calls::CallRange,
    },
    runtime::{self, BillsWanted, Clock, Setup},
};

/// Both are requested by their own commands, the dashboard, or `quotatop poll`.
pub(super) fn read(mut setup: Setup, clock: Clock) -> Result<(Spend, StoredCalls), Failed> {
    let cycle = Cycle::at(clock.now().utc);
    let query = Query { grouping: Grouping::ApiKey, ..Query::default() };
    setup.offline = true;
    setup.first.wanted = vec![FeedName::Bills, FeedName::Calls];
    setup.bills = Some(BillsWanted { cycle, query, lines: false, only_report: true });
    setup.calls = CallRange::iter().collect();
    let state = runtime::once(setup, clock)?;
    let profile = state.profile();
    Ok((Spend::of_bills(&profile.bills, cycle), StoredCalls::of_known(&profile.calls)))
}
