//! `quotatop poll` in the background of a test.

use std::{
    io::{BufRead as _, BufReader, Lines},
    process::{Child, ChildStderr, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::account::Account;

pub(crate) struct Service {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Account {
    pub(crate) fn service(&self) -> Service {
        self.service_with(&[], &[])
    }

    /// With further arguments and variables.
    pub(crate) fn service_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Service {
        let mut command = self.command();
        command.arg("poll").args(arguments).envs(variables.iter().copied());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        Service { child, lines }
    }
}

impl Service {
    /// Waits for a line of standard error with this text.
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        lines.find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text:?} was not reported"))
    }

    /// Ends it by a signal; the lines that were not waited for.
    pub(crate) fn stop(mut self, signal: Signal) -> Vec<String> {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        let lines = self.lines.by_ref().map(Result::unwrap).collect();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        lines
    }
}

impl Drop for Service {
    /// It does not outlive a test that failed.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
