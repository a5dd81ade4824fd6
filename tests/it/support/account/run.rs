//! Running a command in an account's home folder.

use std::{
    ffi::OsStr,
    process::{Command, Output},
};

use serde_json::Value;

use crate::support::account::Account;

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Ran {
    #[expect(dead_code, reason = "names the command where an assertion fails")]
    arguments: String,
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Ran {
    /// Runs a command to its end.
    pub(crate) fn new(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let arguments = format!("{:?}", command.get_args().collect::<Vec<_>>());
        let status = status.code().unwrap();
        let ran = Self { arguments, status, out: text(stdout), errors: text(stderr) };
        assert!(!ran.errors.contains("panicked"), "{ran:?}");
        ran
    }

    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// Exit status 0, and nothing on standard error.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!((self.status, self.errors.as_str()), (0, ""), "{self:?}");
        self
    }

    /// This exit status, and nothing on standard output.
    #[track_caller]
    pub(crate) fn fails(self, status: i32) -> Self {
        assert_eq!((self.status, self.out.as_str()), (status, ""), "{self:?}");
        self
    }

    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Self {
        self.prints_all(&[text])
    }

    #[track_caller]
    pub(crate) fn prints_all(self, texts: &[&str]) -> Self {
        assert_eq!(missing(&self.out, texts), [""; 0], "{self:?}");
        self
    }

    #[track_caller]
    pub(crate) fn reports(self, text: &str) -> Self {
        self.reports_all(&[text])
    }

    #[track_caller]
    pub(crate) fn reports_all(self, texts: &[&str]) -> Self {
        assert_eq!(missing(&self.errors, texts), [""; 0], "{self:?}");
        self
    }

    /// The list has this much of a model's quota left.
    #[track_caller]
    pub(crate) fn has_left(self, model: &str, remaining: &str) -> Self {
        assert_eq!(self.model(model)["remaining"].to_string(), remaining, "{self:?}");
        self
    }

    /// The feed at this pointer is in `state` after an error of this kind, which standard error reports.
    #[track_caller]
    pub(crate) fn has_feed(self, pointer: &str, state: &str, error: &str) -> Self {
        let document = self.json();
        let feed = document.pointer(pointer).unwrap();
        assert_eq!((&feed["state"], &feed["error"]["kind"]), (&state.into(), &error.into()), "{self:?}");
        self.reports_all(&["message", "remedy"].map(|field| feed["error"][field].as_str().unwrap()))
    }

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
    /// The program in this home folder, with nothing of the machine's own environment.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
        command.env_clear().envs(self.variables());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(self.command().args(arguments))
    }

    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &OsStr)]) -> Ran {
        Ran::new(self.command().args(arguments).envs(variables.iter().copied()))
    }

    /// The same, after a shell has prepared its own process with these commands.
    pub(crate) fn run_in_shell(&self, preparation: &str, arguments: &[&str]) -> Ran {
        let script = format!("{preparation}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell.env_clear().envs(self.variables()).args(["-c", &script, env!("CARGO_BIN_EXE_quotatop")]);
        Ran::new(shell.args(arguments))
    }

    pub(crate) fn list(&self) -> Ran {
        self.run(&["list", "-o", "json"])
    }

    pub(crate) fn poll_once(&self) -> Ran {
        self.run(&["poll", "--once"])
    }
}

/// The texts that `output` lacks.
fn missing<'a>(output: &str, texts: &[&'a str]) -> Vec<&'a str> {
    texts.iter().copied().filter(|text| !output.contains(text)).collect()
}
