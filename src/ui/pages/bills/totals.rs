//! The totals of the shown lines that are below no column, and what all totals are based on.

use ratatui::text::Span;

use crate::{
    app::Area,
    domain::bill::{Ledger, Origin},
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
    },
    words::{Lang, pages::bills::totals as words},
};

use super::groups::{self, Footer};

/// Levels of detail of sums and remarks, in the order in which they are tried.
const LEVELS: [(usize, usize); 6] = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (2, 3)];
/// The gap between the sums and the remarks.
const GAP: u16 = 3;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, footer: Footer) {
    let is_below_columns = footer.width > 0;
    let row = area.within(footer.width.max(1), 1);
    for (level, (sums_level, remarks_level)) in LEVELS.into_iter().enumerate() {
        let (left, beside) = if is_below_columns {
            (Vec::new(), beside(scene, footer, sums_level))
        } else {
            (sums(scene, sums_level), Vec::new())
        };
        let right = joined(scene, beside.into_iter().chain(remarks(scene, remarks_level)));
        let needed = columns_of(&left).saturating_add(columns_of(&right)).saturating_add(GAP);
        if needed <= row.width || level.saturating_add(1) == LEVELS.len() {
            canvas.cut(row, &left, scene.glyphs.cut);
            canvas.right(row, &right);
            return;
        }
    }
}

fn sums(scene: &Scene<'_>, level: usize) -> Vec<Span<'static>> {
    let theme = scene.theme;
    let mut spans = vec![Span::styled(words::TOTAL.of(scene.lang), theme.quiet), Span::raw("  ")];
    let totals = scene.state.profile().bills.report.totals.iter().map(|total| {
        let text = words::total(scene.lang, &total.sums, &total.currency).into_iter().nth(level);
        Span::styled(text.unwrap_or_default(), theme.strong)
    });
    spans.extend(joined(scene, totals));
    spans
}

/// The totals that are below no column, fewer from level to level.
fn beside(scene: &Scene<'_>, footer: Footer, level: usize) -> Vec<Span<'static>> {
    let Some(total) = groups::only_total(scene) else { return Vec::new() };
    let texts = words::beside(scene.lang, &total.sums, footer.has_list_price);
    texts.into_iter().skip(level).flatten().map(|text| Span::styled(text, scene.theme.quiet)).collect()
}

fn joined(scene: &Scene<'_>, parts: impl IntoIterator<Item = Span<'static>>) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for part in parts {
        if !spans.is_empty() {
            spans.push(Span::styled(format!(" {} ", scene.glyphs.dot), scene.theme.quiet));
        }
        spans.push(part);
    }
    spans
}

/// What the sums are based on. Level 1 is shorter, level 2 only has warnings, level 3 nothing.
fn remarks(scene: &Scene<'_>, level: usize) -> Vec<Span<'static>> {
    let (state, theme) = (scene.state, scene.theme);
    let profile = state.profile();
    let report = &profile.bills.report;
    let mut spans = Vec::new();
    let unknown = report.totals.iter().map(|total| total.sums.unknown).fold(0, u64::saturating_add);
    let gaps = report.totals.iter().map(|total| total.gaps).max().unwrap_or(0);
    if let Some(incomplete) = words::incomplete(scene.lang, unknown, gaps).filter(|_| level < 3) {
        spans.extend(
            incomplete
                .into_iter()
                .nth(level.min(1))
                .map(|incomplete| Span::styled(incomplete, theme.warning)),
        );
    }
    if report.unread > 0 && level < 3 {
        let text = words::unread(scene.lang, report.unread, state.view.bills.query.grouping);
        spans.extend(text.into_iter().nth(level.min(1)).map(|text| Span::styled(text, theme.warning)));
    }
    let ledger = profile.bills.ledger(state.shown_cycle(scene.now.utc)).filter(|_| level < 2);
    let coverage = ledger.and_then(|ledger| coverage(scene.lang, ledger).into_iter().nth(level));
    spans
        .extend(coverage.filter(|text| !text.is_empty()).map(|coverage| Span::styled(coverage, theme.quiet)));
    spans
}

fn coverage(lang: Lang, ledger: &Ledger) -> [String; 2] {
    let count = |origin| ledger.days().iter().filter(|day| day.origin == origin).count();
    words::coverage(lang, count(Origin::Api), count(Origin::File), ledger.covers_through())
}
