//! The Calls page without anything to list: why, and what to do.

use ratatui::text::Span;

use crate::{
    app::{Action, Area},
    domain::{Failure, FeedName},
    ui::{
        Scene,
        canvas::Canvas,
        keys,
        widgets::block::{self, Line, explained},
    },
    words::{chrome::empty, facts::failure::report_feed, pages::calls as words, time},
};

use super::feed;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let lines = lines(scene, block::width(area));
    block::draw(canvas, area, &lines, scene.glyphs);
}

fn lines(scene: &Scene<'_>, width: u16) -> Vec<Line<'static>> {
    let (state, theme, lang) = (scene.state, scene.theme, scene.lang);
    let (profile, view) = (state.profile(), &state.view.calls);
    let say = |text: String| vec![Span::styled(text, theme.strong)];
    let other = || explained(scene.glyphs.keys.left_right, words::OTHER_RANGES.of(lang), theme);
    if profile.calls.get(view.range).is_some() {
        if view.query.search.is_empty() {
            return vec![say(words::none(lang, view.range)), Line::new(), other()];
        }
        let clears = explained(keys::first_of(Action::Back, scene), words::CLEARS.of(lang), theme);
        return vec![say(words::no_match(lang, &view.query.search)), Line::new(), clears, other()];
    }
    if let Some(failure) = &profile.snapshot.feed(FeedName::Calls).failure {
        return failed(scene, failure, width);
    }
    if state.offline && !feed::is_awaited(scene, profile) {
        let hint = vec![Span::styled(empty::OFFLINE_HINT.of(lang), theme.quiet)];
        return vec![say(words::offline(lang, view.range)), Line::new(), hint];
    }
    vec![say(words::reading(lang, view.range))]
}

fn failed(scene: &Scene<'_>, failure: &Failure, width: u16) -> Vec<Line<'static>> {
    let report = report_feed(scene.lang, FeedName::Calls, &failure.cause);
    let attempts = (!failure.cause.means_off()).then(|| {
        let since = time::moment(scene.lang, failure.since, scene.now.utc, scene.zone);
        empty::attempts(scene.lang, &since, None)
    });
    block::failed(
        words::failed(scene.lang, scene.state.view.calls.range),
        report,
        attempts,
        width,
        scene.theme,
    )
}
