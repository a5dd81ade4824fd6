//! What a frame, a key, a poll and an export cost, counted instead of timed: allocations, and the instructions that
//! valgrind counts. Both are the same in every run, so growth is seen that no clock would show.
//!
//! `cargo test --bench counts` compares them with `recorded.toml`, and fails if one has grown by more than a tenth;
//! with `QUOTATOP_COUNTS=record` it writes that file. `cargo bench --bench counts` prints the allocations of a release.
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
    let mode = Mode::wanted();
    let recorded = if mode == Mode::Compare { Recorded::read() } else { Recorded::default() };
    let valgrind = Valgrind::find(mode, &recorded);
    let counts = valgrind.beside(|| ALL.iter().map(count_allocations).collect());
    println!("{}\n{}", recorded::table(&counts, &recorded), valgrind.verdict());
    match mode {
        Mode::Release => ExitCode::SUCCESS,
        Mode::Record => {
            Recorded { compiler: valgrind.compiler, counts }.write();
            ExitCode::SUCCESS
        }
        Mode::Compare => {
            let grown = recorded.grown(&counts);
            if grown.is_empty() {
                return ExitCode::SUCCESS;
            }
            println!("{}", grown.join("\n"));
            println!("See .github/CONTRIBUTING.md for how to record them again, if that is worth it.");
            ExitCode::FAILURE
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// With the recorded counts.
    Compare,
    Record,
    /// An optimised build has other counts: they are only printed.
    Release,
}

impl Mode {
    fn wanted() -> Self {
        if env::args().any(|argument| argument == "--bench") {
            Self::Release
        } else if env::var_os("QUOTATOP_COUNTS").is_some_and(|wanted| wanted == "record") {
            Self::Record
        } else {
            Self::Compare
        }
    }
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
