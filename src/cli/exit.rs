//! Exit statuses, and messages on standard error.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use crate::{
    domain::{Cause, FailureKind},
    words::{self, Lang},
};

/// The contract's exit statuses, most severe last.
#[repr(u8)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    Done = 0,
    /// Network, server, storage, or nothing to show.
    Failed = 1,
    /// Wrong use or wrong configuration.
    WrongUse = 2,
    /// Signing in is needed, or a permission is missing.
    NotAllowed = 3,
    /// `check`: not covered, the call would be billed.
    Billed = 10,
    /// `check`: the call would be refused.
    Refused = 11,
    /// `check`: the data are not sufficient.
    Unknown = 12,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

impl Status {
    /// The status of a feed that failed with `cause`.
    pub(super) const fn of(cause: &Cause) -> Self {
        match cause {
            Cause::NoAccessKey { .. } | Cause::Login { .. } | Cause::ForeignLogin { .. } => Self::NotAllowed,
            _ => match cause.kind() {
                FailureKind::SignIn | FailureKind::Permission => Self::NotAllowed,
                _ => Self::Failed,
            },
        }
    }
}

/// Why a command failed.
#[derive(Debug)]
pub(super) struct Failed {
    status: Status,
    /// The messages, one line each.
    lines: Vec<String>,
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::because(&error)
    }
}

impl From<Failed> for ExitCode {
    /// Reports why on standard error.
    fn from(failed: Failed) -> Self {
        failed.lines.iter().for_each(|line| warn(line));
        failed.status.into()
    }
}

impl Failed {
    pub(super) fn because(error: &dyn std::fmt::Display) -> Self {
        Self { status: Status::Failed, lines: vec![error.to_string()] }
    }

    pub(super) fn wrong_use(line: impl Into<String>) -> Self {
        Self::all_problems(vec![line.into()])
    }

    /// All problems of usage or configuration.
    pub(super) fn all_problems(lines: Vec<String>) -> Self {
        Self { status: Status::WrongUse, lines }
    }

    /// A feed could not be read.
    pub(super) fn feed(lang: Lang, cause: &Cause) -> Self {
        Self { status: Status::of(cause), lines: vec![words::report(lang, cause).line(lang)] }
    }

    /// The first message, and how many more there are.
    pub(super) fn on_one_line(&self) -> String {
        let first = self.lines.first().map_or("", String::as_str);
        match self.lines.len().saturating_sub(1) {
            0 => first.to_owned(),
            more => format!("{first} (and {more} more)"),
        }
    }
}

/// Prints `line` on standard error, with everything escaped that the terminal would interpret.
pub(super) fn warn(line: &str) {
    // Nothing can be reported once standard error is closed.
    let _ = writeln!(io::stderr(), "quotatop: {}", words::plain(line));
}
