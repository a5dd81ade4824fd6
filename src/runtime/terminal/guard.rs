//! Sets up the terminal, and restores it in any case.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::{Screen, hyperlinks, output, title};

/// The alternate screen without a cursor; bracketed paste; clicks and the wheel, but not movements, which
/// would wake the program.
const SET_UP: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?1000h\x1b[?1006h";
/// A panic may interrupt a synchronised update.
const END_UPDATE: &str = "\x1b[?2026l\x1b[0m";
const RESTORE: &str = "\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// How long to wait for a terminal that does not read, before and after discarding what it has not read.
const PATIENCE: Duration = Duration::from_millis(100);

/// Whether the terminal is set up; the panic hook needs it on any thread.
static IS_SET_UP: AtomicBool = AtomicBool::new(false);

/// The terminal while it is set up; restored when dropped.
#[derive(Debug)]
pub(crate) struct Terminal(());

impl Terminal {
    /// Raw mode at once, the rest with the next frame of `screen`.
    pub(crate) fn take(screen: &mut Screen) -> io::Result<Self> {
        enable_raw_mode()?;
        IS_SET_UP.store(true, Ordering::SeqCst);
        screen.send(SET_UP);
        Ok(Self(()))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Restores the terminal if it is set up. If it is gone, there is nowhere to report that.
fn restore() {
    if !IS_SET_UP.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Some(output) = output::started() {
        let (link, title) = (hyperlinks::restore(), title::restore());
        let last = [END_UPDATE, link.unwrap_or_default(), title.unwrap_or_default(), RESTORE].concat();
        output.finish(last.as_bytes(), PATIENCE);
    }
    let _ = disable_raw_mode();
}

/// Restores the terminal before a panic is reported, except a panic in a source: that is a failed feed, and
/// the dashboard goes on.
pub(crate) fn restore_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if crate::runtime::engine::catch_panic::is_fetching() {
            return;
        }
        restore();
        report(panic);
    }));
}
