//! A block of lines in the middle of an area.

use std::borrow::Cow;

use ratatui::text::Span;

use super::wrap::wrap;
use crate::{
    app::Area,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns_of},
    },
    words::Report,
};

/// Wider lines are hard to read.
const MAX_WIDTH: u16 = 76;

pub(crate) type Line<'a> = Vec<Span<'a>>;

/// A key or command and its description.
pub(crate) fn explained<'a>(key: impl Into<Cow<'a, str>>, description: &str, theme: &Theme) -> Line<'a> {
    vec![Span::styled(key, theme.accent), Span::styled(format!(" {description}"), theme.quiet)]
}

/// What could not be read, why, and what to do: in full, as it names the permission. Below, when it is tried again, if
/// it is.
pub(crate) fn failed(
    title: String,
    report: Report,
    attempts: Option<String>,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines = vec![vec![Span::styled(title, theme.strong)], Line::new()];
    for (text, style) in [(report.message, theme.warning), (report.remedy, theme.text)] {
        lines.extend(wrap(&text, width).into_iter().map(|line| vec![Span::styled(line, style)]));
    }
    if let Some(attempts) = attempts {
        lines.extend([Line::new(), vec![Span::styled(attempts, theme.quiet)]]);
    }
    lines
}

/// The width of its lines in `area`, at most so that they are easy to read.
pub(crate) fn width(area: Area) -> u16 {
    area.width.saturating_sub(2).min(MAX_WIDTH)
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
