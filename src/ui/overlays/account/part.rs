//! A part of the account page: a title and facts.

use crate::{
    app::Area,
    ui::{
        Scene,
        canvas::Canvas,
        widgets::page::{self, Fact},
    },
};

pub(super) struct Part<'a> {
    pub(super) title: String,
    pub(super) facts: Vec<Fact<'a>>,
}

impl Part<'_> {
    /// Draws it with `aside` on the line of the title, and `gap` blank rows below that; returns its height.
    pub(super) fn draw(
        &self,
        scene: &Scene<'_>,
        canvas: &mut Canvas<'_>,
        area: Area,
        aside: &str,
        gap: u16,
    ) -> u16 {
        page::title(canvas, area, (&self.title, aside), scene.theme, scene.glyphs);
        let above = gap.saturating_add(1);
        page::facts(canvas, area.below(above), &self.facts, scene.theme).saturating_add(above)
    }
}
