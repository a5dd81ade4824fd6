//! `quotatop import`: exported Bill Details files, brought in.

use std::path::PathBuf;

use super::{
    args::Args,
    exit::{Failed, Status, warn},
    output, settings,
};
use crate::{
    domain::bill::export::{FileFacts, FileReading},
    runtime::{self, Clock, From, NotAllKept},
    source::bill_file::{self, BillFile},
    words::{self, Lang, bill_file as told},
};

/// Runs the command. Nothing is brought in where a file of the export could not be read whole: its days would lack
/// lines.
pub(super) fn run(lang: Lang, args: &Args, files: &[PathBuf], clock: Clock) -> Result<Status, Failed> {
    let setup = settings::setup(lang, args, clock)?;
    if !matches!(setup.first.from, From::Alibaba) {
        return Err(Failed::wrong_use(vec![told::NO_ACCOUNT.of(lang).to_owned()]));
    }
    let export = bill_file::read(files.iter().map(|path| BillFile::open(path)), clock.now().utc);
    let is_whole = export.is_whole();
    for file in &export.files {
        report(lang, file);
    }
    if !is_whole {
        return Err(Failed::because(&told::NOTHING_TAKEN.of(lang)));
    }
    let taken = runtime::keep_bills(&setup, export.days).map_err(|error| match error {
        NotAllKept::Unfinished(taken, why) => {
            warn(&told::summary(lang, taken));
            let path = setup.first.store.as_ref().map(|file| file.display().to_string());
            Failed::because(&told::not_kept(lang, &path.unwrap_or_default(), &why))
        }
        NotAllKept::NoStore => Failed::because(&words::NO_HOME.of(lang)),
    })?;
    output::print(Status::Done, |out| {
        for file in &export.files {
            if let Ok(facts) = &file.outcome {
                writeln!(out, "{}", told::read(lang, &file.name, facts))?;
            }
        }
        writeln!(out, "{}", told::summary(lang, taken))
    })
}

/// Tells, on standard error, what of a file was not taken, and the remedy.
fn report(lang: Lang, file: &FileReading) {
    match &file.outcome {
        Ok(FileFacts { skipped, unknown_amounts, .. }) => {
            for rows in skipped {
                let why = told::skipped(lang, rows.reason);
                warn_of(file, &told::rows(lang, rows, &why.message), &why.remedy);
            }
            if !unknown_amounts.is_empty() {
                let why = told::unknown_amounts(lang, unknown_amounts);
                warn_of(file, &why.message, &why.remedy);
            }
        }
        Err(refusal) => {
            let why = told::refused(lang, refusal);
            warn_of(file, &why.message, &why.remedy);
        }
    }
}

fn warn_of(file: &FileReading, message: &str, remedy: &str) {
    warn(&format!("{}: {message}; {remedy}", words::plain(&file.name)));
}
