//! A gauge of the remaining share.

use ratatui::text::Span;

use crate::{
    domain::Quantity,
    ui::{Theme, canvas::columns, glyphs::GaugeGlyphs},
};

/// Narrower gauges are drawn without their ends.
const MIN_WIDTH_WITH_ENDS: u16 = 8;

/// A gauge of `width` columns. It is only empty if nothing is left, and only full if nothing is used.
pub(crate) fn gauge(
    (left, total): (Quantity, Quantity),
    width: u16,
    glyphs: &GaugeGlyphs,
    theme: &Theme,
) -> [Span<'static>; 2] {
    let [start, end] = if width < MIN_WIDTH_WITH_ENDS { ["", ""] } else { glyphs.ends };
    let width = usize::from(width.saturating_sub(columns(start)).saturating_sub(columns(end)));
    let per_cell = glyphs.cells.len().max(1);
    let parts = |steps: usize| {
        let parts = left.parts_of(total, u32::try_from(steps).unwrap_or(u32::MAX));
        usize::try_from(parts).unwrap_or(usize::MAX)
    };
    let filled = parts(width.saturating_mul(per_cell));
    let (whole, part) = match filled.checked_rem(per_cell).unwrap_or(0) {
        part if glyphs.is_even || filled < per_cell => (filled.saturating_sub(part) / per_cell, part),
        _ => (parts(width), 0),
    };
    let partial = part.checked_sub(1).and_then(|level| glyphs.cells.get(level)).copied();
    let full = glyphs.cells.last().copied().unwrap_or_default();
    let rest = width.saturating_sub(whole).saturating_sub(usize::from(partial.is_some()));
    let bar = format!("{start}{}{}", full.repeat(whole), partial.unwrap_or_default());
    let track = format!("{}{end}", glyphs.track.repeat(rest));
    [Span::styled(bar, theme.gauge), Span::styled(track, theme.track)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ui::Glyphs, words::text::width};

    fn drawn(left: u64, total: u64, columns: u16, glyphs: &GaugeGlyphs) -> String {
        let spans = gauge((left.into(), total.into()), columns, glyphs, &Theme::DARK);
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn filled_to_the_nearest_part() {
        for (left, columns, ascii) in [
            (0, 5, "....."),
            (1, 5, "#...."),
            (500, 4, "##.."),
            (999, 5, "####."),
            (1000, 5, "#####"),
            (500, 8, "[###...]"),
        ] {
            assert_eq!(drawn(left, 1000, columns, &Glyphs::ASCII.gauge), ascii);
        }
        let blocks = Glyphs::UNICODE.wall.gauge;
        assert_eq!(drawn(5, 16, 2, &blocks), format!("{}{}", blocks.cells[4], blocks.track));
        assert_eq!(drawn(16, 16, 2, &blocks), blocks.cells[7].repeat(2));
    }

    #[test]
    fn a_line_ends_with_half_a_cell() {
        for (left, line) in [
            (0, "────"),
            (1, "╸───"),
            (250, "━───"),
            (360, "━╸──"),
            (500, "━━──"),
            (990, "━━━╸"),
            (1000, "━━━━"),
        ] {
            assert_eq!(drawn(left, 1000, 4, &Glyphs::UNICODE.gauge), line);
        }
    }

    #[test]
    fn always_as_wide_as_requested() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            for gauge in [glyphs.gauge, glyphs.wall.gauge] {
                for columns in 0..40 {
                    for left in [0, 1, 13, 499, 500, 999, 1000, 2000] {
                        let drawn = drawn(left, 1000, columns, &gauge);
                        assert_eq!(width(&drawn), usize::from(columns), "{left} in {columns}: {drawn}");
                    }
                }
            }
        }
    }
}
