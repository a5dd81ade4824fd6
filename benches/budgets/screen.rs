//! What has come from a program, when, and what its screen shows.

use std::{
    num::NonZero,
    time::{Duration, Instant},
};

use super::answers::Answers;

/// A frame is full if at least this many cells are not blank.
const FULL: usize = 200;

/// Later pieces do not belong to the same burst.
const GAP: Duration = Duration::from_millis(1);

/// What was read at once.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) at: Instant,
    pub(crate) bytes: usize,
    /// Whether a full frame is on the screen now, and complete.
    is_full: bool,
}

pub(crate) struct Screen {
    parser: vt100::Parser<Answers>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) has_ended: bool,
}

impl Screen {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let parser = vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, Answers::default());
        Self { parser, pieces: Vec::new(), has_ended: false }
    }

    /// Takes in what was read, and returns what the terminal answers.
    pub(crate) fn take(&mut self, bytes: &[u8], at: Instant) -> Vec<u8> {
        self.parser.process(bytes);
        let answers = std::mem::take(&mut self.parser.callbacks_mut().pending);
        let was_full = self.pieces.last().is_some_and(|piece| piece.is_full);
        let is_full = was_full || (!self.parser.callbacks().is_updating && self.cells() >= FULL);
        self.pieces.push(Piece { at, bytes: bytes.len(), is_full });
        answers
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
    }

    pub(crate) fn is_full(&self) -> bool {
        self.pieces.last().is_some_and(|piece| piece.is_full)
    }

    #[allow(dead_code, reason = "the bench of the scale calls it")]
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.parser.screen().contents().contains(text)
    }

    /// Whether nothing came for so long.
    pub(crate) fn is_silent(&self, time: Duration) -> bool {
        self.pieces.last().is_some_and(|piece| piece.at.elapsed() > time)
    }

    /// Where the pieces after the first full frame begin.
    pub(crate) fn after_first_frame(&self) -> &[Piece] {
        let Some(full) = self.pieces.iter().position(|piece| piece.is_full) else { return &[] };
        let rest = self.pieces.get(full..).unwrap_or_default();
        let pairs = rest.iter().zip(rest.iter().skip(1));
        let end = pairs.take_while(|(piece, next)| next.at - piece.at <= GAP).count();
        rest.get(end + 1..).unwrap_or_default()
    }

    /// How many cells are not blank.
    fn cells(&self) -> usize {
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        let positions = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        positions
            .filter(|(row, column)| {
                screen.cell(*row, *column).is_some_and(|cell| !cell.contents().trim().is_empty())
            })
            .count()
    }
}

/// How many bursts there are.
pub(crate) fn bursts(pieces: &[Piece], gap: Duration) -> usize {
    let later = pieces.iter().zip(pieces.iter().skip(1)).filter(|(piece, next)| next.at - piece.at > gap);
    later.count() + usize::from(!pieces.is_empty())
}

pub(crate) fn bytes(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.bytes).sum()
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap_or(NonZero::<u16>::MIN)
}
