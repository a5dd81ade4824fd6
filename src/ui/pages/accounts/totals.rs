//! What the listed accounts are together, on one line.

use ratatui::text::Span;

use crate::{
    app::{Area, pages::accounts::lacks_rules},
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
    },
    words::{facts::accounts as facts, pages::accounts as words},
};

/// Draws as much as fits, the most important first; a hint comes last.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (theme, row) = (scene.theme, area.within(1, 1));
    let mut spans: Vec<Span<'_>> = Vec::new();
    for part in facts::totals(scene.lang, &scene.state.accounts.totals) {
        let dot = if spans.is_empty() { String::new() } else { format!(" {} ", scene.glyphs.dot) };
        let more = [Span::styled(dot, theme.quiet), Span::styled(part, theme.text)];
        if !spans.is_empty() && columns_of(&spans).saturating_add(columns_of(&more)) > row.width {
            break;
        }
        spans.extend(more);
    }
    let hint = [Span::styled(words::NO_RULES.of(scene.lang), theme.quiet)];
    let fits = columns_of(&spans).saturating_add(columns_of(&hint)).saturating_add(2) <= row.width;
    canvas.cut(row, &spans, scene.glyphs.cut);
    if fits && lacks_rules(scene.state) {
        canvas.right(row, &hint);
    }
}
