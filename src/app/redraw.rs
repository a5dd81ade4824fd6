//! What of the frame on the screen has to be drawn again.

use super::{
    Message, ProfileId, State,
    area::Area,
    change::Change,
    layout::{Regions, layout},
    pages,
    ticking::{Ticking, ticking},
    wake::Calm,
};
use crate::domain::{ClockState, Now};

/// What has to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redraw {
    /// These areas, which nothing covers.
    Parts(Vec<Area>),
    Whole,
}

/// The frame on the screen, and what has happened since it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    calm: Calm,
    regions: Regions,
    clock: ClockState,
    current: ProfileId,
    /// The first visible model.
    offset: usize,
    /// The position of the selected one.
    cursor: Option<usize>,
    change: Change,
}

impl Drawn {
    /// The frame that shows `state` at `now`.
    pub fn new(state: &State, now: Now) -> Self {
        Self {
            calm: Calm::new(state, now),
            regions: layout(state),
            clock: state.clock,
            current: state.current(),
            offset: state.view.offset,
            cursor: state.cursor(),
            change: Change::Nothing,
        }
    }

    /// `message` is about to be handled.
    pub fn note(&mut self, state: &State, message: &Message) {
        self.change = self.change.max(pages::change(state, message));
    }

    /// Whether nothing has happened.
    pub fn is_current(&self) -> bool {
        self.change == Change::Nothing
    }

    /// What differs from what would be drawn at `now`.
    pub fn redraw(&self, state: &State, now: Now) -> Redraw {
        let regions = layout(state);
        let is_similar = self.calm.lasts(now)
            && regions == self.regions
            && (state.clock, state.current()) == (self.clock, self.current);
        let mut parts = match ticking(state, &regions, now) {
            _ if self.change == Change::Anything || !is_similar => return Redraw::Whole,
            Ticking::Anything => return Redraw::Whole,
            Ticking::Page(areas) => areas,
            Ticking::Nothing => Vec::new(),
        };
        if self.change == Change::Cursor {
            parts.extend(pages::moved(state, &regions.page, (self.offset, self.cursor)));
            parts.push(regions.hints);
        }
        Redraw::Parts(parts)
    }
}
