//! Composing frames: only the cells that changed, in one go, and nothing at all where none did.

//! Writing frames: only the cells that changed, in one go, and nothing at all where none did.

use std::io;

use crossterm::{
    queue,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend as _, CrosstermBackend},
    buffer::Buffer,
    layout::Rect,
};

use super::{output::Output, title::Title};
use crate::{app::Size, words::Lang};

/// The screen: what is on it, and the frame that comes next.
#[derive(Debug)]
pub(crate) struct Screen {
    output: &'static Output,
    shown: Buffer,
    next: Buffer,
    must_clear: bool,
    /// A frame was left out, since the terminal has not taken the one before.
    is_behind: bool,
    title: Title,
    /// What is written before the next frame.
    pending: Vec<u8>,
}

impl Screen {
    /// An empty screen of this size.
    pub(crate) fn new(output: &'static Output, size: Size) -> Self {
        let area = Rect::new(0, 0, size.width, size.height);
        Self {
            output,
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            must_clear: false,
            is_behind: false,
            title: Title::default(),
            pending: Vec::new(),
        }
    }

    /// Whether the terminal has taken the last frame: the next one is left out until it has.
    pub(crate) fn is_ready(&mut self) -> bool {
        self.is_behind = !self.output.is_idle();
        !self.is_behind
    }

    /// Waits until a frame that was left out can be shown; for ever where none was.
    pub(crate) async fn catch_up(&self) {
        if !self.is_behind {
            std::future::pending::<()>().await;
        }
        self.output.idle().await;
    }

    /// Shows what `paint` paints into a frame of `size`.
    pub(crate) fn show(&mut self, size: Size, paint: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        let area = Rect::new(0, 0, size.width, size.height);
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.must_clear = true;
        }
        self.next.reset();
        paint(&mut self.next);
        let mut bytes = std::mem::take(&mut self.pending);
        self.write_changes(&mut bytes)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        if bytes.is_empty() { Ok(()) } else { self.output.send(&bytes) }
    }

    /// Writes `sequence` with the next frame, changed or not: between two frames nothing is torn.
    pub(crate) fn send(&mut self, sequence: &str) {
        self.pending.extend_from_slice(sequence.as_bytes());
    }

    /// Forgets what is on the screen: somebody else has written to it.
    pub(crate) fn forget(&mut self) {
        self.shown.reset();
        self.must_clear = true;
        self.title.forget();
    }

    /// Shows the number of alerts in the terminal's title, with the next frame.
    pub(crate) fn title(&mut self, lang: Lang, alerts: usize) {
        if let Some(change) = self.title.change(lang, alerts) {
            self.send(&change);
        }
    }

    fn write_changes(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let must_clear = std::mem::take(&mut self.must_clear);
        let mut changes = self.shown.diff_iter(&self.next).peekable();
        if changes.peek().is_none() && !must_clear {
            return Ok(());
        }
        queue!(bytes, BeginSynchronizedUpdate)?;
        if must_clear {
            queue!(bytes, Clear(ClearType::All))?;
        }
        CrosstermBackend::new(&mut *bytes).draw(changes)?;
        queue!(bytes, EndSynchronizedUpdate)
    }
}
