//! `quotatop history`: the remaining free quota of a model over time, from the stored history. It makes no
//! requests.

mod chart;
mod json;
mod near;
mod printed;
mod table;

use std::io::{self, Write};

use chrono::{DateTime, TimeDelta};

use printed::Printed;

use super::{
    args::{Format, History},
    csv,
    exit::{Failed, Status},
    list, output, settings,
    start::Start,
};
use crate::{
    domain::{SourceKind, Unit, time::rfc3339},
    runtime::{self, Clock},
    words::{self, cli::history as texts},
};

pub(super) fn run(start: &Start<'_>, options: &History, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let setup = settings::setup_of_account(start, clock)?;
    if setup.first.source.kind() == SourceKind::Snapshot {
        return Err(Failed::wrong_use(texts::NOT_IN_A_SNAPSHOT.of(lang)));
    }
    if setup.first.source.recorded_at().is_some() {
        return Err(Failed::wrong_use(words::cli::recording::NO_HISTORY.of(lang)));
    }
    list::warn_of_clock(lang);
    let now = clock.now().utc;
    let span = TimeDelta::from_std(options.since).unwrap_or(TimeDelta::MAX);
    let since = now.checked_sub_signed(span).unwrap_or(DateTime::UNIX_EPOCH).max(DateTime::UNIX_EPOCH);
    let stored = runtime::history(&setup, &options.model, since);
    list::warn_of_storage(lang, &stored.storage);
    let model = stored.models.iter().find(|model| model.name.as_str() == options.model);
    if stored.seen.is_empty() {
        return Err(Failed::because(&if stored.models.is_empty() {
            texts::nothing_saved(lang)
        } else if model.is_some() {
            texts::nothing_of(lang, &options.model, since, now, runtime::local_zone())
        } else {
            let names = stored.models.iter().map(|model| model.name.as_str());
            texts::unknown(lang, &options.model, &near::near(&options.model, names))
        }));
    }
    let unit = model.map_or(Unit::Units, |model| model.unit);
    let (seen, gaps) = (&stored.seen, &stored.gaps);
    let printed = Printed { model: &options.model, unit, since, now, seen, gaps };
    let ascii = start.is_ascii()?;
    output::print(Status::Done, |out| match options.output.output {
        Format::Json => json::write(out, &printed),
        Format::Csv => write_csv(out, &printed),
        Format::Table => table::write(lang, out, &printed, runtime::local_zone(), ascii),
    })
}

/// One row for each figure; a gap is where the times of two rows do not meet.
fn write_csv(out: &mut dyn Write, printed: &Printed<'_>) -> io::Result<()> {
    writeln!(out, "model,unit,from,until,remaining,total,expires_at")?;
    for seen in printed.seen {
        let fields = [
            csv::text(printed.model),
            printed.unit.into_str().into(),
            rfc3339(seen.from).into(),
            rfc3339(seen.until).into(),
            seen.remaining.to_string().into(),
            csv::or_empty(seen.total.map(|total| total.to_string())),
            csv::or_empty(seen.expires_at.map(rfc3339)),
        ];
        csv::write_row(out, &fields)?;
    }
    Ok(())
}
