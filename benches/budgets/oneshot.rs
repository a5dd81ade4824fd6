//! The time of commands.

use std::{
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use super::{program::Start, session::milliseconds, subject::median};

/// The median times of two commands in milliseconds, which are run in turn.
pub(crate) fn compare(one: &Start, other: &Start, runs: usize) -> (f64, f64) {
    let times: Vec<_> = (0..runs).map(|_| (time(one), time(other))).collect();
    (median(times.iter().map(|(one, _)| *one)), median(times.iter().map(|(_, other)| *other)))
}

fn time(start: &Start) -> f64 {
    let mut command = start.without_terminal();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let begun = Instant::now();
    let output = command.output().unwrap();
    let took: Duration = begun.elapsed();
    assert!(output.status.success(), "{}", start.program.display());
    milliseconds(took)
}

pub(crate) fn nothing(home: &Path) -> Start {
    Start { program: "/bin/true".into(), arguments: Vec::new(), home: home.to_owned() }
}
