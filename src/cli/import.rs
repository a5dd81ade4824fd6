//! `quotatop import`: imports exported Bill Details files.

use std::path::{Path, PathBuf};

use super::{
    exit::{Failed, Status, warn},
    output, settings,
    start::Start,
};
use crate::{
    domain::bill::{AccountId, FileReading, FileRefusal, Import, SaveCounts},
    runtime::{self, Clock, ImportError, ImportWatch, Imported, Setup},
    source::bill_file::{self, BillFile, Stop},
    words::{
        self, Lang, Report,
        cli::{bill_file as texts, bill_owner, import_progress},
    },
};

/// Imports nothing if a file of the export could not be read completely, since its days would lack lines, or
/// if it is the bill of another account. Fails if nothing of a file was imported; the lines of the others
/// are.
pub(super) fn run(
    start: &Start<'_>,
    files: &[PathBuf],
    account: Option<&AccountId>,
    clock: Clock,
) -> Result<Status, Failed> {
    let lang = start.lang;
    let setup = settings::setup(start, clock)?;
    if !setup.first.source.is_live() {
        return Err(Failed::wrong_use(texts::NO_ACCOUNT.of(lang)));
    }
    let folder = runtime::import_folder(&setup).map_err(|error| failed(lang, &setup, error))?;
    let bytes = files.iter().filter_map(|path| path.metadata().ok()).map(|file| file.len()).sum();
    let mut watch = ImportWatch::start(lang, bytes, output::may_erase_lines());
    let opened = files.iter().map(|path| BillFile::open(path));
    let read = bill_file::read(opened, clock.now().utc, &folder, &mut |progress| watch.reading(progress));
    watch.erase();
    let mut export = read.map_err(|stop| stopped(lang, &folder, &stop))?;
    for file in &export.files {
        report(lang, file);
    }
    if !export.is_whole() {
        return Err(Failed::because(&texts::NOTHING_TAKEN.of(lang)));
    }
    let status = status(&export.files);
    if export.is_empty() {
        return Ok(status);
    }
    let own = runtime::bill_accounts(&setup).map_err(|error| failed(lang, &setup, error))?.own;
    let import = if let Ok(import) = Import::new(&export.owners(), account, own.as_ref()) {
        import
    } else {
        // With the exact numbers of lines; those that come twice may even be all that an account has.
        let owners = export.exact_owners().map_err(|error| stopped(lang, &folder, &Stop::Disk(error)))?;
        let refused =
            |refusal| Failed::because(&bill_owner::refused(lang, &setup.first.name, &refusal).line(lang));
        Import::new(&owners, account, own.as_ref()).map_err(refused)?
    };
    let taken = runtime::save_bills(&setup, &import, &mut export, &mut |days| watch.storing(days));
    drop(watch);
    let taken = taken.map_err(|error| failed(lang, &setup, error))?;
    let Imported { counts: taken, grants } = taken;
    let is_nothing = taken.days == 0 && taken.not_whole > 0;
    output::print(if is_nothing { Status::Failed } else { status }, |out| {
        for file in &export.files {
            if let Ok(facts) = &file.outcome
                && !facts.has_no_lines()
            {
                output::line(out, &texts::read(lang, &file.name, facts))?;
            }
        }
        output::line(out, &texts::summary(lang, taken))?;
        if !grants.is_empty() {
            output::line(out, &texts::grants(lang, grants.len()))?;
        }
        match &import.account {
            Some(other) if !import.is_own => {
                output::line(out, &bill_owner::stored_apart(lang, &setup.first.name, other))
            }
            _ => Ok(()),
        }
    })
}

/// Done if each file has lines; those of a redundant file may be in another one.
fn status(files: &[FileReading]) -> Status {
    let has_lines = |file: &FileReading| file.outcome.as_ref().is_ok_and(|facts| !facts.has_no_lines());
    let is_fine =
        |file: &FileReading| has_lines(file) || file.outcome.as_ref().is_err_and(FileRefusal::is_redundant);
    if files.iter().all(is_fine) && files.iter().any(has_lines) { Status::Done } else { Status::Failed }
}

/// Why no file was imported.
fn stopped(lang: Lang, folder: &Path, stop: &Stop) -> Failed {
    match stop {
        Stop::Disk(error) => {
            let folder = folder.display().to_string();
            Failed::because(&texts::not_saved(lang, &folder, &error.to_string()))
        }
        Stop::Interrupted => Failed::because(&import_progress::interrupted(lang, SaveCounts::default(), 0)),
    }
}

/// Why not everything was stored, after a report of what was.
fn failed(lang: Lang, setup: &Setup, error: ImportError) -> Failed {
    match error {
        ImportError::Unfinished(taken, why) => {
            if taken != SaveCounts::default() {
                warn(&texts::summary(lang, taken));
            }
            let path = setup.first.store.as_ref().map(|file| file.display().to_string());
            Failed::because(&texts::not_saved(lang, &path.unwrap_or_default(), &why))
        }
        ImportError::Interrupted(taken, left) => {
            if taken != SaveCounts::default() {
                warn(&texts::summary(lang, taken));
            }
            Failed::because(&import_progress::interrupted(lang, taken, left))
        }
        ImportError::NoStore => Failed::because(&words::NO_HOME.of(lang)),
    }
}

/// Warns of what was not imported from a file, with the remedy.
fn report(lang: Lang, file: &FileReading) {
    match &file.outcome {
        Ok(facts) => {
            for rows in &facts.skipped {
                let Report { message, remedy } = texts::skipped(lang, rows.reason);
                warn_of(lang, file, &Report { message: texts::rows(lang, rows, &message), remedy });
            }
            if !facts.unknown_amounts.is_empty() {
                warn_of(lang, file, &texts::unknown_amounts(lang, &facts.unknown_amounts));
            }
            if facts.has_no_lines() {
                warn_of(lang, file, &texts::no_lines(lang, facts));
            }
        }
        Err(refusal) => warn_of(lang, file, &texts::refused(lang, refusal)),
    }
}

fn warn_of(lang: Lang, file: &FileReading, problem: &Report) {
    warn(&format!("{}{}{}", file.name, lang.pick(": ", "："), problem.line(lang)));
}
