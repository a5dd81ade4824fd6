//! The pages there are, the open one standing out.

use crate::{
    app::{Action, Area, Command, view::Page},
    ui::{Scene, canvas::Canvas, widgets::styles::severity_style},
    words::{
        chrome::bars,
        pages::{alerts, bills::labels},
    },
};

/// Below this width only the open page is named: what is listed on it matters more.
const ALL_FROM: u16 = 60;
/// Between two of them.
const GAP: u16 = 3;

/// Draws the tabs; returns the column after them. Where there is but one page, it is none to choose.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) -> u16 {
    let (state, theme) = (scene.state, scene.theme);
    let pages: Vec<Page> = state.pages().collect();
    if pages.len() < 2 {
        let has_models = state.models() > 0;
        return if has_models { canvas.put(row, 0, &models(scene), theme.strong) } else { 0 };
    }
    let (count, gravest) = (state.loud_alerts(scene.now.utc).count(), state.gravest_alert(scene.now.utc));
    let mut end: u16 = 0;
    let has_room = row.width >= ALL_FROM;
    // Alerts are shown on every page, however narrow.
    let is_shown = |page| page == Page::Alerts && count > 0;
    for page in pages.into_iter().filter(|page| has_room || *page == state.view.page || is_shown(*page)) {
        let from = if end == 0 { 0 } else { end.saturating_add(GAP) };
        let name = match page {
            Page::Models => models(scene),
            Page::Bills => labels::BILLS.of(scene.lang).to_owned(),
            Page::Alerts => alerts::tab(scene.lang, count),
        };
        let tone = gravest.filter(|_| page == Page::Alerts).map(|severity| severity_style(severity, theme));
        let is_open = page == state.view.page;
        let style = tone.unwrap_or(if is_open { theme.accent } else { theme.quiet });
        let style = if is_open { theme.strong.patch(style) } else { style };
        end = canvas.put(row, from, &name, style);
        canvas.target(row, (from, end), || Command::Act(leads_to(page)));
    }
    end
}

const fn leads_to(page: Page) -> Action {
    match page {
        Page::Models => Action::ModelsPage,
        Page::Bills => Action::BillsPage,
        Page::Alerts => Action::AlertsPage,
    }
}

/// `Models 47`, `Models 12 of 47`.
fn models(scene: &Scene<'_>) -> String {
    let state = scene.state;
    match state.models() {
        0 => bars::MODELS.of(scene.lang).to_owned(),
        count if state.view.filter.is_empty() => bars::models(scene.lang, count),
        count => bars::matching(scene.lang, state.list.len(), count),
    }
}
