//! The newest alert, shown briefly above the hints.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Command, view::Page},
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
        pages,
        widgets::styles::{severity_style, severity_symbol},
    },
    words::{facts::alert, overlays::profiles, pages::alerts, plain},
};

/// Between the event and the counts.
const GAP: u16 = 3;

/// Draws the event, cut to fit, and the counts, as the tab has them; the Alerts page shows both in full.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let Some((profile, toast)) = scene.state.toast() else { return };
    let (theme, severity) = (scene.theme, toast.event.severity);
    let tone = severity_style(severity, theme);
    let text = alerts::toast(scene.lang, &toast.event, scene.zone);
    let text = if scene.state.has_several() {
        profiles::of(scene.lang, &plain(profile.name()), &text)
    } else {
        text
    };
    let spans = [
        Span::styled(severity_symbol(severity, scene.glyphs), tone),
        Span::styled(format!(" {} ", alert::severity(scene.lang, severity)), tone),
        Span::styled(text, theme.strong),
    ];
    let row = area.within(1, 1);
    let counts = pages::alerts::counts(scene);
    let room = row.width.saturating_sub(columns(&counts)).saturating_sub(GAP);
    // Where there is little room, the tab has the number.
    let has_room = room >= columns_of(&spans).min(row.width / 2);
    canvas.cut(if has_room { Area { width: room, ..row } } else { row }, &spans, scene.glyphs.cut);
    if has_room {
        canvas.right(row, &[Span::styled(counts, theme.quiet)]);
    }
    canvas.target(area, (0, area.width), || Command::Act(Action::Page(Page::Alerts)));
}
