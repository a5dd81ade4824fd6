//! Signals from the system.

use std::{
    io,
    sync::{Arc, atomic::AtomicBool},
};

use tokio::signal::unix::{self, SignalKind, signal};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// SIGTERM, SIGHUP, SIGINT or SIGQUIT.
    End,
    /// Suspend: SIGTSTP from another process (Ctrl-Z arrives as a key).
    Stop,
    /// SIGWINCH.
    Resize,
}

#[derive(Debug)]
pub(crate) struct Signals {
    terminate: unix::Signal,
    hang_up: unix::Signal,
    interrupt: unix::Signal,
    quit: unix::Signal,
    stop: unix::Signal,
    resize: unix::Signal,
}

impl Signals {
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            resize: signal(SignalKind::window_change())?,
            stop: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
        })
    }

    pub(crate) async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.terminate.recv() => Signal::End,
            _ = self.hang_up.recv() => Signal::End,
            _ = self.interrupt.recv() => Signal::End,
            _ = self.quit.recv() => Signal::End,
            _ = self.stop.recv() => Signal::Stop,
            _ = self.resize.recv() => Signal::Resize,
        }
    }
}

/// Stops this job, including a parent such as `cargo run` or a script, until the shell continues it.
pub(crate) fn stop_here() {
    // SIGSTOP cannot be caught, so this returns only after SIGCONT.
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}

/// Lets a write beyond the file size limit (`ulimit -f`) fail, as on a full disk. Otherwise SIGXFSZ would
/// kill the program without restoring the terminal.
pub fn survive_file_size_limit() -> io::Result<()> {
    let signal = rustix::process::Signal::XFSZ.as_raw();
    // Any handler will do; the flag is not used.
    signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false))).map(drop)
}
