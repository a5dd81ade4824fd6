//! A screen of 120x40: what the program does to show a state, up to the bytes that it would write.

use quotatop::{
    app::{Message, State, update},
    domain::{Now, Zone},
    runtime::{Frame, write_frame},
    ui::{Glyphs, Scene, Theme, draw, links, measure},
    words::Lang,
};
use ratatui::layout::Rect;

use super::account::SIZE;

pub(crate) struct Screen {
    shown: Frame,
    next: Frame,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let area = Rect::new(0, 0, SIZE.width, SIZE.height);
        Self { shown: Frame::empty(area), next: Frame::empty(area) }
    }

    /// Draws the state; the number of bytes that the terminal gets.
    pub(crate) fn show(&mut self, state: &State, now: Now) -> usize {
        self.next.reset();
        draw(&scene(state, now), &mut self.next.cells);
        self.next.links = links(&self.next.cells);
        let mut bytes = Vec::new();
        write_frame(&self.shown, &mut self.next, &mut bytes);
        std::mem::swap(&mut self.shown, &mut self.next);
        bytes.len()
    }

    /// Lets the reducer know the sizes of texts, as after every message.
    #[expect(clippy::unused_self, reason = "it belongs to what a screen does")]
    pub(crate) fn measure(&self, state: &mut State, now: Now) {
        let extents = measure(&scene(state, now));
        if extents != state.extents {
            update(state, Message::Measured(extents), now);
        }
    }
}

fn scene(state: &State, now: Now) -> Scene<'_> {
    Scene { state, theme: &Theme::DARK, glyphs: &Glyphs::UNICODE, lang: Lang::English, now, zone: Zone::UTC }
}
