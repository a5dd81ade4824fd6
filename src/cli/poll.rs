//! `quotatop poll`: polls and raises alerts without a screen.

use super::{
    args::Args,
    exit::{Failed, Status, warn},
    list, settings,
};
use crate::{
    app::Profile,
    domain::{
        FeedName, SourceKind,
        alert::Message,
        bill::{Cycle, Query},
    },
    runtime::{self, BillsWanted, Clock},
    words::{self, Lang},
};

/// Runs the command. What is new is said on standard error, a line for each event: a service's journal keeps it.
pub(super) fn run(lang: Lang, args: &Args, once: bool, clock: Clock) -> Result<Status, Failed> {
    let mut setup = settings::setup_of_all(lang, args, clock)?;
    if setup.offline {
        return Err(Failed::wrong_use(vec![words::alert::NOT_OFFLINE.of(lang).to_owned()]));
    }
    // Bills are many calls: only for who wants to be told of them.
    if setup.monthly_spend.is_none() {
        setup.want(&FeedName::OF_SNAPSHOT);
    }
    if once && setup.monthly_spend.is_some() {
        let cycle = Cycle::at(clock.now().utc);
        setup.bills = Some(BillsWanted { cycle, query: Query::default(), lines: false });
    }
    let told = |message: &Message| {
        for event in message.events() {
            warn(&words::alert::logged(lang, event, clock.now().utc, runtime::local_zone()));
        }
    };
    let polled = if once {
        runtime::poll_once(setup, clock, told)
    } else {
        runtime::poll(setup, clock, told, |cause| list::warn_of(lang, cause))
    };
    let state = polled.map_err(|error| Failed::because(&error))?;
    if !once {
        return Ok(Status::Done);
    }
    list::warn_of_failures(lang, &state, &FeedName::OF_SNAPSHOT);
    // The gravest of all of them.
    let status =
        |profile: &Profile| list::status_of(profile, FeedName::Quotas, profile.source == SourceKind::Alibaba);
    Ok(state.profiles().map(|(_, profile)| status(profile)).max().unwrap_or(Status::Done))
}
