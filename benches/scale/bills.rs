//! Lines of one billing cycle: imported, then printed by `quotatop bills`, then opened on the Bills page.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use chrono::Utc;
use quotatop::domain::bill::Cycle;

use super::{
    Scale, best, export, grouped, mebibytes, milliseconds, process, program::Start, session, session::Session,
};

pub(crate) fn table(quotatop: &Path, scale: &Scale) -> String {
    let mut table = "| bill lines | store | `quotatop bills` | per line | memory at most | open on the Bills page | memory at most |\n|---|---|---|---|---|---|---|\n".to_owned();
    for lines in scale.lines {
        eprintln!("measuring {lines} bill lines");
        writeln!(table, "{}", row(quotatop, *lines, scale.times)).unwrap();
    }
    table
}

fn row(quotatop: &Path, lines: u64, times: usize) -> String {
    let home = tempfile::tempdir().unwrap();
    // A whole one: none of its days is yet to come.
    let cycle = Cycle::at(Utc::now()).back(1).to_string();
    export::write(&home.path().join("bill.csv"), lines, &cycle);
    let start = |arguments: &[&str]| Start {
        program: quotatop.to_owned(),
        arguments: arguments.iter().map(Into::into).collect(),
        home: home.path().to_owned(),
    };
    time(&start(&["import", "bill.csv"]));
    let store: PathBuf = home.path().join("data/quotatop/quotatop.db");
    let bills = start(&["bills", "--offline", "--cycle", &cycle]);
    let printed = best(times, || time(&bills));
    let peak_of_command = (0..times).map(|_| peak(&bills)).max().unwrap_or(0);
    let mut peak_of_page = 0;
    let opened = best(times, || {
        let session = Session::open(&start(&["--offline"]));
        session.first_frame();
        session.press(["3"].into_iter());
        let took = session.press_until("\x1b[D", &grouped_total(lines));
        peak_of_page = peak_of_page.max(session.peak());
        took
    });
    let each = printed / f64::from(u32::try_from(lines).unwrap()) * 1000.0;
    format!(
        "| {} | {} | {} | {each:.2} µs | {} | {} | {} |",
        grouped(&lines),
        mebibytes(fs::metadata(store).unwrap().len()),
        milliseconds(printed),
        mebibytes(peak_of_command * 1024),
        milliseconds(opened),
        mebibytes(peak_of_page * 1024),
    )
}

/// What the last line of the page says.
fn grouped_total(lines: u64) -> String {
    format!("{} lines", grouped(&lines))
}

/// Runs a command, which must succeed; how long it took, in milliseconds.
fn time(start: &Start) -> f64 {
    let begun = Instant::now();
    assert!(silent(start).status().unwrap().success());
    session::milliseconds(begun.elapsed())
}

/// The most memory that a command has, in KiB, in a run of its own: looking takes time.
fn peak(start: &Start) -> u64 {
    let mut child = silent(start).spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(process::peak(child.id()));
        thread::sleep(Duration::from_micros(100));
    }
    peak
}

fn silent(start: &Start) -> Command {
    let mut command = start.without_terminal();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
