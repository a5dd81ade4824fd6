//! The programs that are measured.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use portable_pty::CommandBuilder;

/// A program with its arguments, in a home folder.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) home: PathBuf,
}

impl Start {
    pub(crate) fn command(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.program);
        command.env_clear();
        for (name, value) in self.variables() {
            command.env(name, value);
        }
        command.args(&self.arguments);
        command.cwd(&self.home);
        command
    }

    /// The same without a terminal.
    pub(crate) fn without_terminal(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().envs(self.variables()).args(&self.arguments).current_dir(&self.home);
        command
    }

    fn variables(&self) -> Vec<(&'static str, OsString)> {
        let path = |name: &str| self.home.join(name).into_os_string();
        vec![
            ("HOME", path("")),
            ("XDG_CONFIG_HOME", path("config")),
            ("XDG_DATA_HOME", path("data")),
            ("PATH", env::var_os("PATH").unwrap_or_default()),
            ("LANG", "C.UTF-8".into()),
            ("TERM", "xterm-256color".into()),
            ("COLORTERM", "truecolor".into()),
            ("TZ", "UTC".into()),
        ]
    }
}

pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// Absent if it is not installed.
    pub(crate) program: Option<PathBuf>,
}

pub(crate) struct Programs {
    pub(crate) quotatop: PathBuf,
    pub(crate) floor: PathBuf,
    pub(crate) peers: [Peer; 3],
}

impl Programs {
    /// Builds the release as users get it, without what only benches and tests add to its dependencies, and the floor.
    pub(crate) fn build(is_bench: bool) -> Self {
        let quotatop = quotatop(is_bench);
        // A program of its own, so that what it needs adds nothing to ours.
        let floor = target().join("floor");
        let [profile, built] = profile(is_bench);
        cargo(&["--profile", profile, "--manifest-path", "benches/budgets/floor/Cargo.toml"], &floor);
        let peers = [("htop", "htop"), ("btop", "btop"), ("bottom", "btm")];
        let peers = peers.map(|(name, program)| Peer { name, program: find(program) });
        Self { quotatop, floor: floor.join(built).join("floor"), peers }
    }

    pub(crate) fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.peers.iter().filter(|peer| peer.program.is_none()).map(|peer| peer.name)
    }
}

/// Builds the release as users get it; without `is_bench`, what is built faster.
pub(crate) fn quotatop(is_bench: bool) -> PathBuf {
    let [profile, built] = profile(is_bench);
    cargo(&["--profile", profile, "--bin", "quotatop"], &target());
    target().join(built).join("quotatop")
}

/// The profile, and the folder of what is built with it.
const fn profile(is_bench: bool) -> [&'static str; 2] {
    if is_bench { ["release", "release"] } else { ["dev", "debug"] }
}

fn target() -> PathBuf {
    env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}

fn cargo(arguments: &[&str], target: &Path) {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--locked", "--target-dir"]).arg(target).args(arguments);
    assert!(command.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success(), "{arguments:?}");
}

fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
