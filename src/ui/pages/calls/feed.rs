//! The state of the calls in the header: how old those on screen are, or what is wrong.

use ratatui::text::Span;

use crate::{
    app::{
        Profile,
        account::{calls::EVERY, schedule::Task},
    },
    domain::{Cause, Feed, FeedName, FeedState},
    ui::Scene,
    words::chrome::bars,
};

/// Whether an answer is awaited: of the store or of the source.
pub(crate) fn is_awaited(scene: &Scene<'_>, profile: &Profile) -> bool {
    profile.calls.is_busy() || !scene.state.offline && profile.schedule.is_planned(Task::Calls)
}

/// The state of the calls of the range on screen.
pub(crate) fn feed_state(scene: &Scene<'_>, profile: &Profile) -> Option<Span<'static>> {
    let (theme, now, lang) = (scene.theme, scene.now.utc, scene.lang);
    let failure = profile.snapshot.feed(FeedName::Calls).failure.clone();
    let cause = failure.as_ref().map(|failure| &failure.cause);
    if let Some(until) = cause.and_then(Cause::wait_until).filter(|until| *until > now) {
        return Some(Span::styled(bars::feed_waits(lang, FeedName::Calls, until, now), theme.warning));
    }
    match profile.calls.get(scene.state.view.calls.range) {
        Some(known) => {
            let feed = Feed { fetched_at: Some(known.fetched_at), failure };
            let is_stale = feed.state(EVERY, now) == FeedState::Stale;
            let style = if is_stale { theme.warning } else { theme.quiet };
            let text = bars::feed_read(lang, FeedName::Calls, known.fetched_at, is_stale, now);
            Some(Span::styled(text, style))
        }
        None if scene.state.is_first_run() => None,
        None if cause.is_none() && is_awaited(scene, profile) => {
            Some(Span::styled(bars::feed_loading(lang, FeedName::Calls), theme.quiet))
        }
        None => Some(Span::styled(bars::feed_unread(lang, FeedName::Calls), theme.warning)),
    }
}
