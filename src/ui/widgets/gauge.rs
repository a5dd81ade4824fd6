//! A gauge of the remaining share.

use ratatui::text::Span;

use crate::{
    domain::Quantity,
    ui::{Glyphs, Theme},
};

/// A gauge of `width` columns. It is only empty if nothing is left, and only full if nothing is used.
pub(crate) fn gauge(
    (left, total): (Quantity, Quantity),
    width: u16,
    glyphs: &Glyphs,
    theme: &Theme,
) -> [Span<'static>; 2] {
    let per_cell = u32::try_from(glyphs.gauge.len()).unwrap_or(1).max(1);
    let steps = u32::from(width).saturating_mul(per_cell);
    let filled = left.parts_of(total, steps);
    // Partial cells are only used below one cell: they are higher than full cells, and would stick out.
    let (whole, part) =
        if filled < per_cell { (0, filled) } else { (left.parts_of(total, u32::from(width)), 0) };
    let full = glyphs.gauge.last().copied().unwrap_or_default();
    let part = part.checked_sub(1).and_then(|part| glyphs.gauge.get(usize::try_from(part).ok()?));
    let mut bar = full.repeat(usize::try_from(whole).unwrap_or_default());
    bar.push_str(part.copied().unwrap_or_default());
    let taken = whole.saturating_add(u32::from(part.is_some()));
    let rest = u32::from(width).saturating_sub(taken);
    let track = glyphs.track.repeat(usize::try_from(rest).unwrap_or_default());
    [Span::styled(bar, theme.gauge), Span::styled(track, theme.track)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::text::width;

    fn drawn(left: u64, total: u64, columns: u16, glyphs: &Glyphs) -> String {
        let spans = gauge((left.into(), total.into()), columns, glyphs, &Theme::DARK);
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn filled_to_the_nearest_part() {
        for (left, columns, ascii) in
            [(0, 5, "....."), (1, 5, "#...."), (50, 4, "##.."), (999, 5, "####."), (1000, 5, "#####")]
        {
            let total = if left == 50 { 100 } else { 1000 };
            assert_eq!(drawn(left, total, columns, &Glyphs::ASCII), ascii);
        }
        let eighths = Glyphs::UNICODE.gauge;
        assert_eq!(drawn(5, 16, 2, &Glyphs::UNICODE), format!("{}{}", eighths[4], Glyphs::UNICODE.track));
        assert_eq!(drawn(16, 16, 2, &Glyphs::UNICODE), eighths[7].repeat(2));
    }

    #[test]
    fn always_as_wide_as_requested() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            for columns in 0..40 {
                for left in [0, 1, 13, 499, 500, 999, 1000, 2000] {
                    let drawn = drawn(left, 1000, columns, &glyphs);
                    assert_eq!(width(&drawn), usize::from(columns), "{left} in {columns}: {drawn}");
                }
            }
        }
    }
}
