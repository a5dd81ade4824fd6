//! Calls as a table. A column in which no row has anything is left out.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::printed::Printed;
use crate::{
    app::account::calls::EVERY,
    cli::{
        columns::{self, Column},
        output,
    },
    domain::{
        FeedName, FeedState, Zone,
        calls::{CallGroup, CallTotals, UsageKind},
    },
    words::{
        Lang,
        cli::{calls as texts, printed},
        facts::calls as facts,
        number,
        pages::calls as labels,
        time,
    },
};

pub(super) fn write(
    lang: Lang,
    out: &mut dyn Write,
    shown: &Printed<'_>,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let profile = shown.state.profile();
    let (Some(calls), Some(known)) = (shown.calls, profile.calls.get(shown.range)) else { return Ok(()) };
    if profile.snapshot.feed(FeedName::Calls).state(EVERY, now) == FeedState::Stale {
        let (moment, ago) =
            (time::moment(lang, known.fetched_at, now, zone), time::ago(lang, known.fetched_at, now));
        output::line(out, &printed::as_last_known(lang, &moment, &ago))?;
    }
    let period = [calls.from, calls.to].map(|instant| time::moment(lang, instant, now, zone));
    output::line(out, &texts::heading(lang, &period, calls.source))?;
    if shown.groups.is_empty() {
        return output::line(out, texts::NONE.of(lang));
    }
    let columns: [Column<'_>; 11] = [
        (facts::key(lang, shown.by), false),
        (labels::CALLS.of(lang), true),
        (labels::FAILED.of(lang), true),
        (labels::INPUT.of(lang), true),
        (labels::OUTPUT.of(lang), true),
        (labels::CACHED.of(lang), true),
        (labels::OTHER_USE.of(lang), true),
        (labels::MEAN.of(lang), true),
        (labels::P99.of(lang), true),
        (labels::LAST.of(lang), false),
        (labels::WHY.of(lang), false),
    ];
    let rows: Vec<Vec<String>> = shown.groups.iter().map(|group| row(lang, group, now)).collect();
    columns::write_used(out, &columns, &rows)?;
    let total = CallTotals::of(&shown.groups);
    output::line(out, &texts::total(lang, &total.stats))?;
    if let Some(lacks) = texts::lacks(lang, calls) {
        output::line(out, &lacks)?;
    }
    Ok(())
}

fn row(lang: Lang, group: &CallGroup, now: DateTime<Utc>) -> Vec<String> {
    let stats = &group.stats;
    let tokens = |kind: &UsageKind| stats.usage.get(kind).map(number::grouped).unwrap_or_default();
    let duration = |duration| Option::map(duration, |ms| facts::milliseconds(lang, ms)).unwrap_or_default();
    vec![
        facts::group(lang, group.key.as_deref()),
        facts::count(stats),
        stats.failed.map(number::count).unwrap_or_default(),
        tokens(&UsageKind::InputTokens),
        tokens(&UsageKind::OutputTokens),
        tokens(&UsageKind::CachedTokens),
        facts::other_use(lang, stats),
        duration(stats.duration_ms),
        duration(stats.p99_duration_ms),
        stats.last_call_at.map(|at| time::ago(lang, at, now)).unwrap_or_default(),
        facts::failures(&stats.failures),
    ]
}
