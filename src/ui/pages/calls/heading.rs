//! The heading of the Calls page: range, grouping, order, search, source.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Command},
    domain::calls::CallRange,
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
    },
    words::{facts::calls as facts, pages::calls as words, text},
};

/// Longer searches are cut.
const MAX_TEXT_WIDTH: usize = 28;
/// The gap before the source.
const GAP: u16 = 2;

/// Draws as much of the heading as fits, at least the range.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let mut end = range(scene, canvas, area);
    let dot = format!(" {} ", scene.glyphs.dot);
    for (position, (filter, action)) in filters(scene).into_iter().enumerate() {
        let gap = if position == 0 { "  " } else { &*dot };
        let after_gap = end.saturating_add(columns(gap));
        if after_gap.saturating_add(columns(&filter.content)) <= area.width {
            let from = canvas.put(area, end, gap, scene.theme.quiet);
            end = canvas.put(area, from, &filter.content, filter.style);
            canvas.target(area, (from, end), || Command::Act(action));
        }
    }
    let rest = area.within(end.saturating_add(GAP), 0);
    let longest = source(scene);
    let fitting = longest.iter().find(|source| columns_of(std::slice::from_ref(*source)) <= rest.width);
    if let Some(source) = fitting {
        canvas.right(rest, std::slice::from_ref(source));
    }
}

/// Draws the range between arrows to the shorter and the longer one; returns the column after it.
fn range(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) -> u16 {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let shown = scene.state.view.calls.range;
    let arrow = |is_enabled, symbol| if is_enabled { symbol } else { " " };
    let end = canvas.put(area, 0, arrow(shown != CallRange::Hour, glyphs.earlier), theme.accent);
    // A single cell is hard to hit: the target includes the blank next to it.
    canvas.target(area, (0, end.saturating_add(1)), || Command::Act(Action::Left));
    let from = canvas.put(area, end, &format!(" {} ", facts::range(scene.lang, shown)), theme.strong);
    let end = canvas.put(area, from, arrow(shown != CallRange::Month, glyphs.later), theme.accent);
    canvas.target(area, (from.saturating_sub(1), end), || Command::Act(Action::Right));
    end
}

/// Search, grouping and order, each with the action that changes it, the most important first.
fn filters(scene: &Scene<'_>) -> Vec<(Span<'static>, Action)> {
    let (theme, lang, view) = (scene.theme, scene.lang, &scene.state.view);
    let query = &view.calls.query;
    let mut filters = Vec::new();
    // Without it, it would not be clear why calls are missing.
    if !query.search.is_empty() && !view.typing {
        let search = words::search(lang, &query.search);
        let search = text::cut(&search, MAX_TEXT_WIDTH, scene.glyphs.cut).into_owned();
        filters.push((Span::styled(search, theme.accent), Action::Filter));
    }
    filters.push((Span::styled(facts::grouping(lang, query.grouping), theme.text), Action::Group));
    let arrow = if query.reversed { scene.glyphs.descending } else { scene.glyphs.ascending };
    let order = format!("{} {arrow}", words::order(lang, query.sort));
    filters.push((Span::styled(order, theme.quiet), Action::Sort));
    filters
}

/// The source and what its figures are not, from the longest to the shortest.
fn source(scene: &Scene<'_>) -> Vec<Span<'static>> {
    let (lang, theme) = (scene.lang, scene.theme);
    let calls = scene.state.profile().calls.get(scene.state.view.calls.range);
    let Some(calls) = calls else { return Vec::new() };
    let source = facts::source(lang, calls.value.source);
    let reference = facts::FOR_REFERENCE.of(lang);
    let both = format!("{source} {} {reference}", scene.glyphs.dot);
    vec![Span::styled(both, theme.quiet), Span::styled(reference, theme.quiet)]
}
