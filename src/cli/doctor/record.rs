//! `quotatop doctor --record FILE`: takes down the account's calls, shows what was taken out of them, and writes
//! them.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use strum::IntoEnumIterator as _;

use crate::{
    cli::{
        args,
        exit::{Failed, warn},
    },
    files,
    runtime::{self, Clock, Setup},
    source::{
        Secrets,
        alibaba::credentials::Logins,
        recording::{Hidden, Owner, Recorder, Recording, Redacted},
    },
    words::{
        Lang,
        cli::recording::{self as texts, Calls},
    },
};

/// A recording that is being made.
pub(super) struct Taking {
    file: PathBuf,
    recorder: Arc<Recorder>,
    began: DateTime<Utc>,
    asks: bool,
    lang: Lang,
}

/// Prepares `setup` for a recording, if one is wanted: everything is requested, whatever is stored, and nothing
/// is stored.
pub(super) fn begin(
    lang: Lang,
    options: &args::Doctor,
    setup: &mut Setup,
    clock: Clock,
) -> Result<Option<Taking>, Failed> {
    let Some(file) = options.record.clone() else { return Ok(None) };
    let asks = !options.yes;
    if !setup.is_live() {
        return Err(Failed::wrong_use(texts::NEEDS_ACCOUNT.of(lang)));
    }
    if asks && !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failed::wrong_use(texts::NEEDS_TERMINAL.of(lang)));
    }
    check_destination(lang, &file, asks)?;
    let now = clock.now().utc;
    if let Some(until) = runtime::must_wait(setup) {
        return Err(Failed::because(&texts::must_wait(lang, until, now)));
    }
    let recorder = Arc::new(Recorder::default());
    setup.first.recorder = Some(Arc::clone(&recorder));
    setup.first.store = None;
    Ok(Some(Taking { file, recorder, began: now, asks, lang }))
}

/// Checked before any call is made, since its answers could not be written.
fn check_destination(lang: Lang, file: &Path, asks: bool) -> Result<(), Failed> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if file.file_name().is_none() || file.is_dir() || !folder.is_dir() {
        return Err(Failed::wrong_use(texts::no_folder(lang, file)));
    }
    if !asks && file.symlink_metadata().is_ok() {
        return Err(Failed::wrong_use(texts::exists(lang, file)));
    }
    Ok(())
}

impl Taking {
    /// Shows what was taken out, asks, and writes.
    pub(super) fn finish(self, logins: &Logins) -> Result<(), Failed> {
        let secrets = Secrets::default();
        logins.register_secrets(&secrets);
        let redacted = self.recorder.redacted(self.began, &owner(logins), &secrets);
        if redacted.recording.calls.is_empty() && redacted.left_out == 0 {
            warn(texts::NOTHING.of(self.lang));
            return Ok(());
        }
        let document = redacted.recording.to_json();
        let replaces = self.file.symlink_metadata().is_ok();
        if self.asks {
            self.review(&redacted, document.len());
            let question = if replaces { texts::REPLACE } else { texts::WRITE };
            if !answers_yes(question.of(self.lang)) {
                warn(texts::NOT_WRITTEN.of(self.lang));
                return Ok(());
            }
        }
        let failed = |error: io::Error| Failed::because(&format!("{}: {error}", self.file.display()));
        files::write_private(&self.file, document.as_bytes(), replaces && self.asks).map_err(failed)?;
        if !self.asks {
            self.review(&redacted, document.len());
        }
        warn(&texts::written(self.lang, &self.file));
        Ok(())
    }

    fn review(&self, redacted: &Redacted, bytes: usize) {
        let lang = self.lang;
        let found = Hidden::iter().map(|kind| (kind.into_str(), redacted.found[kind]));
        let found: Vec<_> = found.filter(|(_, count)| *count > 0).collect();
        warn(&texts::calls(lang, calls(&redacted.recording, redacted.left_out)));
        warn(&texts::taken_out(lang, &found));
        warn(texts::NEVER_THERE.of(lang));
        warn(&texts::destination(lang, &self.file, bytes));
    }
}

fn calls(recording: &Recording, left_out: usize) -> Calls {
    let mut calls = Calls { left_out, ..Calls::default() };
    for call in &recording.calls {
        let count = match call.status {
            Some(200..300) => &mut calls.answered,
            Some(_) => &mut calls.refused,
            None => &mut calls.unanswered,
        };
        *count = count.saturating_add(1);
    }
    calls
}

fn owner(logins: &Logins) -> Owner {
    let pair = logins.pair.iter().map(|pair| (pair.key.id.clone(), Hidden::Key));
    let workspace = logins.workspace_id.iter().map(|id| (id.clone(), Hidden::Workspace));
    let agents =
        logins.tokens.iter().filter_map(|token| Some((token.switch_agent?.to_string(), Hidden::Account)));
    Owner {
        site: Some(logins.site),
        region: Some(logins.region),
        ids: pair.chain(workspace).chain(agents).collect(),
    }
}

fn answers_yes(question: &str) -> bool {
    let mut err = io::stderr();
    if write!(err, "quotatop: {question}").and_then(|()| err.flush()).is_err() {
        return false;
    }
    let mut answer = String::new();
    let is_read = io::stdin().read_line(&mut answer).is_ok();
    is_read && texts::YES.contains(&answer.trim().to_lowercase().as_str())
}
