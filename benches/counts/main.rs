//! What a frame, a key, a poll and an export cost, counted instead of timed: allocations, and the instructions that
//! valgrind counts. Both are the same in every run, so growth is seen that no clock would show.
//!
//! `cargo test --bench counts` compares them with `recorded.toml`, and fails if one has grown by more than a tenth;
//! with `QUOTATOP_COUNTS=record` it writes that file. `cargo bench --bench counts` prints those of a release.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that fails stops, and prints what it counted"
)]

mod account;
mod instructions;
mod recorded;
mod screen;
mod server;
mod work;

use std::{env, process::ExitCode};

use self::{
    instructions::Valgrind,
    recorded::{Count, Recorded},
    work::{ALL, Work},
};

fn main() -> ExitCode {
    if let Some(name) = env::var_os(instructions::ONE) {
        let work = ALL.iter().find(|work| *work.name == *name).unwrap();
        instructions::run_counted(&mut *(work.prepare)());
        return ExitCode::SUCCESS;
    }
    // An optimised build has other counts.
    let is_bench = env::args().any(|argument| argument == "--bench");
    let recorded = if is_bench { Recorded::default() } else { Recorded::read() };
    let must_record = !is_bench && env::var_os("QUOTATOP_COUNTS").is_some_and(|wanted| wanted == "record");
    let valgrind = Valgrind::find(&recorded, is_bench || must_record);
    let counts = valgrind.beside(|| ALL.iter().map(count_allocations).collect());
    println!("{}", recorded::table(&counts, &recorded));
    println!("{}", valgrind.verdict());
    if must_record {
        Recorded { compiler: valgrind.compiler, counts }.write();
        return ExitCode::SUCCESS;
    }
    let grown = if is_bench { Vec::new() } else { recorded.grown(&counts) };
    for line in &grown {
        println!("{line}");
    }
    if !grown.is_empty() {
        println!("See .github/CONTRIBUTING.md for how to record them again, if that is worth it.");
    }
    if grown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The second time: at first, some things are made that stay.
fn count_allocations(work: &Work) -> Count {
    let mut run = (work.prepare)();
    run();
    let counted = allocation_counter::measure(run);
    Count {
        name: work.name.to_owned(),
        allocations: counted.count_total,
        bytes: counted.bytes_total,
        instructions: None,
    }
}
