//! The Bills page without anything to list: why, and what to do.

use ratatui::text::Span;

use crate::{
    app::{Action, Area},
    domain::{Failure, FeedName, SourceKind, bill::Cycle},
    ui::{
        Scene,
        canvas::Canvas,
        keys,
        widgets::block::{self, Line, explained},
    },
    words::{chrome::empty, facts::failure::report_feed, pages::bills::labels as words, time},
};

use super::feed;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let lines = lines(scene, block::width(area));
    block::draw(canvas, area, &lines, scene.glyphs);
}

fn lines(scene: &Scene<'_>, width: u16) -> Vec<Line<'static>> {
    let (state, theme) = (scene.state, scene.theme);
    let (profile, query) = (state.profile(), &state.view.bills.query);
    let (bills, cycle) = (&profile.bills, state.shown_cycle(scene.now.utc));
    let say = |text: String| vec![Span::styled(text, theme.strong)];
    let progress = bills.progress(cycle, scene.now.utc);
    let Some(ledger) = bills.ledger(cycle) else { return vec![say(words::reading(scene.lang, cycle))] };
    let lines = ledger.lines();
    if lines > 0 && !query.search.is_empty() {
        let clears = key(scene, Action::Back, words::CLEARS.of(scene.lang));
        return vec![
            say(words::no_match(scene.lang, cycle, &query.search)),
            Line::new(),
            clears,
            other_products(scene),
        ];
    }
    if lines > 0 {
        let none = say(words::none_of_product(scene.lang, cycle, &query.product, lines));
        return vec![none, Line::new(), other_products(scene), other_cycles(scene)];
    }
    if let Some(failure) = &profile.snapshot.feed(FeedName::Bills).failure {
        return failed(scene, (cycle, failure), width);
    }
    if profile.source == SourceKind::Snapshot && progress.days == 0 {
        let (command, does) = words::IMPORT;
        let import = explained(command, does.of(scene.lang), theme);
        return vec![say(words::not_imported(scene.lang, cycle)), Line::new(), import, other_cycles(scene)];
    }
    if progress.days == 0 && state.offline {
        let hint = vec![Span::styled(empty::OFFLINE_HINT.of(scene.lang), theme.quiet)];
        return vec![say(words::offline(scene.lang, cycle)), Line::new(), hint];
    }
    if progress.days < progress.of && feed::is_awaited(state, profile) {
        return vec![say(words::requesting(scene.lang, cycle, profile.source, (progress.days, progress.of)))];
    }
    vec![say(words::no_lines(scene.lang, cycle)), Line::new(), other_cycles(scene)]
}

fn failed(scene: &Scene<'_>, (cycle, failure): (Cycle, &Failure), width: u16) -> Vec<Line<'static>> {
    let report = report_feed(scene.lang, FeedName::Bills, &failure.cause);
    let attempts = (!failure.cause.means_off()).then(|| {
        let since = time::moment(scene.lang, failure.since, scene.now.utc, scene.zone);
        empty::attempts(scene.lang, &since, None)
    });
    block::failed(words::failed(scene.lang, cycle), report, attempts, width, scene.theme)
}

fn key(scene: &Scene<'_>, action: Action, does: &str) -> Line<'static> {
    explained(keys::first_of(action, scene), does, scene.theme)
}

fn other_products(scene: &Scene<'_>) -> Line<'static> {
    key(scene, Action::Product, words::OTHER_PRODUCTS.of(scene.lang))
}

fn other_cycles(scene: &Scene<'_>) -> Line<'static> {
    explained(scene.glyphs.keys.left_right, words::OTHER_CYCLES.of(scene.lang), scene.theme)
}
