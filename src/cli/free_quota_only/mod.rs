//! `quotatop free-quota-only on|off MODEL...`: turns the switch, once it is confirmed, and says what came of it.
//!
//! What is decided by was read a moment before, and the states are read again afterwards.

mod plan;
mod printed;

use std::{collections::HashMap, io};

use crate::{
    domain::{
        ModelName, Request, Response,
        write::{Change, Outcome, free_quota_only::Step},
    },
    runtime::{self, Clock, Session},
    words::{self, Lang, cli::free_quota_only as texts},
};

use super::{
    args::{Format, FreeQuotaOnly, Switch},
    exit::{Failed, Status, warn},
    guard, outcome, output, settings,
    start::Start,
};
use printed::{Printed, Row};

pub(super) fn run(start: &Start<'_>, options: &FreeQuotaOnly, clock: Clock) -> Result<Status, Failed> {
    let (lang, consent) = (start.lang, options.consent);
    let setup = settings::setup(start, clock)?;
    let session = guard::session_for_changes(lang, &setup, consent, clock)?;
    let profile = setup.first.name.clone();
    let on = options.to == Switch::On;
    let mut rows = plan::rows((lang, clock), setup.clone(), &session, options)?;
    if rows.is_empty() && options.output.output == Format::Table {
        warn(texts::NONE_WITH_QUOTA.of(lang));
        return Ok(Status::Done);
    }
    let has_work = rows.iter().any(|row| row.step == Step::Send);
    if has_work && !consent.dry_run {
        if !consent.yes {
            printed::preview(lang, &mut io::stderr(), &rows, on)?;
            if !guard::is_typed(lang, options.to.word()) {
                return Ok(guard::not_confirmed(lang));
            }
        }
        turn(lang, (&session, &profile), &mut rows, on)?;
        read_again(lang, &session, &mut rows, on);
        // What is stored of them is from before. Whether that can be stored changes nothing of what was done.
        let states = rows.iter().filter(|row| is_sent(row)).map(|row| (row.model.name.clone(), row.after));
        if let Err(error) = runtime::note_switches(&setup, states.collect(), clock) {
            warn(&error.to_string());
        }
    }
    let status = rows.iter().map(status).max().unwrap_or(Status::Done);
    let printed = Printed { profile: &profile, on, dry_run: consent.dry_run, rows: &rows };
    output::print(status, |out| match options.output.output {
        Format::Table if consent.dry_run => printed::preview(lang, out, &rows, on),
        Format::Table => printed.table(lang, out),
        Format::Json => printed.json(out),
        Format::Csv => printed.csv(out),
    })
}

/// Makes the changes, and notes what came of each.
fn turn(lang: Lang, session: (&Session, &str), rows: &mut [Row], on: bool) -> Result<(), Failed> {
    let mut sent: Vec<&mut Row> = rows.iter_mut().filter(|row| row.step == Step::Send).collect();
    let model = |row: &&mut Row| Change::FreeQuotaOnly { model: row.model.name.clone(), on };
    let changes: Vec<Change> = sent.iter().map(model).collect();
    for (row, outcome) in sent.iter_mut().zip(guard::make(lang, session, &changes)?) {
        row.outcome = Some(outcome);
    }
    Ok(())
}

const fn is_sent(row: &Row) -> bool {
    !matches!(row.outcome, None | Some(Outcome::NotSent))
}

/// Reads what the server now states of the models for which something was sent.
fn read_again(lang: Lang, session: &Session, rows: &mut [Row], on: bool) {
    let names: Vec<ModelName> =
        rows.iter().filter(|row| is_sent(row)).map(|row| row.model.name.clone()).collect();
    let read = match session.read(Request::FreeQuotaOnly(names)) {
        Ok(Response::FreeQuotaOnly(read)) => read,
        Ok(_) => return,
        Err(cause) => {
            warn(&texts::not_read_again(lang, &words::report(lang, &cause).line(lang)));
            return;
        }
    };
    let states: HashMap<ModelName, Option<bool>> = read.rows.into_iter().collect();
    for row in rows.iter_mut().filter(|row| is_sent(row)) {
        row.after = states.get(&row.model.name).copied().flatten();
    }
    if rows.iter().any(|row| row.outcome == Some(Outcome::Done) && row.after != Some(on)) {
        warn(texts::NOT_YET.of(lang));
    }
}

const fn status(row: &Row) -> Status {
    match (&row.outcome, row.step) {
        (Some(outcome), _) => outcome::status(outcome),
        (None, Step::Send | Step::Already) => Status::Done,
        (None, Step::NotPossible(_)) => Status::Failed,
    }
}
