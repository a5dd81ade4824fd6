use crate::{
    app::{Area, Command},
    ui::{Scene, canvas::Canvas, keys, pages, widgets::styles::severity_style},
};

/// Below this width only the open page has a tab.
const ALL_TABS_MIN_WIDTH: u16 = 60;
/// The gap between two tabs.
const GAP: u16 = 2;

/// Draws the tabs, each after the key that opens it; returns the column after them. A single page needs none.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) -> u16 {
    let (state, theme) = (scene.state, scene.theme);
    let tabs = pages::tabs(scene);
    if tabs.len() < 2 {
        let only = tabs.first().filter(|_| state.models() > 0);
        return only.map_or(0, |tab| canvas.put(row, 0, &tab.name, theme.strong));
    }
    let mut end: u16 = 0;
    let has_room = row.width >= ALL_TABS_MIN_WIDTH;
    // Alerts are shown at any width.
    for tab in tabs.iter().filter(|tab| has_room || tab.is_open || tab.severity.is_some()) {
        let from = if end == 0 { 0 } else { end.saturating_add(GAP) };
        let tone = tab.severity.map(|severity| severity_style(severity, theme));
        let style = tone.unwrap_or(if tab.is_open { theme.accent } else { theme.quiet });
        let style = if tab.is_open { theme.strong.patch(style) } else { style };
        let key = keys::bound_to(tab.opens, scene).filter(|_| has_room);
        let name = key.map_or(from, |key| canvas.put(row, from, &key, theme.accent).saturating_add(1));
        end = canvas.put(row, name, &tab.name, style);
        canvas.target(row, (from, end), || Command::Act(tab.opens));
    }
    end
}
