//! The newest alert message, shown briefly above the hints.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Command, view::Page},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::styles::{severity_style, severity_symbol},
    },
    words::{facts::alert, overlays::profiles, pages::alerts, plain},
};

/// Draws the message, cut to fit; the Alerts page shows it in full.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let Some((profile, toast, others)) = scene.state.toast() else { return };
    let (theme, severity) = (scene.theme, toast.message.severity());
    let tone = severity_style(severity, theme);
    let text = alerts::toast(scene.lang, &toast.message, others, scene.zone);
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
    canvas.cut(area.within(1, 1), &spans, scene.glyphs.cut);
    canvas.target(area, (0, area.width), || Command::Act(Action::Page(Page::Alerts)));
}
