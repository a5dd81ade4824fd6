//! What is measured of a program in a terminal.

use std::{
    thread,
    time::{Duration, Instant},
};

use super::{
    process::Sample,
    program::Start,
    screen::{Piece, bursts, bytes},
    terminal::{SIZE, Terminal},
};

const SMALLER: (u16, u16) = (80, 24);
pub(crate) const DOWN: &str = "\x1b[B";
pub(crate) const UP: &str = "\x1b[A";

/// Silence that ends a frame.
const FRAME_ENDS: Duration = Duration::from_millis(60);
/// Silence that ends the answer to a key, and to another size.
const KEY_ENDS: Duration = Duration::from_millis(30);
const RESIZE_ENDS: Duration = Duration::from_millis(80);
/// Until a frame comes.
const PATIENCE: Duration = Duration::from_secs(30);
/// In which nothing may follow the first frame.
const WATCHED: Duration = Duration::from_secs(1);

pub(crate) struct Session(Terminal);

/// Times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FirstFrame {
    /// Until its last byte, after which there was silence.
    pub(crate) done: f64,
    /// What came after the first complete frame, in the next second.
    pub(crate) later_bursts: usize,
    pub(crate) later_bytes: usize,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Idle {
    /// Of a core.
    pub(crate) percent: f64,
    /// Per second.
    pub(crate) wakeups: f64,
    pub(crate) bytes: usize,
    pub(crate) refreshes: usize,
}

/// What follows a key or another size: milliseconds until its first and its last byte.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reaction {
    pub(crate) first: f64,
    pub(crate) last: f64,
    pub(crate) bytes: usize,
}

impl Session {
    pub(crate) fn open(start: &Start) -> Self {
        Self(Terminal::open(start))
    }

    pub(crate) fn first_frame(&self) -> FirstFrame {
        self.0.wait(PATIENCE, |screen| screen.is_full() && screen.is_silent(FRAME_ENDS));
        let done =
            self.0.screen().pieces.last().map_or(f64::NAN, |piece| milliseconds(piece.at - self.0.begun));
        thread::sleep(WATCHED);
        let screen = self.0.screen();
        let later = screen.after_first_frame();
        FirstFrame { done, later_bursts: bursts(later, Duration::from_millis(1)), later_bytes: bytes(later) }
    }

    /// Waits until the program has run for so long, and looks at it.
    pub(crate) fn settle(&self, time: Duration) -> Sample {
        thread::sleep(time.saturating_sub(self.0.begun.elapsed()));
        self.sample()
    }

    pub(crate) fn sample(&self) -> Sample {
        self.0.sample()
    }

    /// The most memory that the program ever had, in KiB.
    #[allow(dead_code, reason = "the bench of the scale calls it")]
    pub(crate) fn peak(&self) -> u64 {
        self.0.peak()
    }

    pub(crate) fn idle(&self, time: Duration) -> Idle {
        let (before, begun, from) = (self.sample(), Instant::now(), self.0.count());
        thread::sleep(time);
        let (after, seconds) = (self.sample(), begun.elapsed().as_secs_f64());
        let screen = self.0.screen();
        let pieces = screen.pieces.get(from..).unwrap_or_default();
        Idle {
            percent: after.cpu.saturating_sub(before.cpu).as_secs_f64() / seconds * 100.0,
            wakeups: (after.wakeups - before.wakeups) / seconds,
            bytes: bytes(pieces),
            refreshes: bursts(pieces, KEY_ENDS),
        }
    }

    /// Presses these keys one after the other, each once nothing comes any more; if nothing followed a key, it has no
    /// reaction.
    pub(crate) fn press<'a>(&self, keys: impl Iterator<Item = &'a str>) -> Vec<Option<Reaction>> {
        let press = |key: &str| self.reaction(Duration::from_millis(700), KEY_ENDS, || self.0.press(key));
        keys.map(press).collect()
    }

    /// Milliseconds from these keys until `text` is on the screen.
    #[allow(dead_code, reason = "the bench of the scale calls it")]
    pub(crate) fn press_until(&self, keys: &str, text: &str) -> f64 {
        self.0.wait(Duration::from_secs(2), |screen| screen.is_silent(FRAME_ENDS));
        let begun = Instant::now();
        self.0.press(keys);
        self.0.wait(PATIENCE, |screen| screen.contains(text));
        assert!(self.0.screen().contains(text), "{text} does not come");
        milliseconds(begun.elapsed())
    }

    /// Another size and back, this many times.
    pub(crate) fn resize(&self, times: usize) -> Vec<Option<Reaction>> {
        let sizes = [SMALLER, SIZE].into_iter().cycle().take(times);
        let resize = |(columns, rows)| {
            self.0.screen().resize(columns, rows);
            self.reaction(Duration::from_secs(2), RESIZE_ENDS, || self.0.resize(columns, rows))
        };
        sizes.map(resize).collect()
    }

    fn reaction(&self, patience: Duration, ends: Duration, act: impl FnOnce()) -> Option<Reaction> {
        self.0.wait(Duration::from_secs(2), |screen| screen.is_silent(FRAME_ENDS));
        let (from, begun) = (self.0.count(), Instant::now());
        act();
        self.0.wait(patience, |screen| screen.pieces.len() > from && screen.is_silent(ends));
        let screen = self.0.screen();
        let pieces: &[Piece] = screen.pieces.get(from..)?;
        let since = |piece: &Piece| milliseconds(piece.at.saturating_duration_since(begun));
        Some(Reaction { first: since(pieces.first()?), last: since(pieces.last()?), bytes: bytes(pieces) })
    }
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
