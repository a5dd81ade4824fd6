//! Who used a model in the last 24 hours: the account, its RAM users and all API keys share one free quota.

use ratatui::text::Span;

use crate::{
    domain::{
        Model,
        calls::{CallRange, CallStats, Caller},
    },
    ui::{Scene, widgets::page::Fact},
    words::{facts::calls as words, pages::models::detail},
};

/// The callers that are named, those with the most calls first.
const MOST: usize = 3;

/// Absent if calls were never read, or if there was none.
pub(super) fn fact<'a>(scene: &Scene<'_>, model: &Model) -> Option<Fact<'a>> {
    let (lang, theme) = (scene.lang, scene.theme);
    let known = scene.state.profile().calls.get(CallRange::Day)?;
    let callers = known.value.callers_of(&model.name);
    let all: Option<CallStats> = callers.iter().map(|(_, stats)| stats).fold(None, |sum, stats| {
        let mut sum = sum.unwrap_or_default();
        sum.add(stats);
        Some(sum)
    });
    let all = all?;
    let used = all.usage.counted_in(model.unit).map(|used| words::short_use(lang, used, model.unit));
    let lead = Span::styled(used.unwrap_or_else(|| words::calls(lang, &all)), theme.strong);
    let whole = all.usage.counted_in(model.unit);
    let share = |(caller, stats): &(Option<Caller>, CallStats)| {
        let percent = stats.usage.counted_in(model.unit).zip(whole);
        let percent = percent.and_then(|(used, whole)| used.percent_of(whole));
        words::share(lang, caller.as_ref(), percent)
    };
    let shares: Vec<String> = callers.iter().take(MOST).map(share).collect();
    let hidden = callers.len().saturating_sub(MOST);
    let rest = words::used_by(lang, CallRange::Day, &shares, hidden);
    Some(Fact::new(detail::USED_BY.of(lang), rest, theme.quiet).with_lead([lead]))
}
