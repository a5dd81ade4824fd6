//! The heading of the Bills page: cycle, product, grouping, order and search.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Command},
    domain::bill::Cycle,
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
    },
    words::{
        facts::amounts::{BEFORE_TAX, INCL_TAX},
        pages::bills::labels as words,
        plain, text,
    },
};

/// Longer names and searches are cut.
const MAX_TEXT_WIDTH: usize = 28;
/// The gap before the note that amounts are before tax.
const GAP: u16 = 2;

/// Draws as much of the heading as fits, at least the cycle.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let theme = scene.theme;
    let basis = if scene.state.profile().bills.report.is_only_with_tax() { INCL_TAX } else { BEFORE_TAX };
    let basis = [Span::styled(basis.of(scene.lang), theme.quiet)];
    let room = area.width.saturating_sub(columns_of(&basis)).saturating_sub(GAP);
    let mut end = cycle(scene, canvas, area);
    let dot = format!(" {} ", scene.glyphs.dot);
    for (position, (filter, action)) in filters(scene).into_iter().enumerate() {
        let gap = if position == 0 { "  " } else { &*dot };
        // The search is cut rather than dropped, and takes the room of the note.
        let is_search = action == Action::Filter;
        let room = if is_search { area.width } else { room };
        let after_gap = end.saturating_add(columns(gap));
        let max = if is_search { usize::from(room.saturating_sub(after_gap)) } else { usize::MAX };
        let filter_text = text::cut(&filter.content, max, scene.glyphs.cut);
        if after_gap.saturating_add(columns(&filter_text)) <= room {
            let from = canvas.put(area, end, gap, theme.quiet);
            end = canvas.put(area, from, &filter_text, filter.style);
            canvas.target(area, (from, end), || Command::Act(action));
        }
    }
    canvas.right(area.within(end.saturating_add(GAP), 0), &basis);
}

/// Draws the cycle between arrows to its neighbours; returns the column after it.
fn cycle(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) -> u16 {
    let (theme, glyphs, now) = (scene.theme, scene.glyphs, scene.now.utc);
    let shown = scene.state.shown_cycle(now);
    let mut from = 0;
    if scene.state.shows_all() {
        let profile =
            text::cut(&plain(scene.state.profile().name()), MAX_TEXT_WIDTH, glyphs.cut).into_owned();
        from = canvas.put(area, 0, &profile, theme.strong).saturating_add(1);
    }
    let arrow = |is_enabled, symbol| if is_enabled { symbol } else { " " };
    let earlier = arrow(shown > scene.state.profile().bills.oldest(now), glyphs.earlier);
    let later = arrow(shown < Cycle::at(now), glyphs.later);
    let end = canvas.put(area, from, earlier, theme.accent);
    // A single cell is hard to hit: the target includes the blank next to it.
    canvas.target(area, (from, end.saturating_add(1)), || Command::Act(Action::Left));
    let from = canvas.put(area, end, &format!(" {shown} "), theme.strong);
    let end = canvas.put(area, from, later, theme.accent);
    canvas.target(area, (from.saturating_sub(1), end), || Command::Act(Action::Right));
    end
}

/// Filters, grouping and order, each with the action that changes it, the most important first.
fn filters(scene: &Scene<'_>) -> Vec<(Span<'static>, Action)> {
    let (theme, view) = (scene.theme, &scene.state.view);
    let query = &view.bills.query;
    let short = |text: &str| text::cut(text, MAX_TEXT_WIDTH, scene.glyphs.cut).into_owned();
    let arrow = if query.reversed { scene.glyphs.descending } else { scene.glyphs.ascending };
    let mut filters = Vec::new();
    // Without it, it would not be clear why lines are missing.
    if !query.search.is_empty() && !view.typing {
        filters.push((
            Span::styled(short(&words::search(scene.lang, &query.search)), theme.accent),
            Action::Filter,
        ));
    }
    filters.push((Span::styled(short(&words::product(&query.product)), theme.text), Action::Product));
    filters.push((Span::styled(words::grouping(scene.lang, query.grouping), theme.quiet), Action::Group));
    let order = format!("{} {arrow}", words::order(scene.lang, query.sort, query.grouping));
    filters.push((Span::styled(order, theme.quiet), Action::Sort));
    filters
}
