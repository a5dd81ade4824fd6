//! Watches an import: shows on the terminal how far it has got, and notices Ctrl-C.

use std::{
    io::{self, IsTerminal as _, Write as _},
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use signal_hook::{SigId, consts::SIGINT, flag, low_level};
use unicode_width::UnicodeWidthChar as _;

use crate::{
    source::bill_file::Progress,
    words::{
        Lang,
        cli::import_progress::{self, Reading},
    },
};

/// The line is drawn no more often than this.
const PAUSE: Duration = Duration::from_millis(100);
/// The columns of a terminal that does not tell.
const USUAL: usize = 80;
/// To the first column, and erase.
const ERASE: &[u8] = b"\r\x1b[K";

/// The line is erased, and Ctrl-C ends the program again, when this is dropped.
#[derive(Debug)]
pub struct ImportWatch {
    lang: Lang,
    /// The bytes of all files.
    whole: u64,
    started: Instant,
    drawn: Option<Instant>,
    is_shown: bool,
    is_interrupted: Arc<AtomicBool>,
    signals: Vec<SigId>,
    days: usize,
}

impl ImportWatch {
    /// `whole` are the bytes of all files; `may_draw` says whether the terminal can erase a line.
    pub fn start(lang: Lang, whole: u64, may_draw: bool) -> Self {
        let is_interrupted = Arc::new(AtomicBool::new(false));
        // Ctrl-C once more ends the program at once.
        let signals = [
            flag::register_conditional_default(SIGINT, Arc::clone(&is_interrupted)),
            flag::register(SIGINT, Arc::clone(&is_interrupted)),
        ];
        Self {
            lang,
            whole,
            started: Instant::now(),
            drawn: None,
            is_shown: may_draw && io::stderr().is_terminal(),
            is_interrupted,
            signals: signals.into_iter().flatten().collect(),
            days: 0,
        }
    }

    /// So much was read. Breaks when the user interrupts.
    pub fn reading(&mut self, progress: Progress) -> ControlFlow<()> {
        let elapsed = TimeDelta::from_std(self.started.elapsed()).unwrap_or_default();
        let Progress { bytes: done, lines } = progress;
        let reading = Reading { done, whole: self.whole, lines, elapsed };
        self.step(|lang| import_progress::reading(lang, &reading))
    }

    /// Shows the number of days still to be stored. Breaks when the user interrupts.
    pub fn storing(&mut self, left: usize) -> ControlFlow<()> {
        self.days = self.days.max(left);
        let [whole, left] = [self.days, left].map(|days| u64::try_from(days).unwrap_or(u64::MAX));
        self.step(|lang| import_progress::storing(lang, whole.saturating_sub(left), whole))
    }

    fn step(&mut self, text: impl FnOnce(Lang) -> String) -> ControlFlow<()> {
        if self.is_interrupted.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if self.is_shown && self.drawn.is_none_or(|drawn| drawn.elapsed() >= PAUSE) {
            self.drawn = Some(Instant::now());
            self.write(&text(self.lang));
        }
        ControlFlow::Continue(())
    }

    /// Erases the line: something else is written.
    pub fn erase(&mut self) {
        if self.drawn.take().is_some() {
            self.write("");
        }
    }

    /// A terminal that cannot be written to shows nothing, but the import goes on.
    fn write(&mut self, text: &str) {
        let mut line = ERASE.to_vec();
        line.extend_from_slice(fitting(text, columns()).as_bytes());
        let mut screen = io::stderr().lock();
        self.is_shown = screen.write_all(&line).and_then(|()| screen.flush()).is_ok();
    }
}

/// The columns of the terminal on standard error.
fn columns() -> usize {
    let size = rustix::termios::tcgetwinsize(io::stderr()).ok();
    size.map(|size| usize::from(size.ws_col)).filter(|columns| *columns > 0).unwrap_or(USUAL)
}

/// What fits on a line, the last column left free: a line that wraps cannot be erased.
fn fitting(text: &str, columns: usize) -> &str {
    let mut width = 0_usize;
    let end = text.char_indices().find(|(_, character)| {
        width = width.saturating_add(character.width().unwrap_or(0));
        width >= columns
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

impl Drop for ImportWatch {
    fn drop(&mut self) {
        self.erase();
        for signal in self.signals.drain(..) {
            low_level::unregister(signal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_never_wraps() {
        for (text, columns, fits) in [
            ("12345", 6, "12345"),
            ("12345", 5, "1234"),
            ("已中断", 6, "已中"),
            ("已中断", 7, "已中断"),
            ("x", 0, ""),
            ("", 80, ""),
        ] {
            assert_eq!(fitting(text, columns), fits, "{text} {columns}");
        }
    }
}
