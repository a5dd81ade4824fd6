//! Models of a snapshot, in the dashboard.

use std::{fmt::Write as _, fs, path::Path, time::Duration};

use super::{
    Scale, best, grouped, mebibytes, milliseconds, program::Start, session::Session, snapshot, subject::Keys,
};

const KEYS: usize = 40;

pub(crate) fn table(quotatop: &Path, scale: &Scale) -> String {
    let mut table = "| models | file | first frame | per model | key to first byte | letter of the filter to last byte | memory (PSS) | at most |\n|---|---|---|---|---|---|---|---|\n".to_owned();
    for models in scale.models {
        eprintln!("measuring {models} models");
        writeln!(table, "{}", row(quotatop, *models, scale.times)).unwrap();
    }
    table
}

fn row(quotatop: &Path, models: usize, times: usize) -> String {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("models.json");
    snapshot::write(&file, models);
    let arguments = ["--snapshot", "models.json"].map(Into::into).into();
    let start = Start { program: quotatop.to_owned(), arguments, home: home.path().to_owned() };
    let first = best(times, || Session::open(&start).first_frame().done);
    let session = Session::open(&start);
    session.first_frame();
    let key = Keys::of(&session, KEYS).first;
    let resting = session.settle(Duration::from_secs(10));
    // Opens the filter, and types: every model is compared again.
    let typed = session.press(["/", "9", "3", "7"].into_iter()).into_iter().flatten();
    let filter = typed.skip(1).map(|reaction| reaction.last).fold(0.0, f64::max);
    let each = first / f64::from(u32::try_from(models).unwrap()) * 1000.0;
    format!(
        "| {} | {} | {} | {each:.1} µs | {} | {} | {} | {} |",
        grouped(&models),
        mebibytes(fs::metadata(&file).unwrap().len()),
        milliseconds(first),
        milliseconds(key),
        milliseconds(filter),
        mebibytes(resting.memory * 1024),
        mebibytes(session.peak() * 1024),
    )
}
