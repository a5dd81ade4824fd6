//! Taking the terminal and giving it back, whatever happens.

use std::{
    io::{self, Write as _},
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::{
    cursor::{Hide, Show},
    execute, queue,
    style::Print,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};

use super::title;

/// Clicks and the wheel, but not every movement: a moving mouse must not wake the program.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// Pasted text comes between marks.
const PASTE_ON: &str = "\x1b[?2004h";
const PASTE_OFF: &str = "\x1b[?2004l";

/// Whether the terminal is ours: a panic hook has to know it, from any thread.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours; given back when dropped.
#[derive(Debug)]
pub(in crate::runtime) struct Terminal(());

impl Terminal {
    /// Takes the terminal: raw mode, the alternate screen, clicks, pasted text; no cursor.
    pub(in crate::runtime) fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let guard = Self(());
        let mut out = io::stdout().lock();
        queue!(out, EnterAlternateScreen, Hide, Print(PASTE_ON), Print(MOUSE_ON))?;
        out.flush()?;
        Ok(guard)
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
    // The end mark of a synchronised update first: a panic may have come in the middle of one.
    let _ = execute!(
        io::stdout().lock(),
        Print("\x1b[?2026l\x1b[0m"),
        Print(title::give_back().unwrap_or_default()),
        Print(MOUSE_OFF),
        Print(PASTE_OFF),
        Show,
        LeaveAlternateScreen
    );
    let _ = disable_raw_mode();
}

/// Has every panic give the terminal back before it is reported, unless a source panicked: that is a failed
/// feed, and the dashboard goes on.
pub(in crate::runtime) fn give_back_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if super::super::contained::is_contained() {
            return;
        }
        give_back();
        report(panic);
    }));
}
