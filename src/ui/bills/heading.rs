//! What of the bills is shown: the cycle, the product, how it is grouped, ordered and searched.

use ratatui::text::Span;

use crate::{
    app::Area,
    domain::bill::Cycle,
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
    },
    words::{bills_page as words, text},
};

/// A product's or a search's words take no more columns than this.
const LONGEST: usize = 28;
/// The gap between the filters and what all amounts are.
const GAP: u16 = 2;

/// Draws the heading, as much of it as fits: the cycle stays.
pub(in crate::ui) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let theme = scene.theme;
    let before_tax = [Span::styled(words::BEFORE_TAX.of(scene.lang), theme.quiet)];
    let room = area.width.saturating_sub(columns_of(&before_tax)).saturating_sub(GAP);
    let mut left = cycle(scene);
    let dot = format!(" {} ", scene.glyphs.dot);
    for (position, filter) in filters(scene).into_iter().enumerate() {
        let gap = if position == 0 { "  ".to_owned() } else { dot.clone() };
        let more = [Span::styled(gap, theme.quiet), filter];
        if columns_of(&left).saturating_add(columns_of(&more)) <= room {
            left.extend(more);
        }
    }
    let end = canvas.spans(area, 0, &left);
    canvas.right(area.within(end.saturating_add(GAP), 0), &before_tax);
}

/// The cycle, between signs that tell whether there are others.
fn cycle(scene: &Scene<'_>) -> Vec<Span<'static>> {
    let (theme, glyphs, now) = (scene.theme, scene.glyphs, scene.now.utc);
    let shown = scene.state.shown_cycle(now);
    let sign = |is_there, sign| Span::styled(if is_there { sign } else { " " }, theme.accent);
    vec![
        sign(shown > scene.state.profile().bills.oldest(now), glyphs.earlier),
        Span::styled(format!(" {shown} "), theme.strong),
        sign(shown < Cycle::at(now), glyphs.later),
    ]
}

/// What decides which lines are seen, and how.
fn filters(scene: &Scene<'_>) -> Vec<Span<'static>> {
    let (theme, view) = (scene.theme, &scene.state.view);
    let query = &view.bills.query;
    let short = |told: &str| text::cut(told, LONGEST, scene.glyphs.cut).into_owned();
    let arrow = if query.reversed { scene.glyphs.descending } else { scene.glyphs.ascending };
    let mut filters = vec![Span::styled(short(&words::product(&query.product)), theme.text)];
    if !query.search.is_empty() && !view.typing {
        filters.push(Span::styled(short(&words::search(scene.lang, &query.search)), theme.accent));
    }
    filters.push(Span::styled(words::grouping(scene.lang, query.grouping), theme.quiet));
    filters.push(Span::styled(
        format!("{} {arrow}", words::order(scene.lang, query.sort, query.grouping)),
        theme.quiet,
    ));
    filters
}
