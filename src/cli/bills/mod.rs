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
        FeedName, SourceKind,
        bill::{AccountId, Cycle, ProductFilter, Query},
    },
    runtime::{self, BillsWanted, Clock, ImportError, Setup},
    words::{self, Lang, cli::bill_owner, facts::bill},
};

pub(super) fn run(start: &Start<'_>, options: &Bills, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup(start, clock)?;
    if setup.first.source.kind() == SourceKind::Snapshot {
        return Err(Failed::wrong_use(bill::NOT_IN_A_SNAPSHOT.of(lang)));
    }
    let running = Cycle::at(clock.now().utc);
    let cycle = options.cycle.unwrap_or(running);
    if cycle > running {
        return Err(Failed::wrong_use(bill::not_begun(lang, cycle, running)));
    }
    // The quotas explain the charges.
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
    setup.bills = Some(BillsWanted { cycle, query: query.clone(), lines, only_report: true });
    let state = runtime::once(setup, clock)?;
    list::warn_of_failures(lang, &state, &[FeedName::Quotas, FeedName::Bills]);
    let status = status(&state, cycle);
    let bills = &state.profile().bills;
    if state.offline && !bills.has_something(cycle) {
        warn(words::chrome::empty::OFFLINE_LINE.of(lang));
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
        // Totals without their lines would look complete.
        return Err(Failed::because(&bill::LINES_NOT_READ.of(lang)));
    }
    let now = clock.now();
    output::print(status, |out| match options.output.output {
        Format::Json => json::write(out, &printed, now.utc),
        Format::Csv => csv::write(out, &printed),
        Format::Table => table::write(lang, out, &printed, now.utc, runtime::local_zone()),
    })
}

/// Selects the bill of `account`: the profile's own, or an imported one, which is stored apart and cannot be
/// fetched.
fn show_account(lang: Lang, setup: &mut Setup, account: &AccountId) -> Result<(), Failed> {
    let stored = runtime::bill_accounts(setup).map_err(|error| match error {
        ImportError::Unfinished(_, why) => Failed::because(&bill::not_readable(lang, &why)),
        ImportError::NoStore | ImportError::Interrupted(..) => Failed::because(&words::NO_HOME.of(lang)),
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

/// An imported bill needs no requests: if none can be made, that is no failure.
fn status(state: &State, cycle: Cycle) -> Status {
    let profile = state.profile();
    let has_bill = profile.bills.has_something(cycle);
    match &profile.snapshot.feed(FeedName::Bills).failure {
        Some(failure) if has_bill && (state.offline || failure.cause.means_off()) => Status::Done,
        Some(failure) => Status::of(&failure.cause),
        None if has_bill => Status::Done,
        None => Status::Failed,
    }
}
