//! `quotatop accounts`: one row per account, once.

mod csv;
mod json;
mod table;

use super::{
    args::{Format, Output},
    exit::{Failed, Status},
    list, output, settings,
    start::Start,
};
use crate::{
    app::{Profile, State, account::schedule::Task},
    domain::{
        FeedName, SourceKind,
        bill::{Cycle, Query},
    },
    runtime::{self, BillsWanted, Clock},
};

const FEEDS: [FeedName; 3] = [FeedName::Quotas, FeedName::Account, FeedName::Bills];

pub(super) fn run(start: &Start<'_>, options: Output, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup_of_all(start, clock)?;
    setup.want(&FEEDS);
    let cycle = Cycle::at(clock.now().utc);
    setup.bills = Some(BillsWanted { cycle, query: Query::default(), lines: false, only_report: false });
    let mut state = runtime::once(setup, clock)?;
    let now = clock.now();
    state.rearrange(now, false);
    state.list_accounts(now, false);
    list::warn_of_failures(lang, &state, &FEEDS);
    let status = worst(&state);
    if state.accounts.is_empty() && status != Status::Done && options.output != Format::Json {
        return Ok(status);
    }
    output::print(status, |out| match options.output {
        Format::Json => json::write(out, &state, now.utc),
        Format::Csv => csv::write(out, &state),
        Format::Table => table::write(lang, out, &state, now.utc, runtime::local_zone()),
    })
}

/// The most severe status of all accounts, each as `list` would have it; of a fleet, that of reading its rows.
fn worst(state: &State) -> Status {
    let status = |profile: &Profile| {
        if profile.is_fleet() {
            return of_fleet(profile);
        }
        let is_live = profile.source == SourceKind::Alibaba && !state.offline;
        list::status_of(profile, FeedName::Quotas, is_live)
    };
    state.profiles().map(|(_, profile)| status(profile)).max().unwrap_or(Status::Failed)
}

fn of_fleet(profile: &Profile) -> Status {
    match (profile.failure(Task::Fleet), profile.fleet.read_at) {
        (Some(failure), _) => Status::of(&failure.cause),
        (None, Some(_)) => Status::Done,
        (None, None) => Status::Failed,
    }
}
