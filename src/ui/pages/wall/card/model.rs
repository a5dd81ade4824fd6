//! The card of a model: remaining quota in large digits, a gauge, countdowns, and the next call.

use chrono::TimeDelta;
use ratatui::{style::Style, text::Span};

use super::{
    super::{
        axis::{self, Fit, Times},
        digits,
    },
    parts::{Parts, beside, thick_gauge},
};
use crate::{
    app::{Area, Profile, account::rows::Row, area::Size, pages::wall::layout::words_scale},
    domain::{Model, NextCall, Quantity, Status, attention::Urgency},
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
    },
    words::{
        Lang,
        facts::{from_bill, model},
        number,
        pages::wall as words,
        plain, time,
    },
};

/// Less of a profile's name would be useless.
const MIN_PROFILE_WIDTH: u16 = 6;

/// Draws the card of a model, with digits of `scale` and a time line of `span`.
pub(super) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (profile, model, row): (&Profile, &Model, &Row),
    (scale, span): (u16, TimeDelta),
) {
    let tone = tone(scene, row);
    let words_scale = words_scale(scale);
    // Below the line is a row to spare.
    let fit = |room: Size| Fit::of(words_scale, Size { height: room.height.saturating_sub(1), ..room });
    let (parts, fit) = Parts::of(area, scale, |room| (fit(room).height(), fit(room)));
    name(scene, canvas, parts.name, (profile, model, row), words_scale);
    amount(scene, canvas, parts.digits, (model, row), (scale, tone));
    bar(scene, canvas, parts.bar, (model, row));
    let times = Times::of(scene, profile, model, row);
    axis::draw(scene, canvas, parts.foot, (&times, span, fit));
    parts.stripe(scene, canvas, tone);
}

/// The tone of figure and stripe.
fn tone(scene: &Scene<'_>, row: &Row) -> Style {
    let theme = scene.theme;
    match (row.status, row.next_call) {
        _ if row.urgency() == Urgency::Alarm => theme.danger,
        (Status::Low | Status::Expiring, _) | (Status::Exhausted, NextCall::Unknown) => theme.warning,
        _ => theme.text,
    }
}

/// `qwen-max · work                next call free`, as large as fits.
fn name(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    place: Area,
    (profile, model, row): (&Profile, &Model, &Row),
    scale: u16,
) {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    let foot = place.row(place.height.saturating_sub(1));
    let call = number::next_call(lang, row.next_call);
    let symbol = match row.next_call {
        NextCall::Free => glyphs.wall.well,
        NextCall::Unknown => glyphs.unclear,
        NextCall::Billed | NextCall::Refused => glyphs.trouble,
    };
    let style = theme.of_urgency(row.urgency()).patch(theme.strong);
    let name = model::name(lang, &model.name);
    let profile_name =
        scene.state.has_several().then(|| format!(" {} {}", glyphs.dot, plain(profile.name())));
    let profile_name = profile_name.unwrap_or_default();
    let needed_by_name = digits::width_or_written(&name, scale, place.width, glyphs);
    let needed_by_name = needed_by_name.saturating_add(columns(&profile_name)).saturating_add(2);
    // If there is too little room, the label is dropped before the letters become small.
    let large = digits::width_or_written(call, scale, place.width, glyphs);
    let call_scale =
        if needed_by_name.saturating_add(large).saturating_add(2) <= place.width { scale } else { 0 };
    let width = digits::width_or_written(call, call_scale, place.width, glyphs);
    let right = place.within(place.width.saturating_sub(width), 0);
    digits::put_or_write(canvas, right, (call, call_scale), glyphs, style);
    let label = Span::styled(format!("{} ", words::NEXT_CALL.of(lang)), theme.quiet);
    let symbol = Span::styled(format!("{symbol} "), style);
    let label =
        if needed_by_name.saturating_add(width).saturating_add(columns(&label.content)).saturating_add(2)
            <= place.width
        {
            vec![label, symbol]
        } else {
            vec![symbol]
        };
    canvas.right(foot.within(0, width), &label);
    let rest = place.within(0, width.saturating_add(columns_of(&label)).saturating_add(1));
    let end = digits::put_or_write(canvas, rest, (&name, scale), glyphs, theme.strong);
    let rest = foot.within(end, place.width.saturating_sub(rest.width));
    if rest.width >= MIN_PROFILE_WIDTH {
        canvas.cut(rest, &[Span::styled(profile_name, theme.quiet)], glyphs.cut);
    }
}

/// The remaining quota in large digits, then exact figures.
fn amount(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (model, row): (&Model, &Row),
    (scale, tone): (u16, Style),
) {
    let max_scale = words_scale(scale);
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    let quota = model.quota.as_ref();
    let (remaining, total) = (quota.and_then(|quota| quota.remaining), quota.and_then(|quota| quota.total));
    let mut unit = words::left(lang, (model.unit, model.kind), row.status == Status::Expired);
    if let (Some(_), Some(quota)) = (&model.from_bill, quota) {
        let moment = time::moment(lang, quota.read_at, scene.now.utc, scene.zone);
        unit = format!("{unit} {} {}", glyphs.dot, from_bill::card(lang, &moment));
    }
    // Large letters exist for English only.
    let shown = remaining.map(|left| number::short(Lang::English, left));
    let shown = shown.unwrap_or_else(|| glyphs.unclear.to_owned());
    let of = total.map(|total| words::of_total(lang, &number::grouped(total)));
    let style = if tone == theme.text { theme.strong } else { tone };
    if scale == 0 {
        let exact = remaining.map_or(shown, number::grouped);
        let spans = [
            Span::styled(exact, style),
            Span::styled(format!(" {unit}"), theme.text),
            Span::styled(of.map(|of| format!(" {of}")).unwrap_or_default(), theme.quiet),
        ];
        return canvas.cut(area, &spans, glyphs.cut);
    }
    let end = digits::put(canvas, area, (&shown.replace(' ', ""), scale), glyphs, style);
    let side = area.within(end.saturating_add(2).saturating_add(max_scale), 0);
    let fits = |line: &str, scale: u16| {
        let large = digits::width(&line.to_uppercase(), scale, glyphs);
        large.unwrap_or_else(|| columns(line)) <= side.width
    };
    // Large letters take precedence over exact figures.
    let whole = remaining.zip(of.as_ref()).map(|(left, of)| format!("{} {of}", number::grouped(left)));
    let forms: Vec<String> = whole.into_iter().chain(of).collect();
    let rest = (0..=max_scale).rev().find_map(|scale| forms.iter().find(|form| fits(form, scale)));
    let rest = rest.or(forms.last()).cloned();
    let lines = std::iter::once((unit, theme.text)).chain(rest.map(|line| (line, theme.quiet)));
    beside(scene, canvas, side, lines, max_scale);
}

/// A gauge over the whole width.
fn bar(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (model, row): (&Model, &Row)) {
    let quota = model.quota.as_ref();
    let remaining = quota.and_then(|quota| quota.remaining).unwrap_or(Quantity::ZERO);
    let total = quota.and_then(|quota| quota.total).unwrap_or(Quantity::ZERO);
    let style = match row.status {
        Status::Low => scene.theme.warning,
        Status::Expired => scene.theme.quiet,
        _ => scene.theme.gauge,
    };
    thick_gauge(scene, canvas, area, (remaining, total), style);
}
