//! What is active, the gravest first, then the models of which nobody wants to hear.

use crate::{
    app::{Area, ProfileId, account::alerts::Entry, input::command::Target},
    domain::alert::Episode,
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            cell::Cell,
            columns::{Rules, fit},
            styles::{severity_sign, severity_style},
            table::{Heading, Table, clickable, scrolled, select},
        },
    },
    words::{Lang, facts::alert, overlays::profiles, pages::alerts as words, plain, time},
};

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Severity,
    Profile,
    About,
    Since,
    Says,
    State,
}

/// What is said counts down: it stands last, so that no column moves with it.
const ALL: [What; 6] = [What::Severity, What::Profile, What::About, What::Since, What::State, What::Says];
const LAYOUTS: [&[What]; 3] = [
    &ALL,
    &[What::Severity, What::Profile, What::About, What::State, What::Says],
    &[What::Severity, What::Profile, What::About, What::Says],
];
/// What is cut is told in full below; but it is not cut below this while anything else can be left out.
const ENOUGH_OF_A_SENTENCE: u16 = 28;
const ENOUGH_OF_A_NAME: u16 = 16;
/// A name is not cut below this.
const SHORTEST_NAME: u16 = 8;
/// A sentence is not cut below this before a name is.
const SHORTEST_SENTENCE: u16 = 16;

/// Draws the rows that are in sight.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, names: Area, rows: Area) {
    let (state, theme, glyphs) = (scene.state, scene.theme, scene.glyphs);
    let entries = state.alert_entries();
    let (first, height) = (state.view.alerts.offset, usize::from(rows.height));
    let cells = entries.iter().skip(first).take(height).map(|entry| row(scene, *entry)).collect();
    let table = Table::new(&ALL, |what| heading(scene.lang, what), cells);
    let cursor = state.alerts_cursor().and_then(|at| u16::try_from(at.checked_sub(first)?).ok());
    if let Some(at) = cursor.filter(|at| *at < rows.height) {
        select(canvas, rows.row(at), state.log_cursor().is_none(), theme, glyphs);
    }
    let longest = |what| (what, table.width_of(what).unwrap_or(0));
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[longest(What::About), longest(What::Says)],
        give: &[
            (What::Says, SHORTEST_SENTENCE),
            (What::About, SHORTEST_NAME),
            (What::Profile, SHORTEST_NAME),
            (What::Severity, columns(words::SEVERITY.of(scene.lang)).saturating_add(2)),
            (What::Says, 1),
        ],
    };
    let width_of = |what| match what {
        What::Says => Some(ENOUGH_OF_A_SENTENCE),
        What::About | What::Profile => table.width_of(what).map(|width| width.min(ENOUGH_OF_A_NAME)),
        _ => table.width_of(what),
    };
    let columns = fit(&rules, width_of, rows.width);
    table.draw(canvas, (names, rows), &columns, theme, glyphs);
    clickable(canvas, rows, (first, entries.len()), Target::Row);
    scrolled(canvas, rows, (first, entries.len()), theme, glyphs);
}

const fn heading(lang: Lang, what: What) -> Heading<'static> {
    let name = match what {
        What::Severity => words::SEVERITY,
        What::Profile => profiles::PROFILE,
        What::About => words::ABOUT,
        What::Since => words::SINCE,
        What::Says => words::WHAT,
        What::State => words::STATE,
    };
    Heading { name: name.of(lang), is_right: false, order: None }
}

fn row(scene: &Scene<'_>, (id, entry): (ProfileId, Entry<'_>)) -> Vec<Cell<'static>> {
    match entry {
        Entry::Active(episode) => ALL.map(|what| active(scene, (id, episode), what)).to_vec(),
        Entry::Muted(model) => {
            let quiet = |text: String| Cell::Text(text.into(), scene.theme.quiet);
            ALL.map(|what| match what {
                What::Severity => quiet(format!("{} {}", scene.glyphs.nothing, words::MUTED.of(scene.lang))),
                What::Profile => profile(scene, id),
                What::About => quiet(words::model(model)),
                What::Says => quiet(words::NOT_TOLD.of(scene.lang).to_owned()),
                What::Since | What::State => Cell::Nothing,
            })
            .to_vec()
        }
    }
}

/// Whose it is, where several are shown.
fn profile(scene: &Scene<'_>, id: ProfileId) -> Cell<'static> {
    let profile = scene.state.of(id).filter(|_| scene.state.shows_all());
    profile.map_or(Cell::Nothing, |profile| {
        Cell::Text(plain(profile.name()).into_owned().into(), scene.theme.quiet)
    })
}

fn active(scene: &Scene<'_>, (id, episode): (ProfileId, &Episode), what: What) -> Cell<'static> {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    let severity = episode.rule.severity();
    // What nobody wants to hear of stands back.
    let is_quiet = episode.is_quiet(now);
    let style = |style| if is_quiet { theme.quiet } else { style };
    match what {
        What::Severity => {
            let sign = severity_sign(severity, scene.glyphs);
            let told = format!("{sign} {}", alert::severity(scene.lang, severity));
            Cell::Text(told.into(), style(severity_style(severity, theme)))
        }
        What::Profile => profile(scene, id),
        What::About => Cell::Text(alert::subject(scene.lang, &episode.subject).into(), style(theme.text)),
        What::Since => Cell::Text(time::moment(scene.lang, episode.raised_at, now, zone).into(), theme.quiet),
        What::Says => {
            let says = alert::what(scene.lang, episode.rule, &episode.facts, now, zone);
            Cell::Text(says.into(), style(theme.text))
        }
        What::State => words::state(scene.lang, episode, now, zone)
            .map_or(Cell::Nothing, |state| Cell::Text(state.into(), theme.quiet)),
    }
}
