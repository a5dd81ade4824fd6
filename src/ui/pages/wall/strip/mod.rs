//! Models or accounts without a card: their number, and as many names as fit.

mod accounts;
mod models;

use ratatui::text::Span;

use crate::{
    app::{
        Area,
        pages::wall::{Card, layout::NAME_WIDTH},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
    },
    words::{pages::wall as words, text},
};

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
        match *card {
            Card::Model(card) => {
                if let Some((_, model, row)) = card.of(scene.state) {
                    models::draw(scene, canvas, place, (model, row));
                }
            }
            Card::Account(rank) => {
                if let Some(shown) = scene.state.accounts.at_rank(rank) {
                    accounts::draw(scene, canvas, place, &shown.account.row);
                }
            }
        }
    }
}

/// The longest title that fits: `977 accounts need no attention ──────── and 12 more`.
fn title(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, (others, hidden): (&[Card], usize)) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let more = (hidden > 0).then(|| format!(" {}", words::more(scene.lang, hidden)));
    let room = row.width.saturating_sub(more.as_deref().map_or(0, columns)).saturating_sub(3);
    let forms = if scene.state.is_wall_of_accounts() {
        vec![words::accounts::calm_title(scene.lang, others.len())]
    } else {
        models::titles(scene, others)
    };
    let fitting = forms.iter().find(|text| columns(text) <= room).or(forms.last());
    canvas.repeat(row, (0, row.width), glyphs.rule, theme.track);
    let text = text::cut(fitting.map_or("", String::as_str), usize::from(room), glyphs.cut);
    canvas.put(row, 0, &format!("{text} "), theme.quiet);
    if let Some(more) = more {
        canvas.right(row, &[Span::styled(more, theme.quiet)]);
    }
}
