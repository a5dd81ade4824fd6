//! Models without a card: a name with a small gauge each.

use ratatui::text::Span;

use crate::{
    app::{Area, account::rows::Row, pages::wall::Card},
    domain::{
        Model, NextCall, Status,
        attention::{Attention, is_untouched},
        totals::Untouched,
    },
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
        widgets::gauge::gauge,
    },
    words::{chrome::bars, facts::model, number, pages::wall as words, text},
};

const GAUGE_WIDTH: u16 = 6;

/// What they are together, the longest form first: `38 unused models: 38 M tokens left, next to lapse in 20 d`.
pub(super) fn titles(scene: &Scene<'_>, others: &[Card]) -> Vec<String> {
    let mut untouched = Untouched::default();
    let models = others.iter().filter_map(|card| card.model(scene.state));
    for (_, model, _) in models.filter(|(_, model, row)| row.status == Status::Ok && is_untouched(model)) {
        untouched.add(model);
    }
    let rest = words::counts(scene.lang, others.len(), 0);
    let forms = bars::untouched(scene.lang, &untouched, scene.now.utc);
    forms.into_iter().filter(|_| untouched.models > 0).chain([rest]).collect()
}

/// A name with its gauge, unless nothing is used, or with its status if nothing is left.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, place: Area, (model, row): (&Model, &Row)) {
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
