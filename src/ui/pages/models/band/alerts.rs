//! The most urgent alerts, one line per model.

use ratatui::text::Span;

use crate::{
    app::{
        Action, Area, Command,
        account::alerts::{AlertRow, Entry},
        view::Page,
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            page::{self, MARGIN},
            styles::{severity_style, severity_symbol},
        },
    },
    words::{facts::alert, pages::models::band as words, text},
};

/// Longer names are cut.
const MAX_NAME_WIDTH: u16 = 22;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let (lang, theme, glyphs) = (scene.lang, scene.theme, scene.glyphs);
    page::title(canvas, area, (words::ALERTS.of(lang), ""), theme, glyphs);
    for row in 0..area.height {
        canvas.target(area.row(row), (0, area.width), || Command::Act(Action::Page(Page::Alerts)));
    }
    let body = area.below(1).within(MARGIN, 1);
    let rows = rows(scene);
    if rows.is_empty() {
        canvas.put(body, 0, words::NO_ALERTS.of(lang), theme.quiet);
    }
    let shown = fitting(rows.len(), body.height);
    let names = rows.iter().take(shown).map(|row| columns(&alert::subject(lang, &row.subject)));
    let width = names.max().unwrap_or(0).min(MAX_NAME_WIDTH);
    for (at, row) in (0..).zip(rows.iter().take(shown)) {
        let severity = row.severity();
        let tone = severity_style(severity, theme);
        // Those that were acknowledged, snoozed or known at the start are quiet.
        let style = if row.is_new(scene.now.utc) { theme.text } else { theme.quiet };
        let subject = alert::subject(lang, &row.subject);
        let subject = text::cut(&subject, width.into(), glyphs.cut).into_owned();
        let gap = " ".repeat(usize::from(width.saturating_sub(columns(&subject)).saturating_add(2)));
        let what = alert::what(lang, row.lead.rule, &row.lead.facts, scene.now.utc, scene.zone);
        let spans = [
            Span::styled(severity_symbol(severity, glyphs), tone),
            Span::styled(format!(" {subject}{gap}"), style),
            Span::styled(what, style),
        ];
        canvas.cut(body.row(at), &spans, glyphs.cut);
    }
    if shown < rows.len() {
        let more = words::more(lang, rows.len().saturating_sub(shown));
        canvas.put(body.row(body.height.saturating_sub(1)), MARGIN, &more, theme.quiet);
    }
}

/// How many of `count` lines fit, with the last row for the number of the others.
pub(super) fn fitting(count: usize, height: u16) -> usize {
    let height = usize::from(height);
    if count > height { height.saturating_sub(1) } else { count }
}

/// A row for each subject, what costs most first, as on the Alerts page.
fn rows<'a>(scene: &Scene<'a>) -> Vec<&'a AlertRow> {
    let active = |(_, entry)| match entry {
        Entry::Active(row) => Some(row),
        Entry::Muted(_) => None,
    };
    scene.state.alert_entries().into_iter().filter_map(active).collect()
}
