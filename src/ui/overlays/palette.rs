//! The palette: commands with their keys and descriptions, over the bottom of the page.

use std::borrow::Cow;

use super::profiles;
use crate::{
    app::{
        Area, Command,
        overlays::palette::{Row, occupied, rows},
        verb::Verb,
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys::all_of,
        widgets::{
            cell::write,
            page,
            table::{first_visible, scroll_bar, select},
        },
    },
    words::{
        chrome::bars,
        overlays::{help, palette as words, profiles::of as profile_text},
        pages::{bills::labels, calls, models::detail},
        plain,
    },
};

/// The fraction of the line that titles may take.
const MAX_TITLE_FRACTION: (u16, u16) = (3, 5);
/// The gap between two columns.
const GAP: u16 = 3;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let Some(palette) = scene.state.palette.as_ref().filter(|_| !area.is_empty()) else { return };
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let offered = rows(scene.state, scene.now);
    let area = occupied(area, offered.len());
    canvas.clear(area, theme.text);
    let cursor = palette.cursor.min(offered.len().saturating_sub(1));
    let position = match offered.len() {
        0 => String::new(),
        all => words::position(scene.lang, cursor.saturating_add(1), all),
    };
    page::title(canvas, area, (words::COMMANDS.of(scene.lang), &position), theme, glyphs);
    let list = area.below(1);
    if offered.is_empty() {
        let description = words::NOTHING.of(scene.lang);
        write(
            canvas,
            list.row(0).within(page::MARGIN, page::MARGIN),
            false,
            (description, theme.quiet),
            glyphs,
        );
        return;
    }
    let first = first_visible(cursor, offered.len(), list.height);
    let lines = offered.iter().skip(first).take(list.height.into());
    let lines: Vec<Line<'_>> = lines.map(|row| line(scene, row)).collect();
    let widest = |of: fn(&Line<'_>) -> u16| lines.iter().map(of).max().unwrap_or(0);
    let max_title = area.width.saturating_mul(MAX_TITLE_FRACTION.0) / MAX_TITLE_FRACTION.1;
    let (titles, keys) =
        (widest(|line| columns(&line.title)).min(max_title), widest(|line| columns(&line.keys)));
    for (at, (line, offer)) in (0..list.height).zip(lines.iter().zip(offered.iter().skip(first))) {
        let row = list.row(at);
        canvas.target(row, (0, row.width), || offer.command.clone());
        if first.saturating_add(usize::from(at)) == cursor {
            select(canvas, row, true, theme, glyphs);
        }
        let mut rest = row.within(page::MARGIN, page::MARGIN);
        for (text, width, style) in [
            (&line.title, titles, theme.text),
            (&line.keys, keys, theme.accent),
            (&line.aside, u16::MAX, theme.quiet),
        ] {
            let width = width.min(rest.width);
            write(canvas, Area { width, ..rest }, false, (text, style), glyphs);
            let gap = if width == 0 { 0 } else { GAP };
            rest = rest.within(width.saturating_add(gap), 0);
        }
    }
    scroll_bar(canvas, list, (first, offered.len()), theme, glyphs);
}

/// The texts of a row.
struct Line<'a> {
    title: Cow<'a, str>,
    keys: Cow<'a, str>,
    aside: Cow<'a, str>,
}

fn line<'a>(scene: &Scene<'_>, row: &'a Row) -> Line<'a> {
    let more = if row.verb.is_some() { scene.glyphs.cut } else { "" };
    let name = plain(&row.name);
    let name = if more.is_empty() { name } else { format!("{name} {more}").into() };
    let keymap = &scene.state.keymap;
    let keys = row.action().map_or_else(String::new, |action| all_of(action, keymap, scene.glyphs, " "));
    let description = description(scene, row);
    // Models and accounts are known by their names; the name of a command is only what to type for it.
    let is_named = matches!(row.command, Command::Model(..) | Command::Profile(_)) || description.is_empty();
    let (title, aside) = if is_named { (name, description) } else { (description, name) };
    Line { title, keys: keys.into(), aside }
}

/// What the row's command does.
fn description(scene: &Scene<'_>, row: &Row) -> Cow<'static, str> {
    let (lang, query) = (scene.lang, &scene.state.view.bills.query);
    match &row.command {
        Command::Ask(Verb::Cycle) => words::CYCLE.of(lang).into(),
        Command::Ask(Verb::Model) => words::MODEL.of(lang).into(),
        Command::Ask(Verb::Profile) => words::PROFILE.of(lang).into(),
        Command::Act(action) => help::does(*action).sentence.of(lang).into(),
        Command::Sort(sort) => bars::order(lang, *sort).into(),
        Command::SortCalls(sort) => calls::order(lang, *sort).into(),
        Command::SortBill(sort) => labels::order(lang, *sort, query.grouping).into(),
        Command::GroupBy(grouping) => labels::grouping(lang, *grouping).into(),
        Command::Product(product) => labels::product_description(lang, product).into(),
        Command::Cycle(_)
        | Command::Copy(_)
        | Command::Choose(_)
        | Command::Turn
        | Command::Help(_)
        | Command::Ask(_)
        | Command::Theme(_)
        | Command::Column(_)
        | Command::Page(_)
        | Command::Click(_)
        | Command::Bill(_)
        | Command::BillOfKey(_)
        | Command::Calls(_)
        | Command::CallsOfKey(_)
        | Command::PageOf(..)
        | Command::Account(_)
        | Command::OpenAccount(_)
        | Command::Profile(None) => Cow::default(),
        Command::Filter(_) => words::FILTER.of(lang).into(),
        Command::Profile(Some(id)) => scene
            .state
            .profile_at(*id)
            .map_or_else(Cow::default, |profile| profiles::account_state_text(scene, profile).into()),
        Command::Model(id, name) => {
            let profile = scene.state.profile_at(*id);
            let found = profile.and_then(|profile| Some((profile, profile.model(name)?)));
            found.map_or_else(Cow::default, |(profile, (model, row))| {
                let left = detail::left(lang, model, row.status);
                // Several profiles may have a model of this name.
                let has_profile = scene.state.shows_all();
                if has_profile {
                    profile_text(lang, &plain(profile.name()), &left).into()
                } else {
                    left.into()
                }
            })
        }
    }
}
