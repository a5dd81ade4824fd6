//! Writing frames: only the cells that changed, in one go, and nothing at all where none did.

use crate::words::Lang;
use std::io::{self, BufWriter, Stdout};

use crossterm::{
    queue,
    style::Print,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend as _, CrosstermBackend},
    buffer::Buffer,
    layout::Rect,
};

use super::title::Title;
use crate::app::Size;

/// Large enough for the first frame of a large screen: several writes would be seen as tearing.
const BUFFER_BYTES: usize = 64 * 1024;

/// The screen: what is on it, and the frame that comes next.
#[derive(Debug)]
pub(in crate::runtime) struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Buffer,
    next: Buffer,
    must_clear: bool,
    title: Title,
    /// What is to be written before the next frame, and is none of it.
    pending: String,
}

impl Screen {
    /// An empty screen of this size.
    pub(in crate::runtime) fn new(size: Size) -> Self {
        let area = Rect::new(0, 0, size.width, size.height);
        Self {
            backend: CrosstermBackend::new(BufWriter::with_capacity(BUFFER_BYTES, io::stdout())),
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            must_clear: false,
            title: Title::default(),
            pending: String::new(),
        }
    }

    /// Shows what `paint` paints into a frame of `size`.
    pub(in crate::runtime) fn show(&mut self, size: Size, paint: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        let area = Rect::new(0, 0, size.width, size.height);
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.must_clear = true;
        }
        self.next.reset();
        paint(&mut self.next);
        if !self.pending.is_empty() {
            queue!(self.backend, Print(std::mem::take(&mut self.pending)))?;
            io::Write::flush(&mut self.backend)?;
        }
        self.write_changes()?;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }

    /// Writes `sequence` with the next frame, changed or not: between two frames nothing is torn.
    pub(in crate::runtime) fn send(&mut self, sequence: &str) {
        self.pending.push_str(sequence);
    }

    /// Forgets what is on the screen: somebody else has written to it.
    pub(in crate::runtime) fn forget(&mut self) {
        self.shown.reset();
        self.must_clear = true;
        self.title.forget();
    }

    /// Tells of so many alerts in the terminal's title.
    pub(in crate::runtime) fn title(&mut self, lang: Lang, alerts: usize) -> io::Result<()> {
        if let Some(change) = self.title.change(lang, alerts) {
            queue!(self.backend, Print(change))?;
            io::Write::flush(&mut self.backend)?;
        }
        Ok(())
    }

    fn write_changes(&mut self) -> io::Result<()> {
        let must_clear = std::mem::take(&mut self.must_clear);
        let mut changes = self.shown.diff_iter(&self.next).peekable();
        if changes.peek().is_none() && !must_clear {
            return Ok(());
        }
        queue!(self.backend, BeginSynchronizedUpdate)?;
        if must_clear {
            queue!(self.backend, Clear(ClearType::All))?;
        }
        self.backend.draw(changes)?;
        queue!(self.backend, EndSynchronizedUpdate)?;
        io::Write::flush(&mut self.backend)
    }
}
