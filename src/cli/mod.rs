//! The command line: arguments, the one-shot commands, and their output.

mod account;
mod accounts;
mod alerts;
pub mod args;
mod bills;
mod calendar;
mod calls;
mod check;
mod columns;
mod config_command;
mod csv;
mod doctor;
mod document;
mod events;
mod exit;
mod explain;
#[cfg(test)]
mod fixture;
mod free_quota_only;
mod guard;
mod history;
mod import;
mod json;
mod keys;
mod list;
mod locale;
mod logging;
mod manual;
mod outcome;
mod output;
mod poll;
mod recent;
mod settings;
mod start;
mod status;
mod table;
mod theme;

use std::{
    ffi::OsString,
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
};

use clap::Parser as _;

use crate::{
    runtime::{self, Clock},
    words,
};
use args::{AlertsCommand, Args, Command};
use exit::{Failed, Status};
use start::Start;

/// Runs the program with these arguments; the first is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, clock: Clock) -> ExitCode {
    // The rest works without it.
    let _ = runtime::survive_file_size_limit();
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return not_run(&error),
    };
    dispatch(&args, clock).map_or_else(Into::into, Into::into)
}

/// Prints help, the version, or the problem of the arguments.
fn not_run(message: &clap::Error) -> ExitCode {
    let text = message.to_string();
    if message.use_stderr() {
        // It quotes arguments, which may contain anything.
        if text.lines().any(|line| words::plain(line) != line) {
            let lines: Vec<_> = text.lines().map(words::plain).collect();
            let _ = writeln!(std::io::stderr(), "{}", lines.join("\n"));
        } else {
            let _ = message.print();
        }
        return Status::WrongUse.into();
    }
    let printed = message.print().and_then(|()| std::io::stdout().flush());
    output::outcome(printed, Status::Done).map_or_else(Into::into, Into::into)
}

fn dispatch(args: &Args, clock: Clock) -> Result<Status, Failed> {
    logging::start(args)?;
    let start = &Start::read(args);
    let lang = start.lang;
    if let Some(zone) = runtime::unusable_zone() {
        exit::warn(&words::time::unusable_zone(lang, zone));
    }
    settings::check_theme(start)?;
    match &args.command {
        None | Some(Command::Watch) if std::io::stdout().is_terminal() => dashboard(start, clock),
        None => list::run(start, &args::List::default(), clock),
        Some(Command::Watch) => Err(Failed::wrong_use(words::pages::wall::NEEDS_TERMINAL)),
        Some(Command::List(options)) => list::run(start, options, clock),
        Some(Command::Account(options)) => account::run(start, *options, clock),
        Some(Command::Accounts(options)) => accounts::run(start, *options, clock),
        Some(Command::Bills(options)) => bills::run(start, options, clock),
        Some(Command::Calls(options)) => calls::run(start, options, clock),
        Some(Command::History(options)) => history::run(start, options, clock),
        Some(Command::Status(options)) => status::run(start, options, clock),
        Some(Command::Check(options)) => check::run(start, options, clock),
        Some(Command::Explain(options)) => explain::run(start, options, clock),
        Some(Command::FreeQuotaOnly(options)) => free_quota_only::run(start, options, clock),
        Some(Command::Keys(options)) => keys::run(start, options, clock),
        Some(Command::Events(options)) => events::run(start, options, clock),
        Some(Command::Alerts(AlertsCommand::Test)) => alerts::test(start, clock),
        Some(Command::Poll(options)) => poll::run(start, options, clock),
        Some(Command::Import { files, account }) => import::run(start, files, account.as_ref(), clock),
        Some(Command::Doctor(options)) => doctor::run(start, options, clock),
        Some(Command::Config(command)) => config_command::run(start, command),
        Some(Command::Completions { shell }) => manual::completions(*shell),
        Some(Command::Man) => manual::man(),
    }
}

fn dashboard(start: &Start<'_>, clock: Clock) -> Result<Status, Failed> {
    let setup = settings::setup_of_dashboard(start)?;
    let appearance = settings::appearance(start)?;
    let config = settings::config_source(start, &setup);
    runtime::dashboard(setup, appearance, config, clock)?;
    Ok(Status::Done)
}
