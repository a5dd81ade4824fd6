//! The guard of every command that changes something in the account: it goes nowhere without consent, and nowhere at
//! all where nothing may be changed.

use std::io::{self, IsTerminal as _, Write as _};

use super::{
    args::Consent,
    exit::{Failed, Status, warn},
};
use crate::{
    domain::write::{Barred, Change, Outcome},
    runtime::{self, Clock, NoSession, Session, Setup},
    words::{Lang, cli::guard as texts, facts::change, time},
};

/// A session for a change, if it may be made and can be confirmed. Nothing is sent before.
pub(super) fn session_for_changes(
    lang: Lang,
    setup: &Setup,
    consent: Consent,
    clock: Clock,
) -> Result<Session, Failed> {
    if let Some(barred) = setup.barred() {
        return Err(refused(lang, barred, &setup.first.name));
    }
    let can_confirm = consent.yes || consent.dry_run || has_terminal();
    if !can_confirm {
        return Err(Failed::wrong_use(texts::NEEDS_TERMINAL.of(lang)));
    }
    session(lang, setup, clock)
}

/// A session that only reads.
pub(super) fn session(lang: Lang, setup: &Setup, clock: Clock) -> Result<Session, Failed> {
    let session = Session::open(setup).map_err(|no| match no {
        NoSession::Barred(barred) => refused(lang, barred, &setup.first.name),
        NoSession::Cause(cause) => Failed::feed(lang, &cause),
        NoSession::Io(error) => error.into(),
    })?;
    if let Some(until) = runtime::must_wait(setup) {
        let wait = time::until(lang, until, clock.now().utc);
        return Err(Failed::because(&texts::must_wait(lang, &wait)));
    }
    Ok(session)
}

fn refused(lang: Lang, barred: Barred, profile: &str) -> Failed {
    Failed::wrong_use(texts::barred(lang, barred, profile))
}

fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether the user types exactly `word`.
pub(super) fn is_typed(lang: Lang, word: &str) -> bool {
    let mut err = io::stderr();
    if write!(err, "{}", texts::question(lang, word)).and_then(|()| err.flush()).is_err() {
        return false;
    }
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).is_ok() && answer.trim() == word
}

/// Makes these changes, and reports each on a terminal as it comes.
pub(super) fn make(
    lang: Lang,
    (session, profile): (&Session, &str),
    changes: &[Change],
) -> Result<Vec<Outcome>, Failed> {
    let report = |made: &Change, outcome: &Outcome| {
        if io::stderr().is_terminal() {
            let outcome = change::outcome(lang, outcome);
            warn(&format!("{}{}{outcome}", made.subject(), lang.pick(": ", "：")));
        }
    };
    session.change(changes, report).map_err(|barred| refused(lang, barred, profile))
}

/// The user did not agree.
pub(super) fn not_confirmed(lang: Lang) -> Status {
    warn(texts::NOT_CONFIRMED.of(lang));
    Status::Failed
}
