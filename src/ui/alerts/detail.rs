//! What the selected alert says, in full.

use crate::{
    app::{Action, Area, alerts::Entry},
    ui::{
        Scene,
        canvas::Canvas,
        keys,
        widgets::{page, wrap::wrap},
    },
    words::{alert, alerts_page as words},
};

/// Draws it: a sentence on two lines, and what becomes of it.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let Some(entry) = scene.state.alerts_entry().filter(|_| !area.is_empty()) else { return };
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    let (name, since, says, becomes) = match entry {
        Entry::Active(episode) => (
            alert::subject(scene.lang, &episode.subject),
            words::since(scene.lang, episode, now, zone),
            alert::what(scene.lang, episode.rule, &episode.facts, now, zone),
            words::becomes(scene.lang, episode, now, zone),
        ),
        Entry::Muted(model) => {
            let unmutes = words::unmutes(scene.lang, &keys::first_of(Action::Mute, scene.glyphs));
            (words::model(model), String::new(), words::NOT_TOLD.of(scene.lang).to_owned(), unmutes)
        }
    };
    page::title(canvas, area, (&name, &since), theme, scene.glyphs);
    let body = area.below(1).within(page::MARGIN, page::MARGIN);
    let mut rows = 0;
    for line in wrap(&says, body.width).into_iter().take(usize::from(body.height.saturating_sub(1))) {
        canvas.put(body.row(rows), 0, &line, theme.text);
        rows = rows.saturating_add(1);
    }
    canvas.put(body.row(rows), 0, &becomes, theme.quiet);
}
