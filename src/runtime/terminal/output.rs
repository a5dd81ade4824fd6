//! Writes to the terminal without ever blocking the event loop.
//!
//! What the terminal takes at once is written at once. The rest, if it does not read (a frozen connection, a stopped
//! multiplexer), is left to a thread that waits for it. Frames are only drawn when all is written, so that at most
//! one is in flight, and the next one is compared with what was really written.

use std::{
    io::{self, Write as _},
    os::fd::{AsFd as _, BorrowedFd, OwnedFd},
    sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags},
    fs::{Mode, OFlags, open},
    io::Errno,
    termios::{Action, QueueSelector, tcflow, tcflush, tcgetsid},
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
    /// Whether a write takes what the terminal takes, and never waits.
    is_prompt: bool,
    queue: Mutex<Queue>,
    /// Signals every change of the queue.
    changed: Condvar,
    /// Signals to the event loop that everything is written.
    is_idle: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    bytes: Vec<u8>,
    /// The thread is writing what it has taken out of the queue.
    is_writing: bool,
    has_thread: bool,
    /// The terminal is gone.
    failed: Option<Errno>,
}

impl Queue {
    const fn is_idle(&self) -> bool {
        self.bytes.is_empty() && !self.is_writing
    }
}

impl Output {
    /// Standard output.
    pub(crate) fn start() -> io::Result<&'static Self> {
        if let Some(output) = OUTPUT.get() {
            return Ok(output);
        }
        let stdout = io::stdout();
        let terminal = match own(stdout.as_fd()) {
            Some(own) => (own, true),
            None => (stdout.as_fd().try_clone_to_owned()?, false),
        };
        Ok(OUTPUT.get_or_init(|| Self::new(terminal)))
    }

    fn new((terminal, is_prompt): (OwnedFd, bool)) -> Self {
        let (queue, changed) = (Mutex::default(), Condvar::new());
        Self { terminal, is_prompt, queue, changed, is_idle: Notify::new() }
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

    /// Writes `bytes`, or queues what the terminal does not take at once. An error is that of an earlier write.
    pub(super) fn send(&'static self, bytes: &[u8]) -> io::Result<()> {
        let mut queue = self.queue();
        if let Some(errno) = queue.failed {
            return Err(errno.into());
        }
        let mut rest = bytes;
        if self.is_prompt && queue.is_idle() {
            queue.failed = self.write_some(&mut rest).err().filter(|errno| *errno != Errno::AGAIN);
        }
        if rest.is_empty() || queue.failed.is_some() {
            return Ok(());
        }
        if !queue.has_thread {
            thread::Builder::new().name("output".into()).spawn(|| self.serve())?;
            queue.has_thread = true;
        }
        queue.bytes.extend_from_slice(rest);
        self.changed.notify_all();
        Ok(())
    }

    /// Writes `last`, and waits for that. If the terminal does not read within `patience`, pending output is
    /// discarded to make room, for as long again.
    pub(super) fn finish(&'static self, last: &[u8], patience: Duration) {
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
        loop {
            match self.write_some(&mut bytes) {
                Err(Errno::AGAIN) => wait_for(&self.terminal, PollFlags::OUT)?,
                written => return written,
            }
        }
    }

    /// Writes from the beginning of `bytes`, which keeps what could not be written.
    fn write_some(&self, bytes: &mut &[u8]) -> Result<(), Errno> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.terminal, bytes) {
                Ok(length) => *bytes = bytes.get(length..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
            }
        }
        Ok(())
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The terminal opened once more, without waiting for it: that changes nothing for other programs that have it open.
/// `None` if it is not the controlling terminal.
fn own(terminal: BorrowedFd<'_>) -> Option<OwnedFd> {
    tcgetsid(terminal).ok()?;
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    open("/dev/tty", flags, Mode::empty()).ok()
}

/// Waits for a terminal that is non-blocking.
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
    use std::{fs::File, io::Read as _};

    use rustix::fs::{fcntl_getfl, fcntl_setfl};

    use super::*;

    const FRAME: &[u8] = &[b'x'; 1 << 20];

    /// An output into a pipe, with its reader.
    fn output(is_prompt: bool) -> (&'static Output, File) {
        let (reader, writer) = io::pipe().unwrap();
        if is_prompt {
            fcntl_setfl(&writer, fcntl_getfl(&writer).unwrap() | OFlags::NONBLOCK).unwrap();
        }
        let output = Box::leak(Box::new(Output::new((writer.into(), is_prompt))));
        (output, OwnedFd::from(reader).into())
    }

    #[test]
    fn writing_does_not_wait_for_a_reader() {
        for is_prompt in [true, false] {
            let (output, mut reader) = output(is_prompt);
            output.send(FRAME).unwrap();
            assert!(!output.is_idle());
            output.send(b"end").unwrap();
            assert!(!output.wait(Duration::from_millis(1)));
            let mut all = vec![0; FRAME.len() + 3];
            reader.read_exact(&mut all).unwrap();
            assert!(all.ends_with(b"xend"));
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(output.idle());
            assert!(output.is_idle());
        }
    }

    #[test]
    fn what_is_taken_at_once_needs_no_thread() {
        let (output, mut reader) = output(true);
        output.send(b"frame").unwrap();
        assert!(output.is_idle());
        assert!(!output.queue().has_thread);
        let mut frame = [0; 5];
        reader.read_exact(&mut frame).unwrap();
        assert_eq!(&frame, b"frame");
    }

    #[test]
    fn a_terminal_that_is_gone_is_an_error_and_blocks_nothing() {
        for is_prompt in [true, false] {
            let (output, reader) = output(is_prompt);
            drop(reader);
            output.send(b"lost").unwrap();
            assert!(output.wait(Duration::from_secs(30)));
            assert!(output.send(b"more").is_err());
            output.finish(b"last", Duration::from_secs(30));
        }
    }
}
