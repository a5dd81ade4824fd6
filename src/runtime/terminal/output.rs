//! Writes to the terminal without ever blocking the event loop.
//!
//! A terminal that does not read (a frozen connection, a stopped multiplexer) blocks its writer, which is a
//! thread here. Frames are only drawn while it is idle, so that at most one is in flight, and the next one is
//! compared with what was really written.

use std::{
    io::{self, Write as _},
    os::fd::{AsFd as _, OwnedFd},
    sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags},
    io::Errno,
    termios::{Action, QueueSelector, tcflow, tcflush},
};
use tokio::sync::Notify;

/// A panic on any thread writes to standard output, too.
static OUTPUT: OnceLock<Output> = OnceLock::new();

/// Ends the string that the discarded output may have broken off in.
const STRING_END: &[u8] = b"\x1b\\";
/// Discarding makes room for one part of the frame in flight; the next part follows within this time.
const DISCARD_EVERY: Duration = Duration::from_millis(1);

#[derive(Debug)]
pub(crate) struct Output {
    terminal: OwnedFd,
    queue: Mutex<Queue>,
    /// Signals every change of the queue.
    changed: Condvar,
    /// Signals to the event loop that everything is written.
    is_idle: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    bytes: Vec<u8>,
    is_writing: bool,
    /// The terminal is gone.
    failed: Option<Errno>,
}

impl Queue {
    const fn is_idle(&self) -> bool {
        self.bytes.is_empty() && !self.is_writing
    }
}

impl Output {
    /// Standard output, with the thread that writes to it.
    pub(crate) fn start() -> io::Result<&'static Self> {
        if let Some(output) = OUTPUT.get() {
            return Ok(output);
        }
        let terminal = io::stdout().as_fd().try_clone_to_owned()?;
        let output = OUTPUT.get_or_init(|| Self::new(terminal));
        thread::Builder::new().name("output".into()).spawn(|| output.serve())?;
        Ok(output)
    }

    fn new(terminal: OwnedFd) -> Self {
        Self { terminal, queue: Mutex::default(), changed: Condvar::new(), is_idle: Notify::new() }
    }

    /// Whether everything is written.
    pub(super) fn is_idle(&self) -> bool {
        self.queue().is_idle()
    }

    pub(super) async fn idle(&self) {
        while !self.is_idle() {
            self.is_idle.notified().await;
        }
    }

    /// Queues `bytes`. An error is that of an earlier write.
    pub(super) fn send(&self, bytes: &[u8]) -> io::Result<()> {
        let mut queue = self.queue();
        if let Some(errno) = queue.failed {
            return Err(errno.into());
        }
        queue.bytes.extend_from_slice(bytes);
        self.changed.notify_all();
        Ok(())
    }

    /// Writes `last`, and waits for that. If the terminal does not read within `patience`, pending output is
    /// discarded to make room, for as long again.
    pub(super) fn finish(&self, last: &[u8], patience: Duration) {
        if !self.wait(patience) {
            let end = Instant::now().checked_add(patience);
            self.queue().bytes.clear();
            while !self.wait(DISCARD_EVERY) && end.is_some_and(|end| Instant::now() < end) {
                self.discard();
            }
            // Makes room for the rest.
            self.discard();
            let _ = self.send(STRING_END);
        }
        let _ = self.send(last);
        self.wait(patience);
    }

    /// Discards output that the terminal has not read, if the system can.
    fn discard(&self) {
        let _ = tcflush(&self.terminal, QueueSelector::OFlush);
        // On Linux only resuming the output wakes the writer.
        let _ = tcflow(&self.terminal, Action::OOff);
        let _ = tcflow(&self.terminal, Action::OOn);
    }

    /// Waits until everything is written; whether it is, within `patience`.
    pub(super) fn wait(&self, patience: Duration) -> bool {
        let is_busy = |queue: &mut Queue| !queue.is_idle();
        let waited = self.changed.wait_timeout_while(self.queue(), patience, is_busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Writes queued output, until the terminal is gone.
    fn serve(&self) {
        let mut queue = self.queue();
        while queue.failed.is_none() {
            if queue.bytes.is_empty() {
                queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let bytes = std::mem::take(&mut queue.bytes);
            queue.is_writing = true;
            drop(queue);
            let written = self.write(&bytes);
            queue = self.queue();
            queue.is_writing = false;
            queue.failed = written.err();
            if queue.failed.is_some() {
                queue.bytes.clear();
            }
            self.changed.notify_all();
            self.is_idle.notify_one();
        }
    }

    fn write(&self, mut bytes: &[u8]) -> Result<(), Errno> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.terminal, bytes) {
                Ok(length) => bytes = bytes.get(length..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => wait_for(&self.terminal, PollFlags::OUT)?,
                Err(errno) => return Err(errno),
            }
        }
        Ok(())
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for a terminal that another program has made non-blocking.
pub(super) fn wait_for(terminal: &OwnedFd, event: PollFlags) -> Result<(), Errno> {
    match rustix::event::poll(&mut [PollFd::new(terminal, event)], None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(errno) => Err(errno),
    }
}

/// The output, if it was started.
pub(super) fn started() -> Option<&'static Output> {
    OUTPUT.get()
}

/// Writes a sequence that draws nothing, between two frames.
pub(crate) fn write(sequence: &str) -> io::Result<()> {
    if let Some(output) = started() {
        return output.send(sequence.as_bytes());
    }
    let mut out = io::stdout().lock();
    out.write_all(sequence.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use std::{fs::File, io::Read as _, sync::Arc};

    use super::*;

    /// An output into a pipe, with its reader.
    fn output() -> (Arc<Output>, File) {
        let (reader, writer) = io::pipe().unwrap();
        let output = Arc::new(Output::new(writer.into()));
        let serving = Arc::clone(&output);
        thread::spawn(move || serving.serve());
        (output, OwnedFd::from(reader).into())
    }

    #[test]
    fn writing_does_not_wait_for_a_reader() {
        let (output, mut reader) = output();
        let frame = vec![b'x'; 1 << 20];
        output.send(&frame).unwrap();
        assert!(!output.is_idle());
        output.send(b"end").unwrap();
        assert!(!output.wait(Duration::from_millis(1)));
        let mut all = vec![0; frame.len() + 3];
        reader.read_exact(&mut all).unwrap();
        assert!(all.ends_with(b"xend"));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(output.idle());
        assert!(output.is_idle());
    }

    #[test]
    fn a_terminal_that_is_gone_is_an_error_and_blocks_nothing() {
        let (output, reader) = output();
        drop(reader);
        output.send(b"lost").unwrap();
        assert!(output.wait(Duration::from_secs(30)));
        assert!(output.send(b"more").is_err());
        output.finish(b"last", Duration::from_secs(30));
    }
}
