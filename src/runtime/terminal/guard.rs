//! Taking the terminal and giving it back, whatever happens.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::{Screen, output, title};

/// The alternate screen without a cursor; marks around pasted text; clicks and the wheel, but not every movement: a
/// moving mouse must not wake the program.
const TAKE: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?1000h\x1b[?1006h";
/// The end mark of a synchronised update first: a panic may have come in the middle of one.
const END_UPDATE: &str = "\x1b[?2026l\x1b[0m";
const GIVE_BACK: &str = "\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// A terminal that does not read is waited for this long before and after what it has not read is discarded.
const PATIENCE: Duration = Duration::from_millis(100);

/// Whether the terminal is ours: a panic hook has to know it, from any thread.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours; given back when dropped.
#[derive(Debug)]
pub(crate) struct Terminal(());

impl Terminal {
    /// Takes the terminal: raw mode at once, the rest with the next frame of `screen`.
    pub(crate) fn take(screen: &mut Screen) -> io::Result<Self> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        screen.send(TAKE);
        Ok(Self(()))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was; does nothing where it is not ours. A terminal that is gone is not an
/// error: nobody is left to tell.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Some(output) = output::started() {
        let last = [END_UPDATE, title::give_back().unwrap_or_default(), GIVE_BACK].concat();
        output.finish(last.as_bytes(), PATIENCE);
    }
    let _ = disable_raw_mode();
}

/// Has every panic give the terminal back before it is reported, unless a source panicked: that is a failed
/// feed, and the dashboard goes on.
pub(crate) fn give_back_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if crate::runtime::engine::catch_panic::is_fetching() {
            return;
        }
        give_back();
        report(panic);
    }));
}
