//! The manual page and the completion scripts, generated from the arguments.

use clap::CommandFactory as _;

use super::{
    args::Args,
    exit::{Failed, Status},
    output,
};

pub(super) fn man() -> Result<Status, Failed> {
    output::print(Status::Done, |out| clap_mangen::Man::new(Args::command()).render(&mut Box::new(out)))
}

pub(super) fn completions(shell: clap_complete::Shell) -> Result<Status, Failed> {
    output::print(Status::Done, |out| {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Args::command(), "quotatop", &mut script);
        out.write_all(&script)
    })
}
