//! A block of lines in the middle of an area.

use std::borrow::Cow;

use ratatui::text::Span;

use crate::{
    app::Area,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns_of},
    },
};

pub(crate) type Line<'a> = Vec<Span<'a>>;

/// A key or command and its description.
pub(crate) fn explained<'a>(key: impl Into<Cow<'a, str>>, description: &str, theme: &Theme) -> Line<'a> {
    vec![Span::styled(key, theme.accent), Span::styled(format!(" {description}"), theme.quiet)]
}

pub(crate) fn draw(canvas: &mut Canvas<'_>, area: Area, lines: &[Line<'_>], glyphs: &Glyphs) {
    let widest = lines.iter().map(|line| columns_of(line)).max().unwrap_or(0);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let left = (area.width.saturating_sub(widest) / 2).max(1);
    let block = area.below(area.height.saturating_sub(height) / 3).within(left, 1);
    for (row, line) in (0..block.height).zip(lines) {
        canvas.cut(block.row(row), line, glyphs.cut);
    }
}
