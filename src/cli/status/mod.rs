//! `quotatop status`: one line for tmux, Waybar, a prompt, from saved data. A bar runs it every few seconds: no request is
//! made, nothing is written, and only what the format shows is read.

mod escape;
mod facts;
mod presets;
mod template;
mod waybar;

use super::{
    args::{Field, LineFormat, Part, StatusLine},
    exit::{Failed, Status, warn},
    output, settings,
    start::Start,
};
use crate::{
    runtime::{self, Clock, Wanted},
    words::{self, cli::status as texts},
};
use facts::Facts;

pub(super) fn run(start: &Start<'_>, options: &StatusLine, clock: Clock) -> Result<Status, Failed> {
    let (lang, is_ascii) = (start.lang, start.is_ascii()?);
    let setup = settings::setup_of_account(start, clock)?;
    let state = runtime::saved(setup, wanted(&options.format), clock)?;
    let facts = Facts::new(&state, lang, clock.now().utc, runtime::local_zone());
    let line = match &options.format {
        LineFormat::Plain => escape::markup(&presets::plain(&facts, is_ascii)).into_owned(),
        LineFormat::Tmux => escape::tmux(&presets::plain(&facts, is_ascii)),
        LineFormat::Waybar => waybar::json(&facts, is_ascii)?,
        LineFormat::Template(parts) => template::filled(parts, &facts),
    };
    let status = if facts.are_known() { Status::Done } else { Status::Failed };
    if status != Status::Done {
        let trouble = words::facts::storage::reports(lang, &state.storage).next();
        warn(&trouble.map_or_else(|| texts::NO_DATA.of(lang).to_owned(), |trouble| trouble.line(lang)));
    }
    // The parts are escaped already; what the user wrote is written as it is.
    output::print(status, |out| writeln!(out, "{line}"))
}

/// What a format shows besides models and balance. The order of attention needs forecasts.
fn wanted(format: &LineFormat) -> Wanted {
    let LineFormat::Template(parts) = format else {
        return Wanted { forecasts: true, ..Wanted::default() };
    };
    let has = |is_it: fn(&Field) -> bool| {
        parts.iter().any(|part| matches!(part, Part::Field(field) if is_it(field)))
    };
    Wanted {
        forecasts: has(|field| matches!(field, Field::Worst | Field::RunsOut(_))),
        alerts: has(|field| *field == Field::Alerts),
        spend: has(|field| *field == Field::Spend),
    }
}

#[cfg(test)]
mod tests;
