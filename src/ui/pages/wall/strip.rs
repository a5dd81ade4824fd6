//! The models without a card: their number, and as many names with small gauges as fit.

use ratatui::text::Span;

use crate::{
    app::{
        Area,
        account::rows::Row,
        pages::wall::{Card, layout::NAME_WIDTH},
    },
    domain::{
        Model, NextCall, Status,
        attention::{Attention, is_untouched},
        totals::Untouched,
    },
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
        widgets::gauge::gauge,
    },
    words::{chrome::bars, facts::model, number, pages::wall as words, text},
};

const GAUGE_WIDTH: u16 = 6;
/// The columns between two names.
const GAP: u16 = 2;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, others: &[Card]) {
    if area.is_empty() || others.is_empty() {
        return;
    }
    let names = area.below(1);
    let count = (names.width.saturating_add(GAP) / NAME_WIDTH).max(1);
    let places = usize::from(count).saturating_mul(usize::from(names.height));
    let hidden = others.len().saturating_sub(places);
    title(scene, canvas, area.row(0), (others, if names.is_empty() { 0 } else { hidden }));
    let width = names.width.saturating_add(GAP) / count;
    for (position, card) in others.iter().take(places).enumerate() {
        let position = u16::try_from(position).unwrap_or(u16::MAX);
        let (row, column) = (position / count, position % count);
        let place = Area {
            x: names.x.saturating_add(column.saturating_mul(width)),
            width: width.saturating_sub(GAP),
            ..names.row(row)
        };
        if let Some((_, model, row)) = card.of(scene.state) {
            draw_model(scene, canvas, place, (model, row));
        }
    }
}

/// `38 unused models: 38 M tokens left, next to lapse in 20 d ──────── and 12 more`.
fn title(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, (others, hidden): (&[Card], usize)) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let mut untouched = Untouched::default();
    let models = others.iter().filter_map(|card| card.of(scene.state));
    models.filter(|(_, model, row)| row.status == Status::Ok && is_untouched(model)).for_each(
        |(_, model, _)| {
            untouched.add(model);
        },
    );
    let more = (hidden > 0).then(|| format!(" {}", words::more(scene.lang, hidden)));
    let room = row.width.saturating_sub(more.as_deref().map_or(0, columns)).saturating_sub(3);
    let forms = bars::untouched(scene.lang, &untouched, scene.now.utc);
    let rest = words::counts(scene.lang, others.len(), 0);
    let text =
        forms.iter().filter(|_| untouched.models > 0).find(|text| columns(text) <= room).unwrap_or(&rest);
    canvas.repeat(row, (0, row.width), glyphs.rule, theme.track);
    let text = text::cut(text, usize::from(room), glyphs.cut);
    canvas.put(row, 0, &format!("{text} "), theme.quiet);
    if let Some(more) = more {
        canvas.right(row, &[Span::styled(more, theme.quiet)]);
    }
}

/// A name with its gauge, unless nothing is used, or with its status if nothing is left.
fn draw_model(scene: &Scene<'_>, canvas: &mut Canvas<'_>, place: Area, (model, row): (&Model, &Row)) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let quota = model.quota.as_ref();
    let numbers = quota.and_then(|quota| Some((quota.remaining?, quota.total?)));
    let is_full = numbers.is_some_and(|(remaining, total)| remaining == total);
    let right = if is_full && row.status == Status::Ok {
        Vec::new()
    } else if let Some(numbers) = numbers.filter(|_| row.status.has_left()) {
        gauge(numbers, GAUGE_WIDTH, &glyphs.gauge, theme).to_vec()
    } else {
        let style = if row.next_call == NextCall::Billed { theme.text } else { theme.quiet };
        // It has cost money in this cycle, although it never had a free quota.
        let is_paid = row.attention == Attention::Costs && row.next_call == NextCall::Billed;
        let word = if is_paid {
            number::next_call(scene.lang, row.next_call)
        } else {
            number::status(scene.lang, row.status)
        };
        vec![Span::styled(word, style)]
    };
    canvas.right(place, &right);
    let room = place.width.saturating_sub(columns_of(&right)).saturating_sub(1);
    let name = model::name(scene.lang, &model.name);
    let style = if row.status.has_left() { theme.text } else { theme.quiet };
    canvas.put(place, 0, &text::cut(&name, usize::from(room), glyphs.cut), style);
}
