//! The log: what has changed since the first observation, newest first.

use super::row::profile;
use crate::{
    app::{Area, ProfileId, input::command::Target},
    domain::alert::{Change, Event},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::Cell,
            columns::{Rules, fit},
            page,
            styles::{severity_style, severity_symbol},
            table::{Heading, Table, clickable, scroll_bar, select_at},
        },
    },
    words::{facts::alert, pages::alerts as words, time},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LogColumn {
    At,
    Severity,
    Profile,
    Message,
}

use LogColumn::{At, Message, Profile, Severity};

const ALL: [LogColumn; 4] = [At, Severity, Profile, Message];
const LAYOUTS: [&[LogColumn]; 2] = [&ALL, &[At, Profile, Message]];
/// Minimum width for a hint next to the title.
const HINT_MIN_WIDTH: u16 = 60;
/// Messages are cut to this width before other columns are dropped.
const PREFERRED_MESSAGE_WIDTH: u16 = 30;
const PREFERRED_NAME_WIDTH: u16 = 16;
const MIN_NAME_WIDTH: u16 = 8;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let hint = if area.width < HINT_MIN_WIDTH { "" } else { words::PRINTS_LOG.of(scene.lang) };
    page::title(canvas, area, (words::LOG.of(scene.lang), hint), scene.theme, scene.glyphs);
    let rows = area.below(1);
    if scene.state.log_length() == 0 {
        canvas.put(rows.within(page::MARGIN, 0), 0, words::NO_CHANGES.of(scene.lang), scene.theme.quiet);
        return;
    }
    let (log, first) = (scene.state.alert_log(), scene.state.view.alerts.log_offset);
    let events = log.iter().skip(first).take(usize::from(rows.height));
    let cells = events.map(|(id, event)| row(scene, *id, event)).collect();
    let table = Table::new(&ALL, |_| Heading::default(), cells);
    let longest = table.width_of(Message).unwrap_or(0);
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[(Message, longest)],
        shrink: &[(Message, PREFERRED_MESSAGE_WIDTH), (Profile, MIN_NAME_WIDTH), (Message, 1)],
    };
    let width_of = |column| match column {
        Message => table.width_of(column).map(|width| width.min(PREFERRED_MESSAGE_WIDTH)),
        Profile => table.width_of(column).map(|width| width.min(PREFERRED_NAME_WIDTH)),
        _ => table.width_of(column),
    };
    let columns = fit(&rules, width_of, rows.width);
    select_at(canvas, rows, (scene.state.log_cursor(), first), true, scene.theme, scene.glyphs);
    table.draw(canvas, (rows.row(rows.height), rows), &columns, scene.theme, scene.glyphs);
    clickable(canvas, rows, (first, log.len()), Target::Event);
    scroll_bar(canvas, rows, (first, log.len()), scene.theme, scene.glyphs);
}

fn row(scene: &Scene<'_>, id: ProfileId, event: &Event) -> Vec<Cell<'static>> {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    // Cleared alerts are quiet.
    let style = if event.change == Change::Cleared { theme.quiet } else { theme.text };
    let sign = severity_symbol(event.severity, scene.glyphs);
    let severity = format!("{sign} {}", alert::severity(scene.lang, event.severity));
    vec![
        Cell::Text(time::moment(scene.lang, event.at, now, zone).into(), theme.quiet),
        Cell::Text(severity.into(), severity_style(event.severity, theme)),
        profile(scene, id),
        // Countdowns as of the event: the log does not change with time.
        Cell::Text(alert::event(scene.lang, event, event.at, zone).into(), style),
    ]
}
