//! Running a command in an account's home folder.

use std::ffi::OsStr;

use assert_cmd::Command;
use serde_json::Value;

use crate::support::account::Account;

#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn model(&self, name: &str) -> Value {
        let document = self.json();
        let mut models = document["models"].as_array().unwrap().iter();
        models.find(|model| model["model"] == name).cloned().unwrap_or_default()
    }
}

impl Account {
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &OsStr)]) -> Ran {
        let mut command = Command::cargo_bin("quotatop").unwrap();
        command.env_clear().envs(self.variables()).envs(variables.iter().copied());
        ran(command.args(arguments))
    }

    /// The same, after a shell has prepared its own process with these commands.
    pub(crate) fn run_in_shell(&self, preparation: &str, arguments: &[&str]) -> Ran {
        let program = assert_cmd::cargo::cargo_bin("quotatop");
        let script = format!("{preparation}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        ran(command.env_clear().envs(self.variables()).arg("-c").arg(script).arg(program).args(arguments))
    }

    pub(crate) fn list(&self) -> Ran {
        self.run(&["list", "-o", "json"])
    }
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let status = output.status.code().unwrap();
    let ran = Ran { status, out: text(output.stdout), errors: text(output.stderr) };
    assert!(!ran.errors.contains("panicked"), "{ran:?}");
    ran
}
