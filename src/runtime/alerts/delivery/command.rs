//! Runs a command with the event on its standard input, a few variables, and a time limit for it and its
//! children.
//!
//! Of the environment it gets only what programs need to run and to find the desktop: no login, no token, and
//! no unknown variable.

use std::{
    io::Write as _,
    os::unix::process::{CommandExt as _, ExitStatusExt as _},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use super::{child::Running, envelope::Envelope};
use crate::{domain::alert::DeliveryError, source::Secrets, words};

/// The variables that a program needs to run, and to reach the user's desktop.
const PASSED_ON: [&str; 15] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LC_ALL",
    "TZ",
    "TERM",
    "TMPDIR",
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
];

/// More output is not logged, in bytes.
const MAX_OUTPUT: usize = 4096;

/// How long to wait for output after the command has ended: a child process may keep the pipe open for ever.
const LAST_OUTPUT: Duration = Duration::from_millis(100);

/// Runs the command, and kills its process group after `time_limit`. Blocks.
pub(super) fn run(
    channel: &str,
    command: &[String],
    envelope: &Envelope,
    time_limit: Duration,
    (running, secrets): (&Running, &Secrets),
) -> Result<(), DeliveryError> {
    let mut child = start(command, envelope).map_err(not_started)?;
    feed(&mut child, envelope.json.clone());
    let output = Output::listen(&mut child);
    let outcome = wait(&mut child, time_limit, running);
    output.log(channel, secrets);
    outcome
}

#[expect(clippy::needless_pass_by_value, reason = "passed to map_err")]
fn not_started(error: std::io::Error) -> DeliveryError {
    DeliveryError::NotStarted(error.to_string())
}

fn start(command: &[String], envelope: &Envelope) -> std::io::Result<Child> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(std::io::ErrorKind::NotFound.into());
    };
    let passed_on = PASSED_ON.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
    Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(passed_on)
        .envs(envelope.variables())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // In a group of its own it can be killed with its child processes, and does not receive Ctrl-C.
        .process_group(0)
        .spawn()
}

/// Writes on a thread of its own: the program may not read.
fn feed(child: &mut Child, json: String) {
    let Some(mut stdin) = child.stdin.take() else { return };
    let write = move || {
        let _ = stdin.write_all(json.as_bytes()).and_then(|()| stdin.write_all(b"\n"));
    };
    let _ = thread::Builder::new().name("alert-in".to_owned()).spawn(write);
}

fn wait(child: &mut Child, time_limit: Duration, running: &Running) -> Result<(), DeliveryError> {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(pid) = pid {
        running.add(pid);
    }
    let (ended, end) = mpsc::channel();
    // Waits without reaping it, so that the process ID is not reused while it may still be killed.
    let watch = move || {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Some(Err(rustix::io::Errno::INTR)) = pid.map(|pid| waitid(WaitId::Pid(pid), options)) {}
        let _ = ended.send(());
    };
    let watched = thread::Builder::new().name("alert-end".to_owned()).spawn(watch).is_ok();
    let in_time = watched && end.recv_timeout(time_limit).is_ok();
    if !in_time && let Some(pid) = pid {
        let _ = kill_process_group(pid, Signal::KILL);
    }
    if let Some(pid) = pid {
        running.remove(pid);
    }
    let status = child.wait().map_err(not_started)?;
    match status.code() {
        _ if !in_time => Err(DeliveryError::TookTooLong(time_limit)),
        Some(0) => Ok(()),
        code => {
            Err(DeliveryError::EndedWith(code.or(status.signal().map(|signal| signal.saturating_add(128)))))
        }
    }
}

struct Output {
    text: Arc<Mutex<Vec<u8>>>,
    end: mpsc::Receiver<()>,
}

impl Output {
    /// Reads both outputs to their ends, and stores the beginning.
    fn listen(child: &mut Child) -> Self {
        let text = Arc::new(Mutex::new(Vec::new()));
        let (ended, end) = mpsc::channel();
        if let Some(pipe) = child.stdout.take() {
            listen(pipe, Arc::clone(&text), ended.clone());
        }
        if let Some(pipe) = child.stderr.take() {
            listen(pipe, Arc::clone(&text), ended);
        }
        Self { text, end }
    }

    fn log(self, channel: &str, secrets: &Secrets) {
        for _ in 0..2 {
            let _ = self.end.recv_timeout(LAST_OUTPUT);
        }
        let text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if !text.is_empty() {
            let text = secrets.redact(&String::from_utf8_lossy(&text));
            tracing::info!(channel, output = %words::plain(text.trim_end()), "the command wrote");
        }
    }
}

fn listen(mut pipe: impl std::io::Read + Send + 'static, text: Arc<Mutex<Vec<u8>>>, ended: mpsc::Sender<()>) {
    let read = move || {
        let mut piece = [0; 1024];
        while let Ok(length @ 1..) = pipe.read(&mut piece) {
            let mut text = text.lock().unwrap_or_else(PoisonError::into_inner);
            let space = MAX_OUTPUT.saturating_sub(text.len()).min(length);
            text.extend_from_slice(piece.get(..space).unwrap_or_default());
        }
        let _ = ended.send(());
    };
    let _ = thread::Builder::new().name("alert-out".to_owned()).spawn(read);
}
