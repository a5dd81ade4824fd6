//! The log of alerts, the newest first.

use super::entries::{profile, signed};
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
            styles::severity_style,
            table::{Heading, Table, clickable, scrolled, select_at},
        },
    },
    words::{facts::alert, pages::alerts as words, time},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LogColumn {
    At,
    Severity,
    Profile,
    Says,
}

use LogColumn::{At, Profile, Says, Severity};

const ALL: [LogColumn; 4] = [At, Severity, Profile, Says];
const LAYOUTS: [&[LogColumn]; 2] = [&ALL, &[At, Profile, Says]];
/// From this width on there is room for more than the title.
const ASIDE_FROM: u16 = 60;
/// A sentence is not cut below this while anything else can be left out.
const ENOUGH_OF_A_SENTENCE: u16 = 30;
const ENOUGH_OF_A_NAME: u16 = 16;
/// A name is not cut below this.
const SHORTEST_NAME: u16 = 8;

/// Draws the events that are in sight.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let aside = if area.width < ASIDE_FROM { "" } else { words::PRINTS_LOG.of(scene.lang) };
    page::title(canvas, area, (words::LOG.of(scene.lang), aside), scene.theme, scene.glyphs);
    let rows = area.below(1);
    let (log, first) = (scene.state.alert_log(), scene.state.view.alerts.log_offset);
    let events = log.iter().skip(first).take(usize::from(rows.height));
    let cells = events.map(|(id, event)| row(scene, *id, event)).collect();
    let table = Table::new(&ALL, |_| Heading::default(), cells);
    let longest = table.width_of(Says).unwrap_or(0);
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[(Says, longest)],
        give: &[(Says, ENOUGH_OF_A_SENTENCE), (Profile, SHORTEST_NAME), (Says, 1)],
    };
    let width_of = |column| match column {
        Says => table.width_of(column).map(|width| width.min(ENOUGH_OF_A_SENTENCE)),
        Profile => table.width_of(column).map(|width| width.min(ENOUGH_OF_A_NAME)),
        _ => table.width_of(column),
    };
    let columns = fit(&rules, width_of, rows.width);
    select_at(canvas, rows, (scene.state.log_cursor(), first), true, scene.theme, scene.glyphs);
    table.draw(canvas, (rows.row(rows.height), rows), &columns, scene.theme, scene.glyphs);
    clickable(canvas, rows, (first, log.len()), Target::Event);
    scrolled(canvas, rows, (first, log.len()), scene.theme, scene.glyphs);
}

fn row(scene: &Scene<'_>, id: ProfileId, event: &Event) -> Vec<Cell<'static>> {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    // Cleared alerts are quiet.
    let style = if event.change == Change::Cleared { theme.quiet } else { theme.text };
    vec![
        Cell::Text(time::moment(scene.lang, event.at, now, zone).into(), theme.quiet),
        Cell::Text(signed(scene, event.severity).into(), severity_style(event.severity, theme)),
        profile(scene, id),
        // As of the event: the log has no running countdowns.
        Cell::Text(alert::event(scene.lang, event, event.at, zone).into(), style),
    ]
}
