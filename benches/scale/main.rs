//! What ten, a hundred and a thousand times as much data cost: up to 1,000,000 models of a snapshot in the dashboard, and
//! up to 1,000,000 bill lines in `quotatop bills` and on the Bills page. Each point is the real release in a process of its
//! own, in a pseudo-terminal of 120x40 or without one.
//!
//! `cargo bench --bench scale` prints the tables as Markdown, as docs/performance.md has them, and reads `/proc`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a bench that fails stops, and prints what it measured"
)]
#![expect(dead_code, reason = "what it has in common with the budgets measures more")]

#[path = "../budgets/answers.rs"]
mod answers;
mod bills;
#[path = "../import/export.rs"]
mod export;
#[path = "../budgets/machine.rs"]
mod machine;
mod models;
#[path = "../budgets/plan.rs"]
mod plan;
#[path = "../budgets/process.rs"]
mod process;
#[path = "../budgets/program.rs"]
mod program;
#[path = "../budgets/screen.rs"]
mod screen;
#[path = "../budgets/session.rs"]
mod session;
#[path = "../budgets/snapshot.rs"]
mod snapshot;
#[path = "../budgets/subject.rs"]
mod subject;
#[path = "../budgets/terminal.rs"]
mod terminal;

use std::env;

use self::machine::Machine;

/// How much, and how often each is measured: the best counts.
struct Scale {
    models: &'static [usize],
    lines: &'static [u64],
    times: usize,
}

const FULL: Scale =
    Scale { models: &[1_000, 10_000, 100_000, 1_000_000], lines: &[10_000, 100_000, 1_000_000], times: 7 };

/// `cargo test --benches` only sees whether it works.
const TRIAL: Scale = Scale { models: &[100], lines: &[1_000], times: 1 };

fn main() {
    let is_bench = env::args().any(|argument| argument == "--bench");
    let scale = if is_bench { FULL } else { TRIAL };
    let quotatop = program::quotatop(is_bench);
    let machine = Machine::now();
    println!("{}", models::table(&quotatop, &scale));
    println!("{}", bills::table(&quotatop, &scale));
    println!("{machine}");
}

/// The least of several measurements, in milliseconds: other programs only add to it.
fn best(times: usize, mut measure: impl FnMut() -> f64) -> f64 {
    (0..times).map(|_| measure()).fold(f64::INFINITY, f64::min)
}

/// `1,000,000`.
fn grouped(number: &impl ToString) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0)
}

fn milliseconds(time: f64) -> String {
    if time < 10.0 { format!("{time:.1} ms") } else { format!("{time:.0} ms") }
}
