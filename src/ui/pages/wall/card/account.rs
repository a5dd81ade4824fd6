//! The card of an account: what it needs attention for, with its figure in large digits, and what else is known of it.

use ratatui::{style::Style, text::Span};

use super::{
    super::digits,
    parts::{Parts, beside, thick_gauge},
};
use crate::{
    app::{Area, accounts::ListedAccount, area::Size, pages::wall::layout::words_scale},
    domain::{
        Quantity,
        fleet::{AccountRow, Urgency},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
        widgets::styles::account_sign,
    },
    words::{facts::accounts as facts, pages::wall::accounts as words},
};

/// More lines would not be read from across the room.
const MAX_LINES: u16 = 3;

pub(super) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    shown: ListedAccount<'_>,
    scale: u16,
) {
    let (row, tone) = (&shown.account.row, tone(scene, shown.urgency));
    let height = |room: Size| (room.height.clamp(1, MAX_LINES), ());
    let (parts, ()) = Parts::of(area, scale, height);
    name(scene, canvas, parts.name, (row, shown.urgency), words_scale(scale));
    figure(scene, canvas, parts.digits, (row, shown.urgency), (scale, tone));
    bar(scene, canvas, parts.bar, row);
    lines(scene, canvas, parts.foot, (row, shown.urgency));
    parts.stripe(scene, canvas, tone);
}

fn tone(scene: &Scene<'_>, urgency: Urgency) -> Style {
    match urgency {
        Urgency::Lapses | Urgency::Calm => scene.theme.text,
        _ => account_sign(urgency, scene.theme, scene.glyphs).1,
    }
}

/// `prod                ! billed`, as large as fits.
fn name(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    place: Area,
    (row, urgency): (&AccountRow, Urgency),
    scale: u16,
) {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    let name = facts::name(lang, &row.name);
    let word = words::urgency(lang, urgency);
    let (sign, style) = account_sign(urgency, theme, glyphs);
    let needed = digits::width_or_written(&name, scale, place.width, glyphs);
    let large = digits::width_or_written(word, scale, place.width, glyphs);
    let has_room = needed.saturating_add(large).saturating_add(4) <= place.width;
    let word_scale = if has_room { scale } else { 0 };
    let width = digits::width_or_written(word, word_scale, place.width, glyphs);
    let right = place.within(place.width.saturating_sub(width), 0);
    digits::put_or_write(canvas, right, (word, word_scale), glyphs, style);
    let foot = place.row(place.height.saturating_sub(1));
    let sign = [Span::styled(format!("{sign} "), style)];
    canvas.right(foot.within(0, width), &sign);
    let rest = place.within(0, width.saturating_add(columns_of(&sign)).saturating_add(1));
    digits::put_or_write(canvas, rest, (&name, scale), glyphs, theme.strong);
}

/// The figure of what it needs attention for, in large digits, then what it is.
fn figure(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (row, urgency): (&AccountRow, Urgency),
    (scale, tone): (u16, Style),
) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let (shown, means) = words::figure(scene.lang, row, urgency, scene.now.utc);
    let shown = shown.unwrap_or_else(|| glyphs.unclear.to_owned());
    let style = if tone == theme.text { theme.strong } else { tone };
    if scale == 0 {
        let spans = [Span::styled(shown, style), Span::styled(format!(" {means}"), theme.text)];
        return canvas.cut(area, &spans, glyphs.cut);
    }
    let large = shown.replace(' ', "").to_uppercase();
    let end = digits::put(canvas, area, (&large, scale), glyphs, style);
    let max_scale = words_scale(scale);
    let side = area.within(end.saturating_add(2).saturating_add(max_scale), 0);
    beside(scene, canvas, side, [(means, theme.text)], max_scale);
}

/// How many of its models have not used up their quota.
fn bar(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, row: &AccountRow) {
    let models = row.models.unwrap_or_default();
    let left = Quantity::from(u64::from(models.all.saturating_sub(models.exhausted)));
    thick_gauge(scene, canvas, area, (left, u64::from(models.all).into()), scene.theme.gauge);
}

/// What else is known, the most important first, in as many lines as there are.
fn lines(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (row, urgency): (&AccountRow, Urgency)) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let (now, zone) = (scene.now.utc, scene.zone);
    let parts = words::parts(scene.lang, row, urgency, (now, zone));
    let read = facts::read(scene.lang, row, now);
    let read_style = if row.is_old(now) { theme.warning } else { theme.quiet };
    canvas.right(area.row(0), &[Span::styled(read.clone(), read_style)]);
    let dot = format!(" {} ", glyphs.dot);
    let mut parts = parts.into_iter().peekable();
    for at in 0..area.height {
        // The age is at the end of the first line.
        let place = area.row(at).within(0, if at == 0 { columns(&read).saturating_add(2) } else { 0 });
        let Some(mut line) = parts.next() else { break };
        let fits = |line: &str, more: &String| {
            columns(line).saturating_add(columns(&dot)).saturating_add(columns(more)) <= place.width
        };
        while let Some(more) = parts.next_if(|more| fits(&line, more)) {
            line = [&*line, &*dot, &*more].concat();
        }
        canvas.cut(place, &[Span::styled(line, theme.text)], glyphs.cut);
    }
}
