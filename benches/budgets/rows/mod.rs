//! The budgets: what is measured for each, and when it is met.

mod large;
mod polling;
mod resting;
mod starting;

use std::path::Path;

use super::{
    plan::Plan,
    program::{Programs, Start},
    snapshot,
    subject::{Keys, Measured},
    table::Row,
};

/// Of most accounts and snapshots.
pub(crate) const MODELS: usize = 50;

/// Prints what it is about to measure, since all of it takes minutes.
fn begin(what: &str) {
    eprintln!("measuring {what}");
}

/// All rows.
pub(crate) fn measure(programs: &Programs, plan: &Plan) -> Vec<Row> {
    let home = tempfile::tempdir().unwrap();
    let elsewhere = |program: &Path, arguments: &[&str]| Start {
        program: program.to_owned(),
        arguments: arguments.iter().map(Into::into).collect(),
        home: home.path().to_owned(),
    };
    let floor = elsewhere(&programs.floor, &[]);
    begin("the floor and other programs");
    let others = Others {
        floor: Measured::of(&floor, plan, plan.idle),
        peers: [0, 1, 2].map(|at| {
            let program = programs.peers.get(at)?.program.as_ref()?;
            Some(Measured::of(&elsewhere(program, &[]), plan, plan.idle))
        }),
    };
    let file = |name: &str| home.path().join(name);
    snapshot::write(&file("models.json"), MODELS);
    snapshot::write(&file("many.json"), plan.many);
    let shows = |name: &str| elsewhere(&programs.quotatop, &["--snapshot", name]);
    let mut rows = Vec::new();
    rows.extend(starting::rows(programs, plan, &floor, &others));
    rows.extend(resting::rows(plan, &shows("models.json"), &shows(resting::SECONDS), &others));
    rows.extend(polling::rows(programs, plan, &others));
    rows.extend(large::rows(plan, &shows("many.json")));
    rows
}

/// What was measured of programs that are not ours.
pub(crate) struct Others {
    pub(crate) floor: Measured,
    /// Absent where it is not installed.
    pub(crate) peers: [Option<Measured>; 3],
}

fn keys(what: &str, ours: &Keys, others: &Others) -> Row {
    let limit = others.floor.keys.first + 0.1;
    Row::new(what, format!("{:.2} ms ({:.1})", ours.first, ours.p95))
        .others(others, |it| format!("{:.2} ms ({:.1})", it.keys.first, it.keys.p95))
        .budget(&format!("{limit:.2} ms (2.0): floor + 0.1"), ours.first <= limit && ours.p95 <= 2.0)
}

fn mebibytes(kibibytes: u64) -> f64 {
    f64::from(u32::try_from(kibibytes).unwrap_or(u32::MAX)) / 1024.0
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
