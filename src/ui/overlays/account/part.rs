//! A part of the account page: a title and facts. Parts below each other are a column, which scrolls below the
//! title of the first.

use ratatui::text::Span;

use crate::{
    app::Area,
    ui::{
        Scene,
        canvas::Canvas,
        widgets::page::{self, Fact, MARGIN},
    },
};

pub(super) struct Part<'a> {
    pub(super) title: String,
    pub(super) facts: Vec<Fact<'a>>,
}

/// Parts below each other.
pub(super) struct Column<'a> {
    pub(super) area: Area,
    /// At least one.
    pub(super) parts: Vec<Part<'a>>,
    /// Blank rows between parts, and below the title of the first, and of the others.
    pub(super) gaps: Gaps,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Gaps {
    pub(super) between: usize,
    pub(super) below_first: usize,
    pub(super) below_title: usize,
}

/// A line below the first title.
pub(super) enum Line<'p> {
    Blank,
    Title(&'p str),
    Fact {
        label: &'p str,
        /// The width of the labels of its part.
        labels: u16,
        text: Vec<Span<'p>>,
    },
}

impl Part<'_> {
    fn lines(&self, width: u16) -> impl Iterator<Item = Line<'_>> {
        let labels = page::label_columns(&self.facts);
        let room = width.saturating_sub(MARGIN.saturating_mul(2)).saturating_sub(labels);
        self.facts.iter().flat_map(move |fact| {
            let mut label = fact.label();
            fact.lines(room).into_iter().map(move |text| Line::Fact {
                label: std::mem::take(&mut label),
                labels,
                text,
            })
        })
    }
}

impl Column<'_> {
    /// What scrolls: all but the first title.
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        let blank = |rows: usize| std::iter::repeat_with(|| Line::Blank).take(rows);
        let mut lines = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            if at > 0 {
                lines.extend(blank(self.gaps.between));
                lines.push(Line::Title(&part.title));
            }
            lines.extend(blank(if at > 0 { self.gaps.below_title } else { self.gaps.below_first }));
            lines.extend(part.lines(self.area.width));
        }
        lines
    }

    /// Draws the title of the first part with `aside`, and the lines from `first` on.
    pub(super) fn draw(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_>, aside: &str, first: usize) {
        let (theme, glyphs) = (scene.theme, scene.glyphs);
        let title = self.parts.first().map_or("", |part| &part.title);
        page::title(canvas, self.area, (title, aside), theme, glyphs);
        let body = self.area.below(1);
        for (row, line) in (0..body.height).zip(self.lines().iter().skip(first)) {
            let row = body.row(row);
            match line {
                Line::Blank => {}
                Line::Title(title) => page::title(canvas, row, (title, ""), theme, glyphs),
                Line::Fact { label, labels, text } => {
                    let row = row.within(MARGIN, MARGIN);
                    canvas.put(row, 0, label, theme.quiet);
                    canvas.spans(row.within(*labels, 0), 0, text);
                }
            }
        }
    }
}
