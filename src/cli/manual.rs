//! What is generated from the arguments: the manual page and completion scripts.

use clap::CommandFactory as _;

use super::{
    args::Args,
    exit::{Failed, Status},
    output,
};

/// Prints the manual page.
pub(super) fn man() -> Result<Status, Failed> {
    output::print(Status::Done, |out| clap_mangen::Man::new(Args::command()).render(&mut Box::new(out)))
}

/// Prints a completion script for `shell`.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<Status, Failed> {
    output::print(Status::Done, |out| {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Args::command(), "quotatop", &mut script);
        out.write_all(&script)
    })
}
