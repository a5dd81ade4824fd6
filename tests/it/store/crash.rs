//! Processes that are killed while they save data.

use std::{
    env,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const FILE: &str = "QUOTATOP_TEST_CRASH_FILE";
const FIRST: &str = "QUOTATOP_TEST_CRASH_FIRST";

/// The file and the first number to save; absent unless `run_and_kill` started this process.
pub(crate) fn job() -> Option<(PathBuf, u32)> {
    Some((env::var_os(FILE)?.into(), env::var(FIRST).ok()?.parse().unwrap()))
}

/// Runs `test` in a process of its own and kills it some time after `reports` lines. Returns the numbers of every
/// complete `saved 1 2 .` that it printed, where the harness may have printed something before.
pub(crate) fn run_and_kill(test: &str, file: &Path, first: u32, reports: u32, random: u32) -> Vec<Vec<u32>> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(FILE, file)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let numbers = |line: std::io::Result<String>| {
        let line = line.unwrap();
        let saved = line.split_once("saved ")?.1.strip_suffix(" .")?;
        saved.split(' ').map(|number| number.parse().ok()).collect::<Option<Vec<u32>>>()
    };
    let mut saved = BufReader::new(child.stdout.take().unwrap()).lines().filter_map(numbers);
    let mut before: Vec<_> = saved.by_ref().take(reports as usize).collect();
    for _ in 0..random % 3_000 {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    before.extend(saved);
    before
}
