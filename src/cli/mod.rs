//! The command line: arguments, the one-shot commands, and what they print.

mod account;
mod alerts;
pub mod args;
mod bills;
mod check;
mod columns;
mod config_command;
mod csv;
mod doctor;
mod document;
mod events;
mod exit;
mod history;
mod import;
mod json;
mod list;
mod logging;
mod manual;
mod output;
mod poll;
mod settings;
mod table;

use std::{ffi::OsString, io::IsTerminal as _, process::ExitCode};

use clap::Parser as _;

use crate::runtime::{self, Clock};
use args::{AlertsCommand, Args, Command};
use exit::{Failed, Status};

/// Runs the program with these arguments; the first is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, clock: Clock) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors, and go to standard output.
            let _ = error.print();
            return if error.use_stderr() { Status::WrongUse.into() } else { Status::Done.into() };
        }
    };
    match dispatch(&args, clock) {
        Ok(status) => status.into(),
        Err(failed) => {
            failed.report();
            failed.status.into()
        }
    }
}

fn dispatch(args: &Args, clock: Clock) -> Result<Status, Failed> {
    logging::start(args)?;
    match &args.command {
        None if std::io::stdout().is_terminal() => dashboard(args, clock),
        None => list::run(args, &args::List::default(), clock),
        Some(Command::List(options)) => list::run(args, options, clock),
        Some(Command::Account(options)) => account::run(args, *options, clock),
        Some(Command::Bills(options)) => bills::run(args, options, clock),
        Some(Command::History(options)) => history::run(args, options, clock),
        Some(Command::Check(options)) => check::run(args, options, clock),
        Some(Command::Events(options)) => events::run(args, options, clock),
        Some(Command::Alerts(AlertsCommand::Test)) => alerts::test(args, clock),
        Some(Command::Poll { once }) => poll::run(args, *once, clock),
        Some(Command::Import { files }) => import::run(args, files, clock),
        Some(Command::Doctor) => doctor::run(args, clock),
        Some(Command::Config(command)) => config_command::run(args, command),
        Some(Command::Completions { shell }) => manual::completions(*shell),
        Some(Command::Man) => manual::man(),
    }
}

fn dashboard(args: &Args, clock: Clock) -> Result<Status, Failed> {
    let setup = settings::setup(args, clock)?;
    let look = settings::look(args)?;
    runtime::dashboard(setup, look, clock).map_err(|error| Failed::because(&error))?;
    Ok(Status::Done)
}
