//! What the user types on, read on the event loop without ever waiting for it.

use std::{
    fs::File,
    io::{self, IsTerminal as _},
    os::fd::{AsFd as _, OwnedFd},
    thread,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};
use tokio::io::{Interest, unix::AsyncFd};

/// A terminal returns at most this much at once.
const CHUNK_BYTES: usize = 4096;

const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

/// A descriptor that can be waited for. It stays as it is: other programs, too, have the terminal open.
#[derive(Debug)]
pub(super) struct Device(AsyncFd<OwnedFd>);

/// The terminal is gone, which its end and every error mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone;

impl Device {
    /// Standard input, or the controlling terminal if that is redirected. Only within an async runtime.
    pub(super) fn open() -> io::Result<Self> {
        let terminal = terminal()?;
        // Elsewhere a terminal can only be read, not waited for (macOS, with kqueue and with `poll`).
        Self::new(if cfg!(target_os = "linux") { terminal } else { relayed(terminal)? })
    }

    #[expect(deprecated, reason = "it owns what it waits for; the successor leaves that to unsafe code")]
    pub(super) fn new(descriptor: OwnedFd) -> io::Result<Self> {
        AsyncFd::with_interest(descriptor, Interest::READABLE).map(Self)
    }

    /// Waits for input. Safe to cancel.
    pub(super) async fn read(&self) -> Result<Box<[u8]>, Gone> {
        loop {
            let mut ready = self.0.readable().await.map_err(|_lost| Gone)?;
            if let Some(bytes) = self.read_ready()? {
                return Ok(bytes);
            }
            ready.clear_ready();
        }
    }

    /// What can be read without waiting, at most [`CHUNK_BYTES`]; `None` if nothing can.
    pub(super) fn read_ready(&self) -> Result<Option<Box<[u8]>>, Gone> {
        let mut buffer = [0; CHUNK_BYTES];
        loop {
            let descriptor = self.0.get_ref();
            let read = match poll(&mut [PollFd::new(descriptor, PollFlags::IN)], Some(&AT_ONCE)) {
                Ok(0) => return Ok(None),
                Ok(_) => rustix::io::read(descriptor, &mut buffer),
                Err(errno) => Err(errno),
            };
            match read {
                Ok(length) => {
                    return buffer
                        .get(..length)
                        .filter(|bytes| !bytes.is_empty())
                        .map(Into::into)
                        .map(Some)
                        .ok_or(Gone);
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(None),
                Err(_gone) => return Err(Gone),
            }
        }
    }
}

fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        File::open("/dev/tty").map(OwnedFd::from)
    }
}

/// A pipe into which a thread copies what is read. It ends with the terminal or the program.
fn relayed(terminal: OwnedFd) -> io::Result<OwnedFd> {
    let (reader, mut writer) = io::pipe()?;
    let copy = move || io::copy(&mut File::from(terminal), &mut writer);
    thread::Builder::new().name("input".into()).spawn(copy)?;
    Ok(reader.into())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[tokio::test]
    async fn what_is_written_is_read_and_nothing_waits_for_more() {
        for is_relayed in [false, true] {
            let (reader, mut writer) = io::pipe().unwrap();
            let descriptor = if is_relayed { relayed(reader.into()).unwrap() } else { reader.into() };
            let device = Device::new(descriptor).unwrap();
            assert_eq!(device.read_ready(), Ok(None));
            for text in ["a", "bc", "d"] {
                writer.write_all(text.as_bytes()).unwrap();
                assert_eq!(device.read().await.as_deref(), Ok(text.as_bytes()));
                assert_eq!(device.read_ready(), Ok(None));
            }
            writer.write_all(b"last").unwrap();
            drop(writer);
            assert_eq!(device.read().await.as_deref(), Ok(&b"last"[..]));
            assert_eq!(device.read().await, Err(Gone));
            assert_eq!(device.read_ready(), Err(Gone));
        }
    }
}
