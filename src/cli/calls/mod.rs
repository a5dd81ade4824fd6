//! `quotatop calls`: who called what, once.

mod csv;
mod json;
mod printed;
mod table;

use printed::Printed;

use super::{
    args::{self, Format},
    exit::{Failed, Status, warn},
    list, output, settings,
    start::Start,
};
use crate::{
    domain::{FeedName, SourceKind, bill::is_same_model, calls::CallRow},
    runtime::{self, Clock},
    words::{self, cli::calls as texts},
};

pub(super) fn run(start: &Start<'_>, options: &args::Calls, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup_of_account(start, clock)?;
    if setup.first.source.kind() == SourceKind::Snapshot {
        return Err(Failed::wrong_use(texts::NOT_IN_A_SNAPSHOT.of(lang)));
    }
    setup.first.wanted = vec![FeedName::Calls];
    setup.calls = vec![options.range];
    let state = runtime::once(setup, clock)?;
    list::warn_of_failures(lang, &state, &[FeedName::Calls]);
    let profile = state.profile();
    let calls = profile.calls.get(options.range).map(|known| &*known.value);
    let failure = profile.snapshot.feed(FeedName::Calls).failure.as_ref();
    let status = match (failure, calls) {
        (Some(failure), _) => Status::of(&failure.cause),
        (None, Some(_)) => Status::Done,
        (None, None) => Status::Failed,
    };
    if calls.is_none() && state.offline {
        warn(words::chrome::empty::OFFLINE_LINE.of(lang));
    }
    if calls.is_none() && options.output.output != Format::Json {
        return Ok(status);
    }
    let is_shown =
        |row: &CallRow| options.model.as_deref().is_none_or(|model| is_same_model(model, row.model.as_str()));
    let groups = calls.map(|calls| calls.groups(options.group_by, is_shown)).unwrap_or_default();
    let printed = Printed { state: &state, range: options.range, by: options.group_by, calls, groups };
    let now = clock.now().utc;
    output::print(status, |out| match options.output.output {
        Format::Json => json::write(out, &printed, now),
        Format::Csv => csv::write(out, &printed),
        Format::Table => table::write(lang, out, &printed, now, runtime::local_zone()),
    })
}
