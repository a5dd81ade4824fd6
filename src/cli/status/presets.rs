//! The short line: what is overdue first, then the model that needs attention most, then counts.

use super::facts::Facts;
use crate::words::cli::status as texts;

pub(super) fn plain(facts: &Facts<'_>, is_ascii: bool) -> String {
    if !facts.are_known() {
        return texts::NOTHING.to_owned();
    }
    let mut parts = Vec::new();
    if facts.is_overdue() == Some(true) {
        parts.push(facts.overdue());
    }
    let worst = facts.by_attention().first().map(|worst| facts.named(*worst));
    parts.push(worst.unwrap_or_else(|| texts::NOTHING.to_owned()));
    parts.extend(counts(facts));
    parts.extend(facts.stale_age().map(|age| texts::old(facts.lang, &age)));
    parts.join(separator(is_ascii))
}

/// How many models are billed or low, where any certainly are.
pub(super) fn counts(facts: &Facts<'_>) -> impl Iterator<Item = String> {
    let (billed, low) = (facts.billed(), facts.low());
    let billed = (billed.known > 0).then(|| texts::billed(facts.lang, &billed.text()));
    let low = (low.known > 0).then(|| texts::low(facts.lang, &low.text()));
    billed.into_iter().chain(low)
}

pub(super) const fn separator(is_ascii: bool) -> &'static str {
    if is_ascii { " | " } else { " · " }
}
