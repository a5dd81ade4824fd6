//! The moving parts of the wallboard: pages, pulse, position on the screen.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::counts::Counts;
use crate::{
    app::area::Size,
    domain::{Now, QuietHours},
};

/// The pulse moves at multiples of 5 seconds of the clock, so that full minutes need no wake-up of their own.
pub const PULSE: Duration = Duration::from_secs(5);
/// The picture shifts by a cell every 3 minutes, against burn-in.
const BEATS_PER_SHIFT: u64 = 36;
/// The offsets of the picture in turn, in columns and rows.
const OFFSETS: [(u16, u16); 6] = [(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)];
/// The room that shifting needs, in columns and rows.
pub const MARGIN: (u16, u16) = (2, 1);
/// An overlay closes after this time without a key press.
pub(super) const OVERLAY_TIMEOUT: Duration = Duration::from_mins(2);

/// How the wallboard behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How long each page is shown.
    pub turn: Duration,
    /// When it is dimmed, if ever.
    pub night: Option<QuietHours>,
    /// Whether the picture shifts.
    pub shift: bool,
}

/// The state of the wallboard. Deadlines are on the monotonic clock, unaffected by clock changes and sleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wall {
    pub settings: Settings,
    /// The current page, from 0.
    pub page: usize,
    /// The number of pages when last computed.
    pub pages: usize,
    /// Whether paging is paused.
    pub held: bool,
    /// The number of pulse beats so far.
    pub beats: u64,
    /// What `pages` was computed from: screen size, content, number of problem lines.
    pub(super) basis: Option<(Size, Counts, usize)>,
    /// When the page was last turned.
    pub(super) turned_at: Duration,
    /// When the pulse beats next.
    pub(super) beats_at: Duration,
    /// When a key was last pressed.
    pub(super) touched_at: Duration,
}

impl Wall {
    pub fn new(settings: Settings, now: Now) -> Self {
        let beats_at = now.monotonic.saturating_add(until_next_beat(now.utc));
        let (turned_at, touched_at) = (now.monotonic, now.monotonic);
        Self {
            settings,
            page: 0,
            pages: 1,
            basis: None,
            held: false,
            beats: 0,
            turned_at,
            beats_at,
            touched_at,
        }
    }

    /// Continues where `before` was left, with its own settings.
    pub(crate) const fn resume(&mut self, before: &Self) {
        *self = Self { settings: self.settings, ..*before };
    }

    /// The current offset of the picture, in columns and rows.
    pub fn shift(&self) -> (u16, u16) {
        let steps = u64::try_from(OFFSETS.len()).unwrap_or(1);
        let at = (self.beats / BEATS_PER_SHIFT).checked_rem(steps).and_then(|at| usize::try_from(at).ok());
        at.filter(|_| self.settings.shift).and_then(|at| OFFSETS.get(at)).copied().unwrap_or_default()
    }

    /// When the page turns next, if it does.
    pub(super) fn turns_at(&self) -> Option<Duration> {
        (self.pages > 1 && !self.held).then(|| self.turned_at.saturating_add(self.settings.turn))
    }

    /// Moves on by `by` pages, cyclically, and restarts the page's time.
    pub(crate) fn turn(&mut self, by: isize, now: Duration) {
        let length = isize::try_from(self.pages).unwrap_or(isize::MAX).max(1);
        let to = self.page.saturating_add_signed(by.rem_euclid(length)).checked_rem(self.pages.max(1));
        (self.page, self.turned_at) = (to.unwrap_or(0), now);
    }

    pub(crate) const fn touch(&mut self, now: Duration) {
        self.touched_at = now;
    }
}

/// The time until the next multiple of 5 seconds. One that is less than a second away is skipped: it is the
/// one that was just awaited, since the two clocks differ slightly.
pub(super) fn until_next_beat(now: DateTime<Utc>) -> Duration {
    let pulse = i64::try_from(PULSE.as_millis()).unwrap_or(1);
    let into = now.timestamp_millis().rem_euclid(pulse);
    let left = pulse.saturating_sub(into);
    let left = if left < pulse / 5 { left.saturating_add(pulse) } else { left };
    Duration::from_millis(u64::try_from(left).unwrap_or_default())
}
