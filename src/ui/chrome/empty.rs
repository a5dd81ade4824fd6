//! What is shown instead of an empty list: why it is empty, and what to do.

use ratatui::text::Span;

use crate::{
    app::{Action, Area},
    domain::{Cause, Failure, FeedName, SourceKind},
    ui::{
        Scene,
        canvas::Canvas,
        keys,
        widgets::block::{self, Line},
    },
    words::{Text, chrome::empty as words, facts, plain, report, text, time},
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    block::draw(canvas, area, &lines(scene, area.within(1, 1).width), scene.glyphs);
}

fn lines<'a>(scene: &Scene<'a>, width: u16) -> Vec<Line<'a>> {
    let (state, theme) = (scene.state, scene.theme);
    let profile = state.profile();
    let snapshot = &profile.snapshot;
    let say = |text: Text| vec![Span::styled(text.of(scene.lang), theme.strong)];
    let hint = |text: Text| vec![Span::styled(text.of(scene.lang), theme.quiet)];
    if state.is_first_run() {
        return first_run(scene);
    }
    if state.wall.is_some() && state.is_wall_of_accounts() {
        let is_awaited = state.profiles().any(|(_, profile)| profile.awaits_fleet());
        return vec![say(if is_awaited { words::FIRST_ACCOUNTS } else { facts::accounts::NONE })];
    }
    if state.models() > 0 {
        let key = keys::first_of(Action::Back, scene);
        let nothing = words::no_match(scene.lang, &state.view.filter_text);
        return vec![
            vec![Span::styled(nothing, theme.strong)],
            Vec::new(),
            vec![Span::styled(words::clears(scene.lang, &key), theme.quiet)],
        ];
    }
    // With several profiles, their failures are shown above.
    if let Some(failure) = snapshot.feed(FeedName::Quotas).failure.as_ref().filter(|_| !state.shows_all()) {
        return failed(scene, failure, width);
    }
    if state.is_first_load() {
        return match profile.source {
            SourceKind::Alibaba => vec![say(words::FIRST_LOAD)],
            // Files are read before the first frame: this is a stream.
            SourceKind::Snapshot => {
                vec![say(words::FIRST_STREAM), Vec::new(), hint(words::FIRST_STREAM_HINT)]
            }
            SourceKind::Demo => vec![say(words::FIRST_READ)],
            SourceKind::Prometheus => vec![say(words::FIRST_FLEET)],
        };
    }
    if profile.is_fleet() && profile.fleet.opened.is_none() {
        return vec![say(words::NO_ACCOUNT), Vec::new(), hint(words::NO_ACCOUNT_HINT)];
    }
    let is_account = profile.source == SourceKind::Alibaba;
    if state.offline && snapshot.feed(FeedName::Quotas).fetched_at.is_none() {
        return vec![say(words::OFFLINE), Vec::new(), hint(words::OFFLINE_HINT)];
    }
    if is_account {
        vec![say(words::NO_MODELS), Vec::new(), hint(words::NO_MODELS_HINT)]
    } else {
        vec![say(words::EMPTY_SNAPSHOT), Vec::new(), hint(words::EMPTY_SNAPSHOT_HINT)]
    }
}

fn first_run<'a>(scene: &Scene<'a>) -> Vec<Line<'a>> {
    let theme = scene.theme;
    let mut lines = vec![vec![Span::styled(words::FIRST_RUN.of(scene.lang), theme.strong)], Vec::new()];
    lines.push(vec![Span::styled(words::WAYS.of(scene.lang), theme.quiet)]);
    let demo = keys::first_of(Action::Demo, scene);
    let options = [
        (words::SIGN_IN.0, words::SIGN_IN.1.of(scene.lang)),
        (words::ACCESS_KEY.0, words::ACCESS_KEY.1.of(scene.lang)),
        (words::IMPORT.0, words::IMPORT.1.of(scene.lang)),
        (&demo, words::DEMO.of(scene.lang)),
    ];
    let widest = options.iter().map(|(command, _)| text::width(command)).max().unwrap_or(0);
    for (command, does) in options {
        lines.push(vec![
            Span::styled(format!("  {command:<widest$}   "), theme.accent),
            Span::styled(does, theme.text),
        ]);
    }
    let failure = scene.state.profile().snapshot.feed(FeedName::Quotas).failure.as_ref();
    if let Some(Cause::NoLogin { looked_for }) = failure.map(|failure| &failure.cause)
        && !looked_for.is_empty()
    {
        lines.extend([Vec::new(), vec![Span::styled(words::LOOKED_FOR.of(scene.lang), theme.quiet)]]);
        lines.extend(
            looked_for.iter().map(|place| vec![Span::raw("  "), Span::styled(plain(place), theme.quiet)]),
        );
    }
    lines.extend([Vec::new(), vec![Span::styled(words::NOTICED.of(scene.lang), theme.quiet)]]);
    lines
}

fn failed(scene: &Scene<'_>, failure: &Failure, width: u16) -> Vec<Line<'static>> {
    let since = time::moment(scene.lang, failure.since, scene.now.utc, scene.zone);
    let attempts = words::attempts(scene.lang, &since, next_attempt(scene).as_deref());
    let (title, report) = (words::FAILED.of(scene.lang).to_owned(), report(scene.lang, &failure.cause));
    block::failed(title, report, Some(attempts), width, scene.theme)
}

/// The time of the next request for models.
fn next_attempt(scene: &Scene<'_>) -> Option<String> {
    let at = scene.state.profile().next_request_at(FeedName::Quotas, scene.now)?;
    Some(time::moment(scene.lang, at, scene.now.utc, scene.zone))
}
