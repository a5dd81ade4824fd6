//! `quotatop bills`: the bill of a billing cycle, once.

mod csv;
mod json;
mod printed;
mod table;

use printed::Printed;

use super::{
    args::{Bills, Format},
    exit::{Failed, Status, warn},
    list, output, settings,
    start::Start,
};
use crate::{
    app::State,
    domain::{
        FeedName,
        bill::{AccountId, Cycle, ProductFilter, Query},
    },
    runtime::{self, BillsWanted, Clock, DataSource, ImportError, Setup},
    words::{Lang, cli::bill_owner, facts::bill},
};

/// Runs the command.
pub(super) fn run(start: &Start<'_>, options: &Bills, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup(start, clock)?;
    if matches!(setup.first.source, DataSource::File(_) | DataSource::Stream(_)) {
        return Err(Failed::wrong_use(vec![
            crate::words::facts::bill::NOT_IN_A_SNAPSHOT.of(lang).to_owned(),
        ]));
    }
    let running = Cycle::at(clock.now().utc);
    let cycle = options.cycle.unwrap_or(running);
    if cycle > running {
        return Err(Failed::wrong_use(vec![crate::words::facts::bill::not_begun(lang, cycle, running)]));
    }
    // Why something was charged stands in the quotas.
    setup.first.wanted = vec![FeedName::Quotas, FeedName::Bills];
    if let Some(account) = &options.account {
        show_account(lang, &mut setup, account)?;
    }
    let query = Query {
        product: ProductFilter::parse(&options.product),
        search: options.search.clone().unwrap_or_default(),
        grouping: options.group_by.0.unwrap_or_default(),
        ..Query::default()
    };
    let lines = options.group_by.0.is_none();
    setup.bills = Some(BillsWanted { cycle, query: query.clone(), lines });
    let state = runtime::once(setup, clock).map_err(|error| Failed::because(&error))?;
    list::warn_of_failures(lang, &state, &[FeedName::Quotas, FeedName::Bills]);
    let status = status(&state, cycle);
    let bills = &state.profile().bills;
    if state.offline && !bills.has_something(cycle) {
        warn(crate::words::chrome::empty::OFFLINE_LINE.of(lang));
    }
    if !bills.has_something(cycle) && status != Status::Done && options.output.output != Format::Json {
        return Ok(status);
    }
    let printed = Printed {
        state: &state,
        cycle,
        query: &query,
        report: &bills.report,
        by: options.group_by,
        reasons: &bills.reasons,
        lines: bills.lines.as_ref().map(|page| page.lines.as_slice()).unwrap_or_default(),
    };
    let printed_lines = u64::try_from(printed.lines.len()).unwrap_or(u64::MAX);
    if lines && printed_lines != printed.report.lines {
        // Sums without the lines that they are of would look like all there is.
        return Err(Failed::because(&crate::words::facts::bill::LINES_NOT_READ.of(lang)));
    }
    let now = clock.now();
    output::print(status, |out| match options.output.output {
        Format::Json => json::write(out, &printed, now.utc),
        Format::Csv => csv::write(out, &printed),
        Format::Table => table::write(lang, out, &printed, now.utc, runtime::local_zone()),
    })
}

/// The bill of this account is wanted: the profile's own one, or an imported one that is stored apart from it and for
/// which nothing can be asked.
fn show_account(lang: Lang, setup: &mut Setup, account: &AccountId) -> Result<(), Failed> {
    let stored = runtime::bill_accounts(setup).map_err(|error| match error {
        ImportError::Unfinished(_, why) => Failed::because(&bill::not_readable(lang, &why)),
        ImportError::NoStore => Failed::because(&crate::words::NO_HOME.of(lang)),
    })?;
    if stored.own.as_ref() == Some(account) {
        return Ok(());
    }
    if !stored.apart.contains(account) {
        let text = bill_owner::not_stored(lang, &setup.first.name, account, &stored.apart);
        return Err(Failed::because(&text));
    }
    setup.first.bills_of = Some(account.clone());
    setup.first.wanted = vec![FeedName::Bills];
    setup.offline = true;
    Ok(())
}

/// What is there of a file needs no asking: where nothing can be asked, that is no failure.
fn status(state: &State, cycle: Cycle) -> Status {
    let profile = state.profile();
    let is_there = profile.bills.has_something(cycle);
    match &profile.snapshot.bills.failure {
        Some(failure) if is_there && (state.offline || failure.cause.means_off()) => Status::Done,
        Some(failure) => Status::of(&failure.cause),
        None if is_there => Status::Done,
        None => Status::Failed,
    }
}
