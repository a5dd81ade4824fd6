//! The most urgent alerts, one line per model.

use Consequence::{CallsAreBilled, CallsFail, CallsMayBeBilled};
use ratatui::text::Span;

use crate::{
    app::{
        Action, Area, Command, ProfileId,
        account::alerts::{AlertRow, Entry},
        view::Page,
    },
    domain::{
        alert::{Consequence, Facts, Subject},
        bill::Cost,
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            page::{self, MARGIN},
            styles::{severity_style, severity_symbol},
        },
    },
    words::{
        facts::alert,
        pages::{alerts::row, models::band as words},
        text,
    },
};

const GAP: u16 = 2;
/// The severity and a blank.
const SIGN_WIDTH: u16 = 2;

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
    let lines: Vec<Line> = rows.iter().take(shown).map(|row| Line::new(scene, *row)).collect();
    let widest = |of: fn(&Line) -> &str| lines.iter().map(|line| columns(of(line))).max().unwrap_or(0);
    let (name_width, what_width) = (widest(|line| &line.name), widest(|line| &line.what));
    let room = body.width.saturating_sub(SIGN_WIDTH);
    // What is said is never cut; beside a long name it begins later than in other lines.
    let what_at = name_width.saturating_add(GAP).min(room.saturating_sub(what_width));
    let more_at = what_at.saturating_add(what_width).saturating_add(GAP);
    for (at, ((_, row), line)) in (0..).zip(rows.iter().zip(&lines)) {
        let severity = row.severity();
        let tone = severity_style(severity, theme);
        // Those that were acknowledged, snoozed or known at the start are quiet.
        let style = if row.is_new(scene.now.utc) { theme.text } else { theme.quiet };
        canvas.spans(body.row(at), 0, &[Span::styled(severity_symbol(severity, glyphs), tone)]);
        let of_row = body.row(at).within(SIGN_WIDTH, 0);
        let name_width = room.saturating_sub(columns(&line.what)).saturating_sub(GAP);
        let name = text::cut(&line.name, name_width.into(), glyphs.cut);
        canvas.put(of_row, 0, &name, style);
        let at = what_at.max(columns(&name).saturating_add(GAP));
        canvas.put(of_row, at, &line.what, style);
        if at == what_at && more_at.saturating_add(columns(&line.more)) <= room {
            canvas.put(of_row, more_at, &line.more, theme.quiet);
        }
    }
    if shown < rows.len() {
        let more = words::more(lang, rows.len().saturating_sub(shown));
        canvas.put(body.row(body.height.saturating_sub(1)), MARGIN, &more, theme.quiet);
    }
}

/// A line, before it is measured.
#[derive(Default)]
struct Line {
    name: String,
    /// What the alert means.
    what: String,
    /// What the model has cost, or how much is left; shown where there is room.
    more: String,
}

impl Line {
    fn new(scene: &Scene<'_>, (id, row): (ProfileId, &AlertRow)) -> Self {
        let (lang, now, zone) = (scene.lang, scene.now.utc, scene.zone);
        let Some(profile) = scene.state.profile_at(id) else { return Self::default() };
        let facts = profile.facts_now(&row.lead);
        let what = words::alert(lang, row.consequence, (row.lead.rule, &facts), (now, zone));
        let more = match (row.consequence, &facts, &row.subject) {
            (CallsAreBilled | CallsMayBeBilled | CallsFail, _, Subject::Model(model)) => {
                let costs = profile.bills.costs.of(model).unwrap_or_default().iter();
                let costs = costs.filter_map(|cost| {
                    let Cost { currency, payable, payable_with_tax, incomplete, .. } = cost;
                    row::cost(lang, *payable, *payable_with_tax, currency, *incomplete)
                });
                costs.collect::<Vec<_>>().join(" + ")
            }
            (_, Facts::Quota(facts), _) => {
                let (left, of) = row::amount(lang, facts, facts.expires_at.is_some_and(|at| at <= now));
                left + &of
            }
            _ => String::new(),
        };
        Self { name: alert::subject(lang, &row.subject), what, more }
    }
}

/// How many of `count` lines fit, with the last row for the number of the others.
pub(super) fn fitting(count: usize, height: u16) -> usize {
    let height = usize::from(height);
    if count > height { height.saturating_sub(1) } else { count }
}

/// A row for each subject, what costs most first, as on the Alerts page.
fn rows<'a>(scene: &Scene<'a>) -> Vec<(ProfileId, &'a AlertRow)> {
    let active = |(id, entry)| match entry {
        Entry::Active(row) => Some((id, row)),
        Entry::Muted(_) => None,
    };
    scene.state.alert_entries().into_iter().filter_map(active).collect()
}
