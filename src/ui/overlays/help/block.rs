//! Blocks of lines, in one column or two.

use ratatui::{style::Style, text::Span};

use super::context::Context;
use crate::{
    app::Area,
    ui::{
        canvas::{Canvas, columns, columns_of},
        widgets::wrap::wrap,
    },
};

/// The gap between two columns.
pub(super) const GAP: u16 = 3;
/// From this width on a section has two columns.
const TWO_FROM: u16 = 96;
/// A line wider than this is hard to read.
const WIDEST: u16 = 90;

/// One line, in pieces.
pub(super) type Line = Vec<Span<'static>>;
/// Lines that belong together.
pub(super) type Block = Vec<Line>;

/// A section, laid out.
#[derive(Debug, Default)]
pub(super) struct Columns {
    left: Vec<Line>,
    right: Vec<Line>,
    /// Where the right column begins.
    second: u16,
}

impl Columns {
    /// All blocks below each other.
    fn one(blocks: &[Block]) -> Self {
        Self { left: blocks.concat(), ..Self::default() }
    }

    /// These blocks beside each other if they fit, or else below each other.
    pub(super) fn beside(width: u16, left: Block, right: Block) -> Self {
        let widest = |block: &Block| block.iter().map(|line| columns_of(line)).max().unwrap_or(0);
        let second = widest(&left).saturating_add(GAP);
        if second.saturating_add(widest(&right)) <= width {
            return Self { left, right, second };
        }
        Self::one(&[left, vec![Line::new()], right])
    }

    /// Blocks of lines of [`column_width`], in two columns of about the same height if there is room.
    pub(super) fn balanced(width: u16, blocks: Vec<Block>) -> Self {
        if width < TWO_FROM {
            return Self::one(&blocks);
        }
        let half = blocks.iter().map(Vec::len).sum::<usize>().div_ceil(2);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for block in blocks {
            let fits = right.is_empty() && left.len().saturating_add(block.len() / 2) <= half;
            if fits { &mut left } else { &mut right }.extend(block);
        }
        Self { left, right, second: column_width(width).saturating_add(GAP) }
    }

    pub(super) fn length(&self) -> usize {
        self.left.len().max(self.right.len())
    }

    /// Draws the lines from `first` on.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Area, first: usize) {
        for (lines, from) in [(&self.left, 0), (&self.right, self.second)] {
            for (row, line) in (0..body.height).zip(lines.iter().skip(first)) {
                canvas.spans(body.row(row), from, line);
            }
        }
    }
}

/// How wide the lines of a section of this width may be.
pub(super) fn column_width(width: u16) -> u16 {
    let column = if width >= TWO_FROM { width.saturating_sub(GAP) / 2 } else { width };
    column.min(WIDEST)
}

/// A heading over lines, with an empty line below them.
pub(super) fn titled(context: Context<'_>, title: &'static str, lines: Block) -> Block {
    let title = vec![Span::styled(title, context.theme.strong)];
    std::iter::once(title).chain(lines).chain([Line::new()]).collect()
}

/// A text, wrapped.
pub(super) fn paragraph(context: Context<'_>, text: &str) -> Block {
    let lines = wrap(text, column_width(context.width)).into_iter();
    lines.map(|line| vec![Span::styled(line, context.theme.text)]).collect()
}

/// A name, how wide it is with the longest signs, and its text.
pub(super) type Explained = (String, u16, String);

/// Names, in this style, with their texts, in two columns; a text is wrapped to `width`.
pub(super) fn explained(context: Context<'_>, style: Style, rows: Vec<Explained>, width: u16) -> Block {
    let widest = rows.iter().map(|(_, columns, _)| *columns).max().unwrap_or(0);
    // Indented below their title.
    let names = widest.saturating_add(3);
    let lines = rows.into_iter().flat_map(|(name, _, text)| {
        let mut lead = Some(name);
        wrap(&text, width.saturating_sub(names).max(1)).into_iter().map(move |line| {
            let name = format!(" {}", lead.take().unwrap_or_default());
            let pad = " ".repeat(usize::from(names.saturating_sub(columns(&name))));
            vec![Span::styled(name, style), Span::raw(pad), Span::styled(line, context.theme.text)]
        })
    });
    lines.collect()
}
