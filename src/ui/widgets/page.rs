//! Titled panes, and facts in them: labels with texts.

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

/// A rule across the first row of `area`, with a title and an aside: `-- qwen-max ---------------- text --`.
pub(crate) fn title(
    canvas: &mut Canvas<'_>,
    area: Area,
    (name, aside): (&str, &str),
    theme: &Theme,
    glyphs: &Glyphs,
) {
    let row = area.within(1, 1);
    let aside_columns = columns(aside).saturating_add(2);
    let beside = if aside.is_empty() { 5 } else { aside_columns.saturating_add(9) };
    let room = row.width.saturating_sub(beside);
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

/// A rule down the first column of `area`, if it is to the right of something else.
pub(crate) fn side_rule(canvas: &mut Canvas<'_>, area: Area, theme: &Theme, glyphs: &Glyphs) {
    for row in (0..area.height).filter(|_| area.x > 0) {
        canvas.put(Area { width: 1, ..area.row(row) }, 0, glyphs.side_rule, theme.quiet);
    }
}

/// A labelled text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fact<'a> {
    /// Empty if it continues the previous fact.
    label: Cow<'a, str>,
    /// A beginning with its own styles, which fits into the first row.
    lead: Vec<Span<'a>>,
    text: Cow<'a, str>,
    style: Style,
}

impl<'a> Fact<'a> {
    pub(crate) fn new(label: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>, style: Style) -> Self {
        Self { label: label.into(), lead: Vec::new(), text: text.into(), style }
    }

    pub(crate) fn with_lead(self, lead: impl Into<Vec<Span<'a>>>) -> Self {
        Self { lead: lead.into(), ..self }
    }

    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    /// Its height in `columns` columns, without the label.
    pub(crate) fn rows(&self, columns: u16) -> u16 {
        if self.fits(columns) { 1 } else { u16::try_from(self.lines(columns).len()).unwrap_or(u16::MAX) }
    }

    /// Whether it is one line of `columns` columns, as it is. Blanks that align a number stay, others do not.
    fn fits(&self, columns: u16) -> bool {
        let pieces = || self.lead.iter().map(|span| &*span.content).chain([&*self.text]);
        let bytes = || pieces().flat_map(str::bytes);
        let aligns = bytes().next() == Some(b' ');
        let next_to = |before, next| if (before, next) == (b' ', b' ') { None } else { Some(next) };
        let is_tight = || bytes().try_fold(b' ', next_to).is_some_and(|last| last != b' ');
        let width = pieces().fold(0, |sum: u16, piece| sum.saturating_add(self::columns(piece)));
        width <= columns && (aligns || is_tight())
    }

    /// Its lines in `columns` columns, without the label; at least one.
    pub(crate) fn lines(&self, columns: u16) -> Vec<Vec<Span<'_>>> {
        if self.fits(columns) {
            let lead = self.lead.iter().map(|span| Span::styled(&*span.content, span.style));
            return vec![lead.chain([Span::styled(&*self.text, self.style)]).collect()];
        }
        let lead: String = self.lead.iter().map(|span| span.content.as_ref()).collect();
        let mut lines = wrap(&format!("{lead}{}", self.text), columns);
        if lines.is_empty() {
            lines.push(String::new());
        }
        let mut lead = Some(lead.as_str());
        let spans = |line: String| {
            // If the first line does not begin with the whole lead, it is in one style.
            match lead.take().and_then(|lead| line.strip_prefix(lead)) {
                Some(rest) => {
                    let rest = Span::styled(rest.to_owned(), self.style);
                    self.lead
                        .iter()
                        .map(|span| Span::styled(&*span.content, span.style))
                        .chain([rest])
                        .collect()
                }
                None => vec![Span::styled(line, self.style)],
            }
        };
        lines.into_iter().map(spans).collect()
    }

    /// Writes it; returns its height.
    fn put(&self, canvas: &mut Canvas<'_>, area: Area) -> u16 {
        let lines = self.lines(area.width);
        for (row, line) in (0..area.height).zip(&lines) {
            canvas.spans(area.row(row), 0, line);
        }
        u16::try_from(lines.len()).unwrap_or(u16::MAX)
    }
}

/// The width of the labels of `facts`, with a gap.
pub(crate) fn label_columns<'f>(facts: impl IntoIterator<Item = &'f Fact<'f>>) -> u16 {
    facts.into_iter().map(|fact| columns(&fact.label)).max().unwrap_or(0).saturating_add(3)
}

/// Writes as many `facts` below each other as fit, with the labels in a column of their own; returns their
/// height.
pub(crate) fn facts(canvas: &mut Canvas<'_>, area: Area, facts: &[Fact<'_>], theme: &Theme) -> u16 {
    let labels = label_columns(facts);
    let mut rest = area.within(MARGIN, MARGIN);
    for fact in facts {
        canvas.put(rest, 0, &fact.label, theme.quiet);
        rest = rest.below(fact.put(canvas, rest.within(labels, 0)));
    }
    area.height.saturating_sub(rest.height)
}
