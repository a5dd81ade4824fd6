//! The thin binary.

use std::process::ExitCode;

use quotatop::{cli, runtime::Clock};

fn main() -> ExitCode {
    let clock = Clock::start();
    cli::run(std::env::args_os(), clock)
}
