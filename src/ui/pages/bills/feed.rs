//! The state of the bills in the header: the last complete day, or what is wrong.

use ratatui::text::Span;

use crate::{
    app::{Profile, State, account::schedule::Task},
    domain::{
        Cause, FeedName, FeedState, SourceKind,
        bill::{Cycle, covered_through},
    },
    ui::Scene,
    words::{chrome::bars, pages::bills::labels as words},
};

/// Whether more bills are expected: a request is planned or running, or stored bills are being read. What was stored is
/// known of those of the last run: after it, only requests bring more.
pub(crate) fn is_awaited(state: &State, profile: &Profile) -> bool {
    let is_read = || profile.bills.is_busy() && (!profile.bills.are_recalled() || profile.requests_bills());
    !state.offline && (profile.schedule.is_planned(Task::Bills) || is_read())
}

/// The state of the bills of the current cycle.
pub(crate) fn feed_state(scene: &Scene<'_>, profile: &Profile, level: u8) -> Option<Span<'static>> {
    let (state, theme, now) = (scene.state, scene.theme, scene.now.utc);
    // Without a login, the whole screen explains that.
    if state.is_first_run() {
        return None;
    }
    let (bills, feed, running) = (&profile.bills, profile.snapshot.feed(FeedName::Bills), Cycle::at(now));
    let cause = feed.failure.as_ref().map(|failure| &failure.cause);
    if let Some(until) = cause.and_then(Cause::wait_until).filter(|until| *until > now) {
        return Some(Span::styled(bars::feed_waits(scene.lang, FeedName::Bills, until, now), theme.warning));
    }
    let Some(days) = bills.days(running) else {
        // What the last run has left is known before the first frame, and offline nothing comes.
        return Some(if state.offline {
            Span::styled(bars::feed_unread(scene.lang, FeedName::Bills), theme.warning)
        } else {
            Span::styled(bars::feed_loading(scene.lang, FeedName::Bills), theme.quiet)
        });
    };
    let (progress, through) = (bills.progress(running, now), covered_through(running, days));
    if progress.days == 0 && cause.is_some_and(Cause::means_off) {
        let form = usize::from(level).min(words::OFF.len().saturating_sub(1));
        return words::OFF.get(form).map(|text| Span::styled(text.of(scene.lang), theme.warning));
    }
    // A snapshot only has bills if some were imported.
    if profile.source == SourceKind::Snapshot && progress.days == 0 {
        return None;
    }
    if profile.has_imported_bills_alone() {
        let text = words::imported(scene.lang, through, (progress.days, progress.of));
        return Some(Span::styled(text, theme.quiet));
    }
    let is_awaited = is_awaited(state, profile) && cause.is_none();
    let is_stale = bills.state_of(running, feed, now) == FeedState::Stale && !is_awaited;
    let style = if is_stale { theme.warning } else { theme.quiet };
    match (through, feed.fetched_at) {
        _ if progress.days == 0 && !is_awaited => {
            Some(Span::styled(bars::feed_unread(scene.lang, FeedName::Bills), theme.warning))
        }
        _ if progress.days < progress.of && is_awaited => {
            Some(Span::styled(words::progress(scene.lang, progress.days, progress.of), theme.quiet))
        }
        (Some(day), _) => Some(Span::styled(words::through(scene.lang, day, is_stale), style)),
        // No day is complete yet: the cycle has just begun, or its first days are missing.
        (None, Some(at)) if progress.days == progress.of => {
            Some(Span::styled(bars::feed_read(scene.lang, FeedName::Bills, at, is_stale, now), style))
        }
        (None, _) => Some(Span::styled(words::progress(scene.lang, progress.days, progress.of), style)),
    }
}
