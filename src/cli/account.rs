//! `quotatop account`: the balance and whether the account is overdue, once.

use crate::{
    domain::FeedName,
    runtime::{self, Clock},
};

use super::{
    args::{Format, Output},
    csv,
    exit::{Failed, Status},
    json, list, output, settings,
    start::Start,
    table,
};

pub(super) fn run(start: &Start<'_>, options: Output, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup_of_account(start, clock)?;
    let is_live = setup.is_live();
    setup.first.wanted = vec![FeedName::Account];
    let state = runtime::once(setup, clock)?;
    let now = clock.now();
    list::warn_of_failures(lang, &state, &[FeedName::Account]);
    let status = list::status(&state, FeedName::Account, is_live);
    output::print(status, |out| match options.output {
        Format::Json => json::write(out, &state, &[], json::Parts::WithoutModels, now),
        Format::Csv => csv::account(out, &state),
        Format::Table => table::account(lang, out, &state, now.utc, runtime::local_zone()),
    })
}
