//! The line that summarizes unused models.

use crate::{
    app::{Action, Area, Command},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys,
        widgets::block::explained,
    },
    words::{chrome::bars, overlays::help, text},
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    canvas.target(area, (0, area.width), || Command::Act(Action::Untouched));
    let row = area.within(1, 1);
    let key = keys::first_of(Action::Untouched, scene);
    let room = row.width.saturating_sub(columns(help::SHOWS.of(scene.lang))).saturating_sub(5);
    let forms = bars::untouched(scene.lang, &scene.state.list.folded, scene.now.utc);
    let [.., shortest] = &forms;
    let text = forms.iter().find(|text| columns(text) <= room).unwrap_or(shortest);
    canvas.put(row, 0, &text::cut(text, usize::from(room), scene.glyphs.cut), scene.theme.quiet);
    canvas.right(row, &explained(key, help::SHOWS.of(scene.lang), scene.theme));
}
