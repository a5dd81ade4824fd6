//! The help: what can be done here, all keys, filters, the rules of free quotas, the words on screen,
//! errors of calls.

mod block;
mod context;
mod keys;
mod texts;

use std::time::Duration;

use chrono::DateTime;

use block::Columns;
use context::Context;

use crate::{
    app::{Area, Command, State, layout::layout, overlays::help::sections, view::HelpPage},
    domain::Now,
    ui::{
        Glyphs, Scene, Theme,
        canvas::{Canvas, columns},
        widgets::page::body,
    },
    words::{Lang, overlays::help},
};

/// How many lines this section can be scrolled down.
pub(crate) fn scroll_end(lang: Lang, state: &State, page: HelpPage) -> u16 {
    let body = body(layout(state).overlay);
    // Its length does not depend on signs, colours or the time.
    let now = Now { utc: DateTime::UNIX_EPOCH, monotonic: Duration::ZERO };
    let (glyphs, theme) = (&Glyphs::ASCII, &Theme::MONO);
    let content = content(Context { state, lang, glyphs, theme, now, width: body.width }, page);
    let length = u16::try_from(content.length()).unwrap_or(u16::MAX);
    length.saturating_sub(body.height)
}

/// Draws a section of the help, scrolled down by `scroll` lines, but not beyond its end.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (page, scroll): (HelpPage, u16)) {
    let body = body(area);
    let Scene { state, lang, glyphs, theme, now, .. } = *scene;
    let content = content(Context { state, lang, glyphs, theme, now, width: body.width }, page);
    let (length, height) = (content.length(), usize::from(body.height));
    let first = usize::from(scroll).min(length.saturating_sub(height));
    titles(scene, canvas, area.row(0), page, &help::position(lang, first, height, length));
    content.draw(canvas, body, first);
}

fn content(context: Context<'_>, page: HelpPage) -> Columns {
    match page {
        HelpPage::Here => keys::here(context),
        HelpPage::Keys => keys::all(context),
        HelpPage::Filters => texts::filters(context),
        HelpPage::Rules => texts::rules(context),
        HelpPage::Words => texts::words(context),
        HelpPage::Errors => texts::errors(context),
    }
}

/// A rule with the names of the sections, each after its digit, and the position in the open one. Without room for
/// all, only the open one is named.
fn titles(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, open: HelpPage, position: &str) {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    let row = row.within(1, 1);
    canvas.repeat(row, (0, row.width), glyphs.rule, theme.quiet);
    let mut end = canvas.put(row, 2, &format!(" {} ", help::HELP.of(lang)), theme.strong);
    let sections: Vec<(usize, HelpPage)> = (1..).zip(sections(scene.state)).collect();
    let name = |(digit, section): (usize, HelpPage)| format!(" {digit} {} ", help::section(section).of(lang));
    let wanted = sections.iter().map(|section| columns(&name(*section)).saturating_add(1));
    let has_room = wanted.fold(end, u16::saturating_add) < row.width;
    for section in sections.into_iter().filter(|(_, section)| has_room || *section == open) {
        let style = if section.1 == open { theme.strong.patch(theme.accent) } else { theme.quiet };
        let from = end.saturating_add(1);
        end = canvas.put(row, from, &name(section), style);
        canvas.target(row, (from, end), || Command::Help(section.1));
    }
    let position = if position.is_empty() { String::new() } else { format!(" {position} ") };
    let from = row.width.saturating_sub(columns(&position)).saturating_sub(2);
    if from > end {
        canvas.put(row, from, &position, theme.quiet);
    }
}
