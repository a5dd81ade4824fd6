//! A line with the plans of the account: calls with their keys are in none of the figures above.

use crate::{
    app::{Action, Area, Command},
    ui::{
        Scene,
        canvas::{Canvas, columns},
    },
    words::{facts::plan, text},
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    canvas.target(area, (0, area.width), || Command::Act(Action::Account));
    let row = area.within(1, 1);
    let plans = scene.state.profile().plans.in_use();
    let forms = plan::strip(scene.lang, plans, scene.now.utc, scene.glyphs.dot);
    let [.., shortest] = &forms;
    let line = forms.iter().find(|line| columns(line) <= row.width).unwrap_or(shortest);
    canvas.put(row, 0, &text::cut(line, usize::from(row.width), scene.glyphs.cut), scene.theme.quiet);
}
