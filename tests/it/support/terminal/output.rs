//! What a program has written to its terminal.

use super::window::WindowState;

/// How many of the first bytes are recorded unparsed.
const RECORDED: usize = 1 << 18;

const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

pub(super) struct Output {
    pub(super) parser: vt100::Parser<WindowState>,
    pub(super) bytes: usize,
    /// The first of them, unparsed: the parser drops queries to the terminal.
    pub(super) first: Vec<u8>,
    /// Large frames come in parts: a screen may be half of one frame and half of another.
    pub(super) is_in_frame: bool,
    /// The last bytes, which may be the beginning of a sequence.
    last: Vec<u8>,
    pub(super) ended: bool,
}

impl Output {
    pub(super) const fn new(parser: vt100::Parser<WindowState>) -> Self {
        Self { parser, bytes: 0, first: Vec::new(), is_in_frame: false, last: Vec::new(), ended: false }
    }

    /// Takes in what was read; nothing at the end.
    pub(super) fn take(&mut self, read: &[u8]) {
        self.parser.process(read);
        self.bytes += read.len();
        if self.first.len() < RECORDED {
            self.first.extend_from_slice(read);
        }
        self.ended |= read.is_empty();
        self.last.extend_from_slice(read);
        let last_of =
            |sequence: &[u8]| self.last.windows(sequence.len()).rposition(|bytes| bytes == sequence);
        let (begins, ends) = (last_of(FRAME_BEGINS), last_of(FRAME_ENDS));
        if begins != ends {
            self.is_in_frame = begins > ends;
        }
        self.last.drain(..self.last.len().saturating_sub(FRAME_BEGINS.len() - 1));
    }

    pub(super) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    pub(super) fn has(&self, bytes: &str) -> bool {
        self.first.windows(bytes.len()).any(|window| window == bytes.as_bytes())
    }

    pub(super) fn colour_of(&self, text: &str) -> Option<vt100::Color> {
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        let (row, column) = screen.rows(0, columns.get()).enumerate().find_map(|(row, line)| {
            let (before, _) = line.split_once(text)?;
            Some((u16::try_from(row).unwrap(), u16::try_from(before.chars().count()).unwrap()))
        })?;
        Some(screen.cell(row, column)?.fgcolor())
    }
}
