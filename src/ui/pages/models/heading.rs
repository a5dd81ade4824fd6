//! The heading of the Models page: order, filter, and totals of what is left.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Command, pages::models::marking},
    domain::sort::SortKey,
    ui::{
        Scene,
        canvas::{Canvas, columns as columns_in, columns_of},
    },
    words::chrome::bars,
};

const GAP: u16 = 3;

pub(crate) fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    if scene.state.models() == 0 {
        return;
    }
    let (view, theme) = (&scene.state.view, scene.theme);
    let is_filtered = !view.filter.is_empty();
    let dot = format!(" {} ", scene.glyphs.dot);
    let arrow = if view.reversed { scene.glyphs.descending } else { scene.glyphs.ascending };
    let order = format!("{} {arrow}", bars::order(scene.lang, view.sort));
    let filter =
        if is_filtered && !view.typing { bars::filter(scene.lang, &view.filter_text) } else { String::new() };
    let marked = match marking::count(scene.state) {
        0 => String::new(),
        count => bars::marked(scene.lang, count),
    };
    let mut end = 0;
    let notes = [&marked, &filter].into_iter().filter(|text| !text.is_empty());
    let beside =
        notes.map(|text| columns_in(text).saturating_add(columns_in(&dot))).fold(0, u16::saturating_add);
    let with_notes = columns_in(&order).saturating_add(beside);
    // Filter and marks are the last to go: without them the list would look complete, and nothing chosen.
    let leaves_notes = beside == 0 || with_notes <= row.width;
    if leaves_notes && !displaces_totals(scene, with_notes, row.width) {
        end = canvas.put(row, 0, &order, theme.quiet);
        canvas.target(row, (0, end), || Command::Act(Action::Sort));
    }
    for (text, action) in [(&marked, None), (&filter, Some(Action::Filter))] {
        if text.is_empty() {
            continue;
        }
        let from = if end > 0 { canvas.put(row, end, &dot, theme.quiet) } else { 0 };
        end = canvas.put(row, from, text, theme.accent);
        if let Some(action) = action {
            canvas.target(row, (from, end), || Command::Act(action));
        }
    }
    let end = end.saturating_add(GAP);
    // The totals include all models: next to a filter they would be misleading.
    if !is_filtered {
        canvas.right(row, &totals(scene, row.width.saturating_sub(end), &dot));
    }
}

/// Whether the usual order would take the room of the first total.
fn displaces_totals(scene: &Scene<'_>, order: u16, width: u16) -> bool {
    let (state, view) = (scene.state, &scene.state.view);
    let is_usual = view.sort == SortKey::default() && !view.reversed && view.filter.is_empty();
    let shortest = state.list.totals.first().map(|total| bars::total(scene.lang, total));
    let shortest = shortest.and_then(|forms| forms.last().map(|form| columns_in(form)));
    let is_displaced = |total: u16| total <= width && order.saturating_add(GAP).saturating_add(total) > width;
    is_usual && shortest.is_some_and(is_displaced)
}

/// The totals by kind, as many as fit into `columns`.
fn totals<'a>(scene: &Scene<'a>, columns: u16, dot: &str) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    for total in &scene.state.list.totals {
        let mut more = Vec::new();
        if !spans.is_empty() {
            more.push(Span::styled(dot.to_owned(), scene.theme.quiet));
        }
        let room = columns.saturating_sub(columns_of(&spans)).saturating_sub(columns_of(&more));
        let Some(text) = bars::total(scene.lang, total).into_iter().find(|text| columns_in(text) <= room)
        else {
            break;
        };
        more.push(Span::styled(text, scene.theme.text));
        spans.extend(more);
    }
    spans
}

/// `Models 47`, `Models 12 of 47`.
pub(crate) fn tab(scene: &Scene<'_>) -> String {
    let state = scene.state;
    match state.models() {
        0 => bars::MODELS.of(scene.lang).to_owned(),
        count if state.view.filter.is_empty() => bars::models(scene.lang, count),
        count => bars::matching(scene.lang, state.list.len(), count),
    }
}
