//! Instructions, as valgrind's callgrind counts them in a process of its own for each work.
//!
//! Another compiler makes other instructions of the same code, so they are compared only for the recorded one.

use std::{
    env, fs,
    process::{Command, Stdio},
    thread,
};

use super::{
    Mode,
    recorded::{Count, Recorded},
    work::ALL,
};

/// Set for a process in which one work is counted: its name.
pub(crate) const ONE: &str = "QUOTATOP_COUNTS_ONE";

/// Fails where valgrind is missing.
const REQUIRED: &str = "REQUIRE_VALGRIND";

pub(crate) struct Valgrind {
    pub(crate) compiler: String,
    /// Why nothing is counted.
    missing: Option<String>,
}

impl Valgrind {
    /// Whether instructions can be counted here. To be compared, they have to be those of the recorded compiler.
    pub(crate) fn find(mode: Mode, recorded: &Recorded) -> Self {
        let compiler = compiler();
        let found = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
        let missing = if mode == Mode::Release {
            Some("a release has no symbols by which valgrind could find what to count".to_owned())
        } else if !found.is_ok_and(|status| status.success()) {
            assert!(env::var_os(REQUIRED).is_none(), "valgrind is not installed");
            Some("valgrind is not installed".to_owned())
        } else if mode == Mode::Compare && compiler != recorded.compiler {
            Some(format!("recorded with {}, this is {compiler}", recorded.compiler))
        } else {
            None
        };
        Self { compiler, missing }
    }

    /// Adds the instructions to `counts`, which are made meanwhile.
    pub(crate) fn beside(&self, counts: impl FnOnce() -> Vec<Count>) -> Vec<Count> {
        if self.missing.is_some() {
            return counts();
        }
        thread::scope(|scope| {
            let (even, odd) = (scope.spawn(|| each(0)), scope.spawn(|| each(1)));
            let mut counts = counts();
            for (at, instructions) in [even, odd].into_iter().flat_map(|half| half.join().unwrap()) {
                counts.get_mut(at).unwrap().instructions = Some(instructions);
            }
            counts
        })
    }

    pub(crate) fn verdict(&self) -> String {
        match &self.missing {
            Some(why) => format!("instructions are not counted: {why}"),
            None => format!("instructions of {}", self.compiler),
        }
    }
}

/// Every second work from `first` on: where it is in the list, and its instructions.
fn each(first: usize) -> Vec<(usize, u64)> {
    ALL.iter().enumerate().skip(first).step_by(2).map(|(at, work)| (at, count(work.name))).collect()
}

fn count(name: &str) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("counted");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*counted_work*"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(env::current_exe().unwrap())
        .env(ONE, name)
        .output()
        .unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(file).unwrap();
    let sum = text.lines().find_map(|line| line.strip_prefix("summary: ")?.trim().parse().ok());
    let sum = sum.unwrap_or_default();
    assert!(sum > 1_000, "{name}: nothing was counted");
    sum
}

/// Runs a work twice, and has the second time counted.
pub(crate) fn run_counted(work: &mut dyn FnMut()) {
    work();
    counted_work(work);
}

/// Valgrind finds it by its name.
#[inline(never)]
fn counted_work(work: &mut dyn FnMut()) {
    work();
}

/// The compiler in use and what it compiles for, on one line.
fn compiler() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    format!("{} for {host}", text.lines().next().unwrap_or_default())
}
