//! Signals: to end, to stop for a while, or that the terminal was resized.

use std::{
    io,
    sync::{Arc, atomic::AtomicBool},
};

use tokio::signal::unix::{self, SignalKind, signal};

/// What the system asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// End: SIGTERM, SIGHUP, SIGINT or SIGQUIT.
    End,
    /// Stop for a while: SIGTSTP from outside (Ctrl-Z itself arrives as a key).
    Stop,
    /// The terminal has another size: SIGWINCH.
    Resize,
}

/// The signals that are listened to.
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
    /// Starts listening.
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

    /// The next one.
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

/// Stops this process, and whoever runs it in the same job (`cargo run`, a script), until the shell continues it.
pub(crate) fn stop_here() {
    // SIGSTOP cannot be caught, so this returns only after SIGCONT.
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}

/// Has a write beyond the limit on file sizes (`ulimit -f`) fail like one to a full disk. Otherwise SIGXFSZ kills the
/// program, and leaves the terminal as it is.
pub fn survive_file_size_limit() -> io::Result<()> {
    let signal = rustix::process::Signal::XFSZ.as_raw();
    // Any handler takes the place of being killed; nobody looks at the flag.
    signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false))).map(drop)
}
