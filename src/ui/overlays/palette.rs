//! The palette: what can be done, with its keys and a sentence each, over the bottom of the page that it acts
//! on.

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
            table::{first_in_sight, scrolled, select},
        },
    },
    words::{
        chrome::bars,
        overlays::{help, palette as words, profiles::of as profile_text},
        pages::{bills::labels, models::detail},
        plain,
    },
};

/// A name takes no more than this part of the line.
const WIDEST_NAME: (u16, u16) = (1, 2);
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
    let place = area.below(1);
    if offered.is_empty() {
        let says = words::NOTHING.of(scene.lang);
        write(canvas, place.row(0).within(page::MARGIN, page::MARGIN), false, (says, theme.quiet), glyphs);
        return;
    }
    let first = first_in_sight(cursor, offered.len(), place.height);
    let lines = offered.iter().skip(first).take(place.height.into());
    let lines: Vec<Line<'_>> = lines.map(|row| line(scene, row)).collect();
    let widest = |of: fn(&Line<'_>) -> u16| lines.iter().map(of).max().unwrap_or(0);
    let most = area.width.saturating_mul(WIDEST_NAME.0) / WIDEST_NAME.1;
    let (names, keys) = (widest(|line| columns(&line.name)).min(most), widest(|line| columns(&line.keys)));
    for (at, (line, offer)) in (0..place.height).zip(lines.iter().zip(offered.iter().skip(first))) {
        let row = place.row(at);
        canvas.target(row, (0, row.width), || offer.command.clone());
        if first.saturating_add(usize::from(at)) == cursor {
            select(canvas, row, true, theme, glyphs);
        }
        let mut rest = row.within(page::MARGIN, page::MARGIN);
        for (text, width, style) in [
            (&line.name, names, theme.text),
            (&line.keys, keys, theme.accent),
            (&line.says, u16::MAX, theme.quiet),
        ] {
            let width = width.min(rest.width);
            write(canvas, Area { width, ..rest }, false, (text, style), glyphs);
            let gap = if width == 0 { 0 } else { GAP };
            rest = rest.within(width.saturating_add(gap), 0);
        }
    }
    scrolled(canvas, place, (first, offered.len()), theme, glyphs);
}

/// What one row shows.
struct Line<'a> {
    name: Cow<'a, str>,
    keys: Cow<'a, str>,
    says: Cow<'a, str>,
}

fn line<'a>(scene: &Scene<'_>, row: &'a Row) -> Line<'a> {
    let more = if row.verb.is_some() { scene.glyphs.cut } else { "" };
    let name = plain(&row.name);
    let name = if more.is_empty() { name } else { format!("{name} {more}").into() };
    let keymap = &scene.state.keymap;
    let keys = row.action().map_or_else(String::new, |action| all_of(action, keymap, scene.glyphs, " "));
    Line { name, keys: keys.into(), says: says(scene, row) }
}

/// What the row does, in words.
fn says(scene: &Scene<'_>, row: &Row) -> Cow<'static, str> {
    let (lang, query) = (scene.lang, &scene.state.view.bills.query);
    match &row.command {
        Command::Ask(Verb::Cycle) => words::CYCLE.of(lang).into(),
        Command::Ask(Verb::Model) => words::MODEL.of(lang).into(),
        Command::Ask(Verb::Profile) => words::PROFILE.of(lang).into(),
        Command::Act(action) => help::does(*action).sentence.of(lang).into(),
        Command::Sort(sort) => bars::order(lang, *sort).into(),
        Command::SortBill(sort) => labels::order(lang, *sort, query.grouping).into(),
        Command::GroupBy(grouping) => labels::grouping(lang, *grouping).into(),
        Command::Product(product) => labels::product_means(lang, product).into(),
        Command::Cycle(_)
        | Command::Copy(_)
        | Command::Ask(_)
        | Command::Theme(_)
        | Command::Column(_)
        | Command::Page(_)
        | Command::Click(_)
        | Command::Bill(_)
        | Command::PageOf(..)
        | Command::Account(_)
        | Command::Profile(None) => Cow::default(),
        Command::Filter(_) => words::FILTER.of(lang).into(),
        Command::Profile(Some(id)) => scene
            .state
            .of(*id)
            .map_or_else(Cow::default, |profile| profiles::account_state_text(scene, profile).into()),
        Command::Model(id, name) => {
            let profile = scene.state.of(*id);
            let known = profile.and_then(|profile| Some((profile, profile.model(name)?)));
            known.map_or_else(Cow::default, |(profile, (model, row))| {
                let left = detail::left(lang, model, row.status);
                // Several may have a model of this name.
                let named = scene.state.shows_all();
                if named { profile_text(lang, &plain(profile.name()), &left).into() } else { left.into() }
            })
        }
    }
}
