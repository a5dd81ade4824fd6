//! Active alerts, one row for each model, account or data source, under headings that say what they mean;
//! then muted models.

use ratatui::text::Span;

use super::row::{self, ALL, AlertColumn, Row};
use crate::{
    app::{self, Area, Command, ProfileId, input::command::Target, pages::alerts::entries::Line},
    domain::{alert::Consequence, bill::Cycle},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            columns::{Rules, fit},
            table::{Heading, Table, scroll_bar, select},
        },
    },
    words::pages::alerts::row as words,
};

use AlertColumn::{BriefState, Message, Profile, Sign, State, Subject};

const LAYOUTS: [&[AlertColumn]; 3] = [
    &[Sign, Profile, Subject, Message, State],
    &[Sign, Profile, Subject, Message, BriefState],
    &[Sign, Profile, Subject, Message],
];
/// The width of messages, whatever they say: countdowns move no column. They are cut to the first before other
/// columns are dropped; the detail shows them in full.
const MESSAGE_WIDTH: (u16, u16) = (46, 72);
const NAME_WIDTH: u16 = 20;
const MIN_NAME_WIDTH: u16 = 8;
const MIN_MODEL_WIDTH: u16 = 12;
/// Names of models are cut before messages fall below this width.
const GOOD_MESSAGE_WIDTH: u16 = 38;
/// Of more rows, only those in sight are measured.
const MAX_MEASURED: usize = 300;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, theme, glyphs) = (scene.state, scene.theme, scene.glyphs);
    let lines = state.alert_lines();
    let (first, height) = (state.view.alerts.offset, usize::from(area.height));
    // Scrolling moves no column.
    let measured =
        if lines.len() <= MAX_MEASURED { 0..lines.len() } else { first..first.saturating_add(height) };
    let shown: Vec<Line<'_>> = lines.iter().skip(measured.start).take(measured.len()).copied().collect();
    let rows = rows(scene, &shown);
    let hidden = first.saturating_sub(measured.start);
    let cells = rows.into_iter().map(|row| row.cells(scene)).collect();
    let mut table = Table::new(&ALL, |_| Heading::default(), cells);
    let rules = Rules {
        layouts: &LAYOUTS,
        cut: &[(Subject, NAME_WIDTH)],
        grow: &[(Message, MESSAGE_WIDTH.1)],
        shrink: &[
            (Profile, MIN_NAME_WIDTH),
            (Message, GOOD_MESSAGE_WIDTH),
            (Subject, MIN_MODEL_WIDTH),
            (Message, 1),
        ],
    };
    let width_of = |column| match column {
        Message => Some(MESSAGE_WIDTH.0),
        Profile => table.width_of(column).map(|width| width.min(NAME_WIDTH)),
        _ => table.width_of(column),
    };
    let columns = fit(&rules, width_of, area.width);
    table.skip(hidden);
    for (at, line) in (0..area.height).zip(lines.iter().skip(first)) {
        let of_line = area.row(at);
        match line {
            Line::Gap => {}
            Line::Heading(consequence) => heading(scene, canvas, of_line, *consequence),
            Line::Row(position, ..) => {
                if Some(*position) == state.alerts_cursor() {
                    select(canvas, of_line, state.log_cursor().is_none(), theme, glyphs);
                }
                canvas.target(of_line, (0, of_line.width), || Command::Click(Target::Row(*position)));
            }
        }
    }
    table.draw(canvas, (area.row(area.height), area), &columns, theme, glyphs);
    scroll_bar(canvas, area, (first, lines.len()), theme, glyphs);
}

/// The rows of these lines; headings are empty rows. The parts of a message are aligned within its group.
fn rows<'a>(scene: &Scene<'a>, lines: &[Line<'a>]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::with_capacity(lines.len());
    let mut group = 0;
    for line in lines {
        match line {
            Line::Heading(_) | Line::Gap => {
                row::align(rows.iter_mut().skip(group));
                group = rows.len();
                rows.push(Row::default());
            }
            Line::Row(_, id, entry) => rows.push(Row::new(scene, *id, *entry)),
        }
    }
    row::align(rows.iter_mut().skip(group));
    rows
}

/// The heading of a group, and why calls fail or what the amounts are.
fn heading(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, consequence: Option<Consequence>) {
    let theme = scene.theme;
    let name = consequence.map_or(words::MUTED, words::heading).of(scene.lang);
    let aside = consequence.and_then(|consequence| aside(scene, consequence)).unwrap_or_default();
    let aside = if aside.is_empty() { aside } else { scene.lang.aside(&aside) };
    let spans = [Span::styled(name, theme.strong), Span::styled(aside, theme.quiet)];
    canvas.cut(area.within(1, 1), &spans, scene.glyphs.cut);
}

fn aside(scene: &Scene<'_>, consequence: Consequence) -> Option<String> {
    let entries = scene.state.alert_entries();
    let mut group = entries.iter().filter(|(_, entry)| entry.consequence() == Some(consequence));
    match consequence {
        Consequence::CallsAreBilled | Consequence::CallsMayBeBilled => group
            .any(|(id, entry)| row::costs(scene, *id, *entry).is_some())
            .then(|| words::costs(scene.lang, Cycle::at(scene.now.utc))),
        Consequence::CallsFail => {
            let is_overdue = |id: ProfileId| scene.state.profile_at(id).is_some_and(app::Profile::is_overdue);
            let overdue: Vec<bool> = group.map(|(id, _)| is_overdue(*id)).collect();
            Some(words::why_calls_fail(scene.lang, &overdue))
        }
        _ => None,
    }
}
