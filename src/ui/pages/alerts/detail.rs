//! The detail of the selected alert or event.

use crate::{
    app::{Action, Area, account::alerts::Entry, pages::alerts::undoes},
    ui::{
        Scene,
        canvas::Canvas,
        keys,
        widgets::{page, wrap::wrap},
    },
    words::{facts::alert, pages::alerts as words, plain, time},
};

/// Draws its message, and what happens next.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    let key = |action| keys::first_of(action, scene);
    let (id, name, since, message, next_step) = match (scene.state.log_event(), scene.state.alerts_entry()) {
        (Some((id, event)), _) => (
            id,
            alert::subject(scene.lang, &event.subject),
            time::moment(scene.lang, event.at, now, zone),
            alert::event(scene.lang, event, event.at, zone),
            String::new(),
        ),
        (None, Some((id, Entry::Active(episode)))) => {
            let next_step = words::next_step(scene.lang, episode, now, zone);
            (
                id,
                alert::subject(scene.lang, &episode.subject),
                words::since(scene.lang, episode, now, zone),
                alert::what(scene.lang, episode.rule, &episode.facts, now, zone),
                match undoes(episode, scene.now) {
                    Some(action) => words::with_undo_hint(scene.lang, &next_step, &key(action)),
                    None => next_step,
                },
            )
        }
        (None, Some((id, Entry::Muted(model)))) => {
            let unmutes = words::unmutes(scene.lang, &key(Action::Mute));
            (id, words::model(model), String::new(), words::IS_MUTED.of(scene.lang).to_owned(), unmutes)
        }
        (None, None) => return,
    };
    let profile = scene.state.profile_at(id).filter(|_| scene.state.shows_all());
    let name = profile
        .map_or(name.clone(), |profile| format!("{} {} {name}", plain(profile.name()), scene.glyphs.dot));
    page::title(canvas, area, (&name, &since), theme, scene.glyphs);
    let body = area.below(1).within(page::MARGIN, page::MARGIN);
    let mut rows = 0;
    for line in wrap(&message, body.width).into_iter().take(usize::from(body.height.saturating_sub(1))) {
        canvas.put(body.row(rows), 0, &line, theme.text);
        rows = rows.saturating_add(1);
    }
    canvas.put(body.row(rows), 0, &next_step, theme.quiet);
}
