//! What is left of the grant, as exactly as there is room for. The cell is a gauge: its background is filled
//! by the share that is left.

use ratatui::text::Span;

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, Measure, Measured, Wish},
};
use crate::{
    app::{Area, pages::models::widths::CellWidth},
    domain::{Status, sort::SortKey},
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
        widgets::cell,
    },
    words::pages::models::table::{self, Left},
};

/// Figures that are rounded fit into this: `24 k/1 M`.
const SHORTEST: u16 = 9;
/// The same, with almost any unit.
const SHORT: u16 = 13;
/// Words in place of the figures up to this width are never cut.
const SHORT_WORDS: u16 = 14;
/// Figures up to this width are exact from 60 columns on; longer ones give way to the other columns.
const USUAL: u16 = 26;
/// No figures take more than this.
const LONGEST: u16 = 40;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::LEFT_OF_TOTAL, table::LEFT],
    is_right: true,
    sort: Some(SortKey::Left),
    wishes: &[
        Wish { rank: 20, width: |column| figures(column).min(SHORTEST) },
        Wish { rank: 50, width: |column| figures(column).min(SHORT) },
        Wish { rank: 60, width: |column| figures(column).min(USUAL) },
        Wish { rank: 120, width: |column| column.cells.text.min(USUAL) },
        Wish { rank: 140, width: |column| figures(column).max(column.cells.text).min(LONGEST) },
    ],
    content: Content::Drawn(
        draw,
        Measure::Rows(|entry, width| {
            let unit = entry.listed.model.unit;
            let (figures, words) = table::left_width(entry.lang, entry.quota(), unit, entry.status());
            width.whole = width.whole.max(figures);
            width.text = width.text.max(words);
        }),
    ),
};

fn figures(column: &Measured<'_>) -> u16 {
    column.cells.whole.max(column.heading).max(column.cells.text.min(SHORT_WORDS))
}

fn draw(entry: &Entry<'_>, scene: &Scene<'_>, canvas: &mut Canvas<'_>, (area, _): (Area, CellWidth)) {
    let (style, quiet) = (entry.tone(), entry.theme.quiet);
    let spans = |left: String, total: String, unit: &'static str| {
        [Span::styled(left, style), Span::styled(total, quiet), Span::styled(unit, quiet)]
    };
    let numbers = entry.numbers();
    match table::left(entry.lang, entry.quota(), entry.listed.model.unit, entry.status()) {
        Left::Words(words) => cell::write(canvas, area, true, (&words, style), scene.glyphs),
        Left::Numbers { left, total, unit } => {
            let exact = spans(left, total, unit);
            let rounded = numbers.map(|(left, total)| {
                let (left, total) = table::rounded(entry.lang, left, total);
                [spans(left.clone(), total.clone(), unit), spans(left, total, "")]
            });
            let forms = std::iter::once(exact).chain(rounded.into_iter().flatten());
            let fits = |form: &[Span<'_>; 3]| columns_of(form) <= area.width;
            match forms.clone().find(fits) {
                Some(form) => canvas.right(area, &form),
                // A number is visibly cut off, lest it look like a smaller one.
                None => canvas.cut(area, &forms.last().unwrap_or_default(), scene.glyphs.cut),
            }
        }
    }
    if let Some((left, total)) = numbers {
        let filled = left.parts_of(total, area.width.into());
        let filled = Area { width: u16::try_from(filled).unwrap_or(area.width).min(area.width), ..area };
        let is_low = entry.status() == Status::Low;
        canvas.lay_over(filled, if is_low { entry.theme.filled_low() } else { entry.theme.filled });
    }
}
