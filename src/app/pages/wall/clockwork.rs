//! What of the wallboard moves on its own: its pages, its pulse, its position on the screen.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::counts::Counts;
use crate::{
    app::area::Size,
    domain::{Now, QuietHours},
};

/// The pulse moves this often, on the full 5 seconds of the clock: one wake-up for it and for the full minute.
pub const PULSE: Duration = Duration::from_secs(5);
/// After so many beats everything moves by a cell: every 3 minutes.
const BEATS_OF_A_SHIFT: u64 = 36;
/// Where everything stands in turn, in columns and rows from the upper left corner.
const RING: [(u16, u16); 6] = [(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)];
/// The room that the ring needs, in columns and rows.
pub const MARGIN: (u16, u16) = (2, 1);
/// What a person has opened is closed when nobody has touched a key for this long.
pub(super) const OPEN_FOR: Duration = Duration::from_mins(2);

/// How the wallboard behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How long a page stands before the next.
    pub turn: Duration,
    /// When it is dimmed; absent: never.
    pub night: Option<QuietHours>,
    /// Whether it shifts.
    pub shift: bool,
}

/// The moving parts of the wallboard. Deadlines are on the monotonic clock, which no change of the wall's clock
/// and no sleep of the machine sets forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wall {
    /// How it behaves.
    pub settings: Settings,
    /// The page that is shown, from 0.
    pub page: usize,
    /// How many pages there were when it was last looked.
    pub pages: usize,
    /// Whether the page stays.
    pub held: bool,
    /// How often the pulse has moved.
    pub beats: u64,
    /// What that number followed from: the size of the screen, how much there was to show, how many notes.
    pub(super) basis: Option<(Size, Counts, usize)>,
    /// When the page last turned.
    pub(super) turned_at: Duration,
    /// When the pulse moves next.
    pub(super) beats_at: Duration,
    /// When a key was last pressed.
    pub(super) touched_at: Duration,
}

impl Wall {
    /// A wallboard that begins now.
    pub fn new(settings: Settings, now: Now) -> Self {
        let beats_at = now.monotonic.saturating_add(to_next_beat(now.utc));
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

    /// Goes on where another was left, with settings of its own.
    pub(crate) const fn resume(&mut self, before: &Self) {
        *self = Self { settings: self.settings, ..*before };
    }

    /// How far everything has moved from the upper left corner, in columns and rows.
    pub fn shift(&self) -> (u16, u16) {
        let steps = u64::try_from(RING.len()).unwrap_or(1);
        let at = (self.beats / BEATS_OF_A_SHIFT).checked_rem(steps).and_then(|at| usize::try_from(at).ok());
        at.filter(|_| self.settings.shift).and_then(|at| RING.get(at)).copied().unwrap_or_default()
    }

    /// When the page turns; absent where it does not.
    pub(super) fn turns_at(&self) -> Option<Duration> {
        (self.pages > 1 && !self.held).then(|| self.turned_at.saturating_add(self.settings.turn))
    }

    /// Opens the page so many further on; behind the last stands the first. It stands from now on.
    pub(crate) fn turn(&mut self, by: isize, now: Duration) {
        let length = isize::try_from(self.pages).unwrap_or(isize::MAX).max(1);
        let to = self.page.saturating_add_signed(by.rem_euclid(length)).checked_rem(self.pages.max(1));
        (self.page, self.turned_at) = (to.unwrap_or(0), now);
    }

    /// A key was pressed.
    pub(crate) const fn touch(&mut self, now: Duration) {
        self.touched_at = now;
    }
}

/// How long until the next full 5 seconds of the clock. One that is about to come is the one that has just been
/// waited for: the two clocks do not run quite alike.
pub(super) fn to_next_beat(now: DateTime<Utc>) -> Duration {
    let pulse = i64::try_from(PULSE.as_millis()).unwrap_or(1);
    let into = now.timestamp_millis().rem_euclid(pulse);
    let left = pulse.saturating_sub(into);
    let left = if left < pulse / 5 { left.saturating_add(pulse) } else { left };
    Duration::from_millis(u64::try_from(left).unwrap_or_default())
}
