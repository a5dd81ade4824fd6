//! Active alerts, most severe first, then muted models.

use crate::{
    app::{Area, ProfileId, account::alerts::Entry, input::command::Target},
    domain::alert::Episode,
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            cell::Cell,
            columns::{Rules, fit},
            styles::{severity_style, severity_symbol},
            table::{Heading, Table, clickable, scroll_bar, select_at},
        },
    },
    words::{Lang, facts::alert, overlays::profiles, pages::alerts as words, plain, time},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AlertColumn {
    Severity,
    Profile,
    Subject,
    Since,
    Message,
    State,
}

use AlertColumn::{Message, Profile, Severity, Since, State, Subject};

/// Messages may contain countdowns: they come last, so that no other column moves.
const ALL: [AlertColumn; 6] = [Severity, Profile, Subject, Since, State, Message];
const LAYOUTS: [&[AlertColumn]; 3] =
    [&ALL, &[Severity, Profile, Subject, State, Message], &[Severity, Profile, Subject, Message]];
/// Messages are cut to this width before other columns are dropped; the detail below shows them in full.
const PREFERRED_MESSAGE_WIDTH: u16 = 28;
const PREFERRED_NAME_WIDTH: u16 = 16;
const MIN_NAME_WIDTH: u16 = 8;
/// Names are cut before messages fall below this width.
const MIN_MESSAGE_WIDTH: u16 = 16;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let (state, theme, glyphs) = (scene.state, scene.theme, scene.glyphs);
    let entries = state.alert_entries();
    let (first, height) = (state.view.alerts.offset, usize::from(rows.height));
    let cells = entries.iter().skip(first).take(height).map(|entry| row(scene, *entry)).collect();
    let table = Table::new(&ALL, |column| heading(scene.lang, column), cells);
    let cursor = (state.alerts_cursor(), first);
    select_at(canvas, rows, cursor, state.log_cursor().is_none(), theme, glyphs);
    let longest = |column| (column, table.width_of(column).unwrap_or(0));
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[longest(Subject), longest(Message)],
        shrink: &[
            (Message, MIN_MESSAGE_WIDTH),
            (Subject, MIN_NAME_WIDTH),
            (Profile, MIN_NAME_WIDTH),
            (Severity, columns(words::SEVERITY.of(scene.lang)).saturating_add(2)),
            (Message, 1),
        ],
    };
    let width_of = |column| match column {
        Message => Some(PREFERRED_MESSAGE_WIDTH),
        Subject | Profile => table.width_of(column).map(|width| width.min(PREFERRED_NAME_WIDTH)),
        _ => table.width_of(column),
    };
    let columns = fit(&rules, width_of, rows.width);
    table.draw(canvas, (names, rows), &columns, theme, glyphs);
    clickable(canvas, rows, (first, entries.len()), Target::Row);
    scroll_bar(canvas, rows, (first, entries.len()), theme, glyphs);
}

const fn heading(lang: Lang, column: AlertColumn) -> Heading<'static> {
    let name = match column {
        Severity => words::SEVERITY,
        Profile => profiles::PROFILE,
        Subject => words::ABOUT,
        Since => words::SINCE,
        Message => words::WHAT,
        State => words::STATE,
    };
    Heading { name: name.of(lang), is_right: false, order: None }
}

fn row(scene: &Scene<'_>, (id, entry): (ProfileId, Entry<'_>)) -> Vec<Cell<'static>> {
    match entry {
        Entry::Active(episode) => ALL.map(|column| active(scene, (id, episode), column)).to_vec(),
        Entry::Muted(model) => {
            let quiet = |text: String| Cell::Text(text.into(), scene.theme.quiet);
            ALL.map(|column| match column {
                Severity => quiet(format!("{} {}", scene.glyphs.nothing, words::MUTED.of(scene.lang))),
                Profile => profile(scene, id),
                Subject => quiet(words::model(model)),
                Message => quiet(words::IS_MUTED.of(scene.lang).to_owned()),
                Since | State => Cell::Nothing,
            })
            .to_vec()
        }
    }
}

/// The name of the profile, if several are shown.
pub(super) fn profile(scene: &Scene<'_>, id: ProfileId) -> Cell<'static> {
    let profile = scene.state.profile_at(id).filter(|_| scene.state.shows_all());
    profile.map_or(Cell::Nothing, |profile| {
        Cell::Text(plain(profile.name()).into_owned().into(), scene.theme.quiet)
    })
}

/// A severity with its symbol: `! critical`.
pub(super) fn severity_text(scene: &Scene<'_>, severity: crate::domain::alert::Severity) -> String {
    format!("{} {}", severity_symbol(severity, scene.glyphs), alert::severity(scene.lang, severity))
}

fn active(scene: &Scene<'_>, (id, episode): (ProfileId, &Episode), column: AlertColumn) -> Cell<'static> {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    let severity = episode.rule.severity();
    // Acknowledged and snoozed alerts are quiet.
    let is_quiet = episode.is_quiet(now);
    let style = |style| if is_quiet { theme.quiet } else { style };
    match column {
        Severity => Cell::Text(severity_text(scene, severity).into(), style(severity_style(severity, theme))),
        Profile => profile(scene, id),
        Subject => Cell::Text(alert::subject(scene.lang, &episode.subject).into(), style(theme.text)),
        Since => Cell::Text(time::moment(scene.lang, episode.raised_at, now, zone).into(), theme.quiet),
        Message => {
            let message = alert::what(scene.lang, episode.rule, &episode.facts, now, zone);
            Cell::Text(message.into(), style(theme.text))
        }
        State => words::state(scene.lang, episode, now, zone)
            .map_or(Cell::Nothing, |state| Cell::Text(state.into(), theme.quiet)),
    }
}
