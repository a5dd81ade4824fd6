//! `quotatop poll` in the background of a test.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::Instant,
};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{
    account::Account,
    waiting::{first, long_patience, patience},
};

pub(crate) struct Service {
    child: Child,
    /// Of standard error.
    lines: Receiver<String>,
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
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = mpsc::channel();
        // A read has no time limit, so a thread reads instead of the test.
        thread::spawn(move || {
            let mut lines = errors.lines().map(Result::unwrap);
            let _ = lines.try_for_each(|line| sender.send(line));
        });
        Service { child, lines }
    }
}

impl Service {
    /// Waits for a line of standard error with this text.
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        let end = Instant::now() + long_patience();
        loop {
            let line = self.lines.recv_timeout(end.saturating_duration_since(Instant::now()));
            let line = line.unwrap_or_else(|error| panic!("{text:?} was not reported: {error}"));
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Ends it by a signal; the lines that were not waited for.
    pub(crate) fn stop(mut self, signal: Signal) -> Vec<String> {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        let ended = || self.child.try_wait().unwrap();
        let status = first(patience(), "the end of the service", ended, Option::is_some);
        assert_eq!(status.unwrap().code(), Some(0));
        // Its children may still hold its standard error.
        let rest = || self.lines.recv_timeout(patience());
        std::iter::from_fn(|| match rest() {
            Err(RecvTimeoutError::Timeout) => panic!("standard error is still open"),
            line => line.ok(),
        })
        .collect()
    }
}

impl Drop for Service {
    /// It does not outlive a test that failed.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
