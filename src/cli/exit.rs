//! Exit statuses and what is said on the way out.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use crate::{
    domain::{Cause, FailureKind},
    words::{self, Lang},
};

/// The contract's exit statuses that are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// Done.
    Done,
    /// Network, server, storage, or nothing to show.
    Failed,
    /// Wrong use or wrong configuration.
    WrongUse,
    /// Signing in is needed, or a permission is missing.
    NotAllowed,
    /// `check`: not covered, the call would be billed.
    Billed,
    /// `check`: the call would be refused.
    Refused,
    /// `check`: the data are there, but do not tell.
    Unknown,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Failed => 1,
            Status::WrongUse => 2,
            Status::NotAllowed => 3,
            Status::Billed => 10,
            Status::Refused => 11,
            Status::Unknown => 12,
        })
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

/// Why a command ends without having done its work.
#[derive(Debug)]
pub(super) struct Failed {
    /// The exit status.
    pub(super) status: Status,
    /// What is said, one line each.
    lines: Vec<String>,
}

impl Failed {
    /// It failed; `error` says why.
    pub(super) fn because(error: &dyn std::fmt::Display) -> Self {
        Self { status: Status::Failed, lines: vec![error.to_string()] }
    }

    /// It was used or configured wrongly; each line says what.
    pub(super) fn wrong_use(lines: Vec<String>) -> Self {
        Self { status: Status::WrongUse, lines }
    }

    /// A feed could not be read.
    pub(super) fn feed(lang: Lang, cause: &Cause) -> Self {
        let problem = words::report(lang, cause);
        Self { status: Status::of(cause), lines: vec![format!("{}; {}", problem.message, problem.remedy)] }
    }

    /// Why, on one line: the first thing, and how many more there are.
    pub(super) fn on_one_line(&self) -> String {
        let first = self.lines.first().map_or("", String::as_str);
        match self.lines.len().saturating_sub(1) {
            0 => first.to_owned(),
            more => format!("{first} (and {more} more)"),
        }
    }

    /// Says why, on standard error.
    pub(super) fn report(&self) {
        for line in &self.lines {
            warn(line);
        }
    }
}

/// Says `line` on standard error. Whatever text from outside is in it: nothing of it commands the terminal.
pub(super) fn warn(line: &str) {
    // Where nobody listens any more, there is nobody to tell.
    let _ = writeln!(io::stderr(), "quotatop: {}", words::plain(line));
}
