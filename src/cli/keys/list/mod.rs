//! The list of API keys, with what is stored of their cost and calls.

mod calls;
mod csv;
mod json;
mod listed;
mod spend;
mod stored;
mod table;

use listed::Listed;

use super::read;
use crate::{
    cli::{
        args::{Format, Keys},
        exit::{Failed, Status, warn},
        guard, output, settings,
        start::Start,
    },
    domain::api_key::ApiKey,
    runtime::{self, Clock},
    words::cli::keys as texts,
};

pub(super) fn run(start: &Start<'_>, options: &Keys, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let setup = settings::setup(start, clock)?;
    let session = guard::session(lang, &setup, clock)?;
    let found = read::read(lang, &session)?;
    read::check_ids(lang, &options.ids, &found)?;
    let (profile, (spend, calls)) = (setup.first.name.clone(), stored::read(setup, clock)?);
    let is_shown = |key: &&ApiKey| options.ids.is_empty() || options.ids.contains(&key.id);
    let keys: Vec<&ApiKey> = found.keys.iter().filter(is_shown).collect();
    let is_complete = found.failed.is_none() && found.odd == 0;
    // What is missing may be the keys that matter.
    let status = found.failed.as_ref().map_or(Status::Done, Status::of);
    if keys.is_empty() && options.output.output == Format::Table {
        warn(texts::NONE.of(lang));
        return Ok(status);
    }
    let listed = Listed { profile: &profile, spend: &spend, calls: &calls, is_complete, keys: &keys };
    output::print(status, |out| match options.output.output {
        Format::Table => table::write(lang, out, &listed, clock.now().utc, runtime::local_zone()),
        Format::Json => json::write(out, &listed),
        Format::Csv => csv::write(out, &listed),
    })
}
