//! Writes frames: only the cells that changed, all at once, and nothing at all if none did.

use std::{io, time::Duration};

use crossterm::{
    queue,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{frame::Frames, output::Output, title::Title};
use crate::{
    app::{Area, Size},
    words::Lang,
};

/// A terminal that reads takes a frame in far less.
const LEAVING_TIME: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(crate) struct Screen {
    output: &'static Output,
    frames: Frames,
    /// Whether the terminal supports links.
    has_links: bool,
    must_clear: bool,
    /// A frame was skipped, since the terminal has not read the previous one.
    is_behind: bool,
    title: Title,
    /// Written before the next frame.
    pending: Vec<u8>,
}

impl Screen {
    pub(crate) fn new(output: &'static Output, size: Size, has_links: bool) -> Self {
        let area = Rect::new(0, 0, size.width, size.height);
        Self {
            output,
            frames: Frames::new(area),
            has_links,
            must_clear: false,
            is_behind: false,
            title: Title::default(),
            pending: Vec::new(),
        }
    }

    /// Whether the terminal has read the previous frame; until then frames are skipped.
    pub(crate) fn is_ready(&mut self) -> bool {
        self.is_behind = !self.output.is_idle();
        !self.is_behind
    }

    /// Waits for a moment until the frame is out: what is started next would only delay it.
    pub(crate) fn let_out(&self) {
        self.output.wait(LEAVING_TIME);
    }

    /// Waits until a skipped frame can be shown; for ever if none was skipped.
    pub(crate) async fn catch_up(&self) {
        if !self.is_behind {
            std::future::pending::<()>().await;
        }
        self.output.idle().await;
    }

    /// Shows a frame of `size` that `paint` draws.
    pub(crate) fn show(&mut self, size: Size, paint: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        let area = Rect::new(0, 0, size.width, size.height);
        if self.frames.area() != area {
            self.frames = Frames::new(area);
            self.must_clear = true;
        }
        self.frames.draw(self.has_links, paint);
        self.put_out()
    }

    /// Shows what `paint` changes in these parts of the last frame.
    pub(crate) fn show_parts(&mut self, parts: &[Area], paint: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        if parts.is_empty() && self.pending.is_empty() {
            return Ok(());
        }
        self.frames.draw_parts(parts, self.has_links, paint);
        self.put_out()
    }

    /// Writes `sequence` between two frames, so that it tears neither.
    pub(crate) fn send(&mut self, sequence: &str) {
        self.pending.extend_from_slice(sequence.as_bytes());
    }

    /// Forgets what is on the screen: another program has written to it.
    pub(crate) fn forget(&mut self) {
        self.frames.forget();
        self.must_clear = true;
        self.title.forget();
    }

    /// Shows the number of alerts in the terminal's title, with the next frame.
    pub(crate) fn title(&mut self, lang: Lang, alerts: usize) {
        if let Some(change) = self.title.change(lang, alerts) {
            self.send(&change);
        }
    }

    fn put_out(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.pending);
        self.write_changes(&mut bytes)?;
        self.frames.is_out();
        if bytes.is_empty() { Ok(()) } else { self.output.send(&bytes) }
    }

    fn write_changes(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let before = bytes.len();
        queue!(bytes, BeginSynchronizedUpdate)?;
        let must_clear = std::mem::take(&mut self.must_clear);
        if must_clear {
            queue!(bytes, Clear(ClearType::All))?;
        }
        let start = bytes.len();
        self.frames.write(bytes);
        if bytes.len() == start && !must_clear {
            bytes.truncate(before);
            return Ok(());
        }
        queue!(bytes, EndSynchronizedUpdate)
    }
}
