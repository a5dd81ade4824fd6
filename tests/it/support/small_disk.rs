//! A disk so small that it can be filled: in memory, in a folder's place, seen only by processes in its own namespaces.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::support::account::{Account, run::Ran};

const MOUNT: &str = r#"mount -t tmpfs -o size=1m none "$0" && echo mounted && read _"#;

pub(crate) struct SmallDisk {
    /// Keeps the namespaces.
    keeper: Child,
    folder: PathBuf,
}

impl SmallDisk {
    /// A disk of 1 MiB in the place of this folder; none where the system lets users mount nothing, which is printed.
    pub(crate) fn mount(folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", MOUNT]).arg(folder);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut keeper = match piped.spawn() {
            Ok(keeper) => keeper,
            Err(error) => return skipped(&error.to_string()),
        };
        let mut said = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut said).unwrap();
        if said == "mounted\n" {
            return Some(Self { keeper, folder: folder.to_owned() });
        }
        let mut why = String::new();
        keeper.stderr.take().unwrap().read_to_string(&mut why).unwrap();
        keeper.wait().unwrap();
        skipped(&why)
    }

    /// What starts a program that sees the disk.
    fn enter(&self) -> [String; 6] {
        let id = self.keeper.id().to_string();
        ["nsenter", "--target", &id, "--user", "--mount", "--preserve-credentials"].map(str::to_owned)
    }

    /// The same as a script: `"$0" "$@"` is the program.
    pub(crate) fn script(&self) -> String {
        format!(r#"exec {} "$0" "$@""#, self.enter().join(" "))
    }

    /// Runs a command of an account that has its data there.
    pub(crate) fn run(&self, account: &Account, arguments: &[&str]) -> Ran {
        let [nsenter, options @ ..] = self.enter();
        let mut command = Command::new(nsenter);
        command.env_clear().envs(account.variables()).args(options).arg(env!("CARGO_BIN_EXE_quotatop"));
        Ran::new(command.args(arguments))
    }

    /// The folder as this process sees it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.keeper.id()));
        root.join(self.folder.strip_prefix("/").unwrap()).join(name)
    }

    /// Takes all space but this many bytes.
    pub(crate) fn fill(&self, left: usize) {
        let mut file = File::create(self.path("filler")).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(left as u64)).unwrap();
    }

    pub(crate) fn free(&self) {
        fs::remove_file(self.path("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = self.keeper.kill();
        let _ = self.keeper.wait();
    }
}

fn skipped(why: &str) -> Option<SmallDisk> {
    println!("skipped, no disk can be mounted here: {}", why.trim());
    None
}
