//! A screen of 120x40: what the program does to show a state, up to the bytes that it would write.

use quotatop::{
    app::{
        Message, State,
        redraw::{Drawn, Redraw},
        update,
    },
    domain::{Now, Zone},
    runtime::Frames,
    ui::{Glyphs, Scene, Theme, draw, draw_within, measure},
    words::Lang,
};
use ratatui::layout::Rect;

use super::account::SIZE;

pub(crate) struct Screen {
    frames: Frames,
    drawn: Option<Drawn>,
}

impl Screen {
    pub(crate) fn new() -> Self {
        Self { frames: Frames::new(Rect::new(0, 0, SIZE.width, SIZE.height)), drawn: None }
    }

    /// The reducer is about to handle `message`.
    pub(crate) fn note(&mut self, state: &State, message: &Message) {
        if let Some(drawn) = &mut self.drawn {
            drawn.note(state, message);
        }
    }

    /// Draws what has changed of the state; the number of bytes that the terminal gets.
    pub(crate) fn show(&mut self, state: &State, now: Now) -> usize {
        let scene = scene(state, now);
        match self.drawn.as_ref().map_or(Redraw::Whole, |drawn| drawn.redraw(state, now)) {
            Redraw::Parts(parts) => {
                self.frames.draw_parts(&parts, true, |cells| draw_within(&scene, &parts, cells));
            }
            Redraw::Whole => self.frames.draw(true, |cells| draw(&scene, cells)),
        }
        let mut bytes = Vec::new();
        self.frames.write(&mut bytes);
        self.frames.is_out();
        self.drawn = Some(Drawn::new(state, now));
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
