//! Where it was measured.

use std::{fmt, fs, process::Command, thread};

pub(crate) struct Machine {
    processor: String,
    kernel: String,
    compiler: String,
    commit: String,
    /// When it began.
    load: String,
}

impl Machine {
    pub(crate) fn now() -> Self {
        let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
        let cpu = read("/proc/cpuinfo");
        let name = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
        Self {
            processor: name.unwrap_or("unknown processor").to_owned(),
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            compiler: output("rustc", &["--version"]),
            commit: output("git", &["rev-parse", "--short", "HEAD"]),
            load: read("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processor, kernel, compiler, commit, load } = self;
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        write!(
            out,
            "Machine: {cores} cores of {processor}, Linux {kernel}; {compiler}; commit {commit}; load {load} at the beginning."
        )
    }
}

/// What a program prints on one line.
fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
