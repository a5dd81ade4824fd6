//! A titled part of the screen, and facts in it: labels and texts.

use std::borrow::Cow;

use ratatui::{style::Style, text::Span};

use super::wrap::wrap;
use crate::{
    app::Area,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns},
    },
    words::text,
};

/// The columns left free on both sides.
pub(crate) const MARGIN: u16 = 2;

/// A rule across the first row of `area`, with a title at its left and a word at its right:
/// `-- qwen-max ---------------- text --`.
pub(crate) fn title(
    canvas: &mut Canvas<'_>,
    area: Area,
    (name, aside): (&str, &str),
    theme: &Theme,
    glyphs: &Glyphs,
) {
    let row = area.within(1, 1);
    let aside_columns = columns(aside).saturating_add(2);
    let room = row.width.saturating_sub(aside_columns).saturating_sub(9);
    let name = text::cut(name, usize::from(room), glyphs.cut);
    canvas.repeat(row, (0, 2), glyphs.rule, theme.quiet);
    let end = canvas.put(row, 3, &name, theme.strong).saturating_add(1);
    let from =
        if aside.is_empty() { row.width } else { row.width.saturating_sub(aside_columns.saturating_add(2)) };
    canvas.repeat(row, (end, from), glyphs.rule, theme.quiet);
    if !aside.is_empty() && from >= end {
        let end = canvas.put(row, from.saturating_add(1), aside, theme.quiet).saturating_add(1);
        canvas.repeat(row, (end, row.width), glyphs.rule, theme.quiet);
    }
}

/// The area below the title of an overlay.
pub(crate) const fn body(area: Area) -> Area {
    area.below(2).within(MARGIN, MARGIN)
}

/// A rule down the first column of an area that is to the right of something else.
pub(crate) fn side_rule(canvas: &mut Canvas<'_>, area: Area, theme: &Theme, glyphs: &Glyphs) {
    for row in (0..area.height).filter(|_| area.x > 0) {
        canvas.put(Area { width: 1, ..area.row(row) }, 0, glyphs.side_rule, theme.quiet);
    }
}

/// One fact on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fact<'a> {
    /// Empty where it continues the previous fact.
    label: &'a str,
    /// A beginning in styles of its own, which fits into the first row.
    lead: Vec<Span<'a>>,
    text: Cow<'a, str>,
    style: Style,
}

impl<'a> Fact<'a> {
    pub(crate) fn new(label: &'a str, text: impl Into<Cow<'a, str>>, style: Style) -> Self {
        Self { label, lead: Vec::new(), text: text.into(), style }
    }

    /// The same, beginning with `lead`.
    pub(crate) fn led_by(self, lead: impl Into<Vec<Span<'a>>>) -> Self {
        Self { lead: lead.into(), ..self }
    }

    /// How many rows it takes in `columns` columns, without its label.
    pub(crate) fn rows(&self, columns: u16) -> u16 {
        u16::try_from(self.lines(columns).1.len()).unwrap_or(u16::MAX).max(1)
    }

    /// The lead, and all of the text in lines.
    fn lines(&self, columns: u16) -> (String, Vec<String>) {
        let lead: String = self.lead.iter().map(|span| span.content.as_ref()).collect();
        let lines = wrap(&format!("{lead}{}", self.text), columns);
        (lead, lines)
    }

    /// Writes it; returns how many rows it took.
    fn put(&self, canvas: &mut Canvas<'_>, area: Area) -> u16 {
        let (lead, lines) = self.lines(area.width);
        for (row, line) in (0..area.height).zip(&lines) {
            // A line that does not begin with the whole lead is in one style.
            let behind = line.strip_prefix(&lead).filter(|_| row == 0);
            let from = behind.map_or(0, |_| canvas.spans(area, 0, &self.lead));
            canvas.put(area.row(row), from, behind.unwrap_or(line), self.style);
        }
        u16::try_from(lines.len()).unwrap_or(u16::MAX).max(1)
    }
}

/// The columns that the labels of `facts` take, with the gap behind them.
pub(crate) fn label_columns<'f>(facts: impl IntoIterator<Item = &'f Fact<'f>>) -> u16 {
    facts.into_iter().map(|fact| columns(fact.label)).max().unwrap_or(0).saturating_add(3)
}

/// Writes `facts` below each other, the labels in a column of their own; long ones are wrapped.
/// What does not fit below is left out.
pub(crate) fn facts(canvas: &mut Canvas<'_>, area: Area, facts: &[Fact<'_>], theme: &Theme) {
    let labels = label_columns(facts);
    let mut rest = area.within(MARGIN, MARGIN);
    for fact in facts {
        canvas.put(rest, 0, fact.label, theme.quiet);
        rest = rest.below(fact.put(canvas, rest.within(labels, 0)));
    }
}
