//! The budgets, and what is measured of them: the real release in a real pseudo-terminal of 120x40, next to a floor (the
//! smallest program of ratatui) and to htop, btop and bottom where they are installed, all in the same run.
//!
//! `cargo bench --bench budgets` prints the table as Markdown, as docs/performance.md has it. It takes some ten minutes, and
//! reads `/proc`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench that fails stops, and prints what it measured"
)]

mod account;
mod answers;
mod machine;
mod oneshot;
mod plan;
mod process;
mod program;
mod rows;
mod screen;
mod session;
mod snapshot;
#[expect(
    dead_code,
    unused_imports,
    clippy::indexing_slicing,
    clippy::assigning_clones,
    reason = "it serves the tests"
)]
#[path = "../../tests/it/support/standin/mod.rs"]
mod standin;
mod subject;
mod table;
mod terminal;

use std::{
    env,
    io::{self, Read as _},
};

use self::{account::Account, machine::Machine, plan::Plan, program::Programs, rows::MODELS};

fn main() {
    let mut asked = env::args().skip_while(|argument| argument != "serve").skip(1);
    if let Some(program) = asked.next() {
        return serve(&program, asked.next().map_or(MODELS, |models| models.parse().unwrap()));
    }
    // `cargo test --benches` only sees whether it works.
    let is_bench = env::args().any(|argument| argument == "--bench");
    let plan = if is_bench { Plan::FULL } else { Plan::TRIAL };
    let programs = Programs::build(is_bench);
    let machine = Machine::now();
    let rows = rows::measure(&programs, &plan);
    println!("{}", table::markdown(&rows, &programs));
    println!("{machine}");
    for missing in programs.missing() {
        println!("{missing} is not installed.");
    }
}

/// `serve PROGRAM [MODELS]` prints the home folder of an account that `program` has polled, and answers for its servers
/// until standard input ends: to look at what else can be seen of a program that polls.
fn serve(program: &str, models: usize) {
    let account = Account::polled(models, program.as_ref());
    println!("{}", account.home().display());
    let _ = io::stdin().read_to_end(&mut Vec::new());
}
