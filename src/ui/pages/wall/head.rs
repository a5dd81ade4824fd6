//! The first rows: program, counts, page, and the clock, in large digits if there is room.

use ratatui::{style::Modifier, text::Span};

use super::digits;
use crate::{
    app::{
        Area,
        pages::wall::{Selection, Wall, layout::rows_of},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
    },
    words::{chrome::bars, pages::wall as words, plain, time},
};

/// More pages are not shown as dots.
const MAX_DOTS: usize = 16;

pub(super) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (wall, selection): (&Wall, &Selection),
) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let mut name = vec![Span::styled(bars::NAME, theme.accent.patch(theme.strong))];
    for (position, (_, profile)) in scene.state.profiles().enumerate() {
        let gap = if position == 0 { "  ".to_owned() } else { format!(" {} ", glyphs.dot) };
        let profile = plain(scene.state.name_of(profile));
        name.extend([Span::styled(gap, theme.quiet), Span::styled(profile, theme.text)]);
    }
    let all = selection.cards.len().saturating_add(selection.others.len());
    let is_of_accounts = scene.state.is_wall_of_accounts();
    let counts = if is_of_accounts { words::accounts::counts } else { words::counts };
    let counts = Span::styled(counts(scene.lang, all, selection.urgent), theme.text);
    let page = page(scene, wall, area.height >= 3);
    let clock = zoned(scene);
    let rest = area.within(0, columns_of(&clock).saturating_add(2));
    if area.height < 3 {
        canvas.right(area, &clock);
        let gap = [Span::raw("   ")];
        let counts = [counts];
        let title = name.get(..1).unwrap_or_default();
        // The page number is never cut: the counts go first, then the profiles, which the cards show too.
        let options = [[&*name, &gap, &counts, &gap, &page].concat(), [&*name, &gap, &page].concat()];
        let fitting = options.into_iter().find(|line| columns_of(line) <= rest.width);
        let line = fitting.unwrap_or_else(|| [title, &gap, &page].concat());
        canvas.cut(rest, &line, glyphs.cut);
        return;
    }
    let large = large_clock(scene, canvas, area);
    let rest = area.within(0, large.saturating_add(2));
    if area.height >= rows_of(1).saturating_mul(3) {
        // High enough for three rows of large letters.
        let third = |at: u16| Area { height: rows_of(1), ..rest.below(at.saturating_mul(rows_of(1))) };
        for (at, line) in (0..).zip([name, vec![counts], page]) {
            put_large(scene, canvas, third(at), &line);
        }
        return;
    }
    let middle = area.height / 2;
    canvas.cut(rest.row(middle.saturating_sub(1)), &name, glyphs.cut);
    canvas.cut(rest.row(middle), &[counts], glyphs.cut);
    canvas.cut(rest.row(middle.saturating_add(1)), &page, glyphs.cut);
}

/// Writes `spans` in the smallest large letters.
pub(super) fn put_large(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, spans: &[Span<'_>]) {
    let mut at: u16 = 0;
    for span in spans {
        // Large letters stand out enough.
        let style = span.style.remove_modifier(Modifier::REVERSED);
        let end = digits::put_or_write(canvas, area.within(at, 0), (&span.content, 1), scene.glyphs, style);
        at = at.saturating_add(end).saturating_add(1);
    }
}

/// `14:12 +08`.
fn zoned(scene: &Scene<'_>) -> [Span<'static>; 1] {
    [Span::styled(time::clock(scene.now.utc, scene.zone), scene.theme.strong)]
}

/// Draws the clock with its offset at the right, as large as fits; returns its width.
fn large_clock(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) -> u16 {
    let (theme, now) = (scene.theme, scene.now.utc);
    let clock = scene.zone.at(now).format("%H:%M").to_string();
    let zone = time::offset(now, scene.zone);
    let scale = (1..=8).rev().find(|scale| rows_of(*scale) <= area.height).unwrap_or(1);
    let width = digits::width(&clock, scale, scene.glyphs).unwrap_or(0);
    let whole = width.saturating_add(1).saturating_add(crate::ui::canvas::columns(&zone));
    let place = area.within(area.width.saturating_sub(whole), 0);
    let end = digits::put(canvas, place, (&clock, scale), scene.glyphs, theme.strong);
    canvas.put(place.row(rows_of(scale).saturating_sub(1)), end.saturating_add(1), &zone, theme.quiet);
    whole
}

/// The page number and, if there is room, a row of dots; empty for a single page.
fn page(scene: &Scene<'_>, wall: &Wall, has_room: bool) -> Vec<Span<'static>> {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let mut spans = Vec::new();
    if wall.pages > 1 {
        let at = wall.page.saturating_add(1);
        spans.push(Span::styled(format!("{}  ", words::page(scene.lang, at, wall.pages)), theme.quiet));
    }
    if wall.held {
        spans.push(Span::styled(words::HELD.of(scene.lang), theme.warning));
    } else if (2..=MAX_DOTS).contains(&wall.pages) && has_room {
        let shown = wall.page;
        let dot = |at| {
            if at == shown { (glyphs.wall.well, theme.accent) } else { (glyphs.nothing, theme.quiet) }
        };
        spans.extend((0..wall.pages).map(dot).map(|(dot, style)| Span::styled(dot, style)));
    }
    spans
}
