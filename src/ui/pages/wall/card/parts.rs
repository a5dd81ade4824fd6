//! What all cards have in common: the places of their parts, the stripe, the gauge, and the lines next to the digits.

use ratatui::{style::Style, text::Span};

use super::super::digits;
use crate::{
    app::{
        Area,
        area::Size,
        pages::wall::layout::{height_of, words_scale},
    },
    domain::Quantity,
    ui::{Scene, canvas::Canvas, widgets::gauge::gauge},
};

/// The width of the stripe at the left, with a gap.
const STRIPE: u16 = 2;

/// The places of a card's parts, from above.
pub(super) struct Parts {
    pub name: Area,
    pub digits: Area,
    pub bar: Area,
    pub foot: Area,
    /// The rows that are used, from their left edge.
    used: Area,
}

impl Parts {
    /// Divides `area` for digits of `scale`. `foot` says how high the foot is at least, in the room that there is.
    pub(super) fn of<T>(area: Area, scale: u16, foot: impl FnOnce(Size) -> (u16, T)) -> (Self, T) {
        let (digits, words_scale) = (height_of(scale), words_scale(scale));
        let words = height_of(words_scale);
        let inner = area.within(STRIPE, words_scale.saturating_mul(2));
        let needed = digits.saturating_add(words).saturating_add(1);
        let free = area.height.saturating_sub(needed);
        let (foot, with) = foot(Size { width: inner.width, height: free });
        let mut free = free.saturating_sub(foot);
        // Distributes spare rows in this order.
        let mut one_more = || {
            let has_more = free > 0;
            free = free.saturating_sub(1);
            u16::from(has_more)
        };
        let above_foot = one_more();
        let [below_name, below_gauge, below_digits] = [one_more(), one_more(), one_more()];
        let thicker = if scale >= 3 { one_more() } else { 0 };
        // What remains goes above and below.
        let (area, inner) = (area.below(free / 2), inner.below(free / 2));
        let mut at = 0;
        let mut next = |height: u16, gap: u16| {
            let part = Area { height: height.min(inner.below(at).height), ..inner.below(at) };
            at = height.saturating_add(gap).saturating_add(at);
            part
        };
        let name = next(words, below_name);
        let digits = next(digits, below_digits);
        let bar = next(1_u16.saturating_add(thicker), below_gauge);
        let foot = next(foot.saturating_add(above_foot), 0);
        let used = Area { height: at.min(area.height), ..area };
        (Self { name, digits, bar, foot, used }, with)
    }

    /// Draws the stripe.
    pub(super) fn stripe(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_>, tone: Style) {
        let style = if tone == scene.theme.text { scene.theme.track } else { tone };
        for row in 0..self.used.height {
            canvas.put(self.used.below(row), 0, scene.glyphs.wall.stripe, style);
        }
    }
}

/// Writes `lines` next to digits, the first at their foot and the others above it, in letters of at most `max_scale`.
pub(super) fn beside(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    side: Area,
    lines: impl IntoIterator<Item = (String, Style)>,
    max_scale: u16,
) {
    let glyphs = scene.glyphs;
    let mut foot = side.height;
    for (line, style) in lines {
        let large = line.to_uppercase();
        let fits =
            |scale: &u16| digits::width(&large, *scale, glyphs).is_some_and(|width| width <= side.width);
        let scale = (1..=max_scale).rev().find(fits).unwrap_or(0);
        let height = height_of(scale);
        let Some(top) = foot.checked_sub(height) else { break };
        let place = Area { height, ..side.below(top) };
        digits::put_or_write(canvas, place, (&line, scale), glyphs, style);
        foot = top.saturating_sub(u16::from(scale > 0));
    }
}

/// A gauge over the whole of `area`. One of several rows is solid below the first row, with its track in the last.
pub(super) fn thick_gauge(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    share: (Quantity, Quantity),
    style: Style,
) {
    let [mut left, rest] = gauge(share, area.width, &scene.glyphs.wall.gauge, scene.theme);
    left.style = style;
    let lower = Span::styled(scene.glyphs.wall.points[2].repeat(left.content.chars().count()), left.style);
    let last = area.height.saturating_sub(1);
    for row in 0..area.height {
        let piece = if row == 0 { &left } else { &lower };
        let end = canvas.spans(area.below(row), 0, std::slice::from_ref(piece));
        if row == last {
            canvas.spans(area.below(row), end, std::slice::from_ref(&rest));
        }
    }
}
