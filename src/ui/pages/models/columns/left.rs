//! Remaining and granted quota, as exactly as fits. The background of the cell is a gauge of the remaining
//! share, unless a bar stands beside it.

use ratatui::text::Span;

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, Measure, Measured, Wish},
};
use crate::{
    app::{Area, pages::models::widths::CellWidth},
    domain::{Quantity, Status, next_call::Reason, sort::SortKey},
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
        widgets::cell,
    },
    words::pages::models::table::{self, Left},
};

/// The width of rounded figures: `24 k/1 M`.
const ROUNDED_WIDTH: u16 = 9;
/// The width of rounded figures with almost any unit.
const ROUNDED_WITH_UNIT_WIDTH: u16 = 13;
/// The width of [`crate::ui::Glyphs::at_most`].
const AT_MOST_WIDTH: u16 = 2;
/// Texts instead of figures are never cut up to this width.
const UNCUT_TEXT_WIDTH: u16 = 14;
/// Figures up to this width are exact from 60 columns on; longer ones only after the other columns have their
/// room.
const PREFERRED_WIDTH: u16 = 26;
/// Texts up to this width come before the bar; longer ones have a shorter form.
const PREFERRED_TEXT_WIDTH: u16 = 20;
const MAX_WIDTH: u16 = 40;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::LEFT_OF_TOTAL, table::LEFT],
    is_right: true,
    sort: Some(SortKey::Left),
    wishes: &[
        Wish { rank: 20, width: |column| figures(column).min(ROUNDED_WIDTH) },
        Wish { rank: 50, width: |column| figures(column).min(ROUNDED_WITH_UNIT_WIDTH) },
        Wish { rank: 60, width: |column| figures(column).min(PREFERRED_WIDTH) },
        Wish { rank: 120, width: |column| column.cells.text.min(PREFERRED_TEXT_WIDTH) },
        Wish { rank: 140, width: |column| figures(column).min(MAX_WIDTH) },
        Wish { rank: 200, width: |column| column.cells.text.min(MAX_WIDTH) },
    ],
    content: Content::Drawn(
        draw,
        Measure::Rows(|entry, width| {
            let (figures, words) = left_width(entry);
            width.whole = width.whole.max(figures);
            width.text = width.text.max(words);
        }),
    ),
};

fn figures(column: &Measured<'_>) -> u16 {
    column.cells.whole.max(column.heading).max(column.cells.text.min(UNCUT_TEXT_WIDTH))
}

fn left(entry: &Entry<'_>) -> Left {
    if entry.listed.row.reason == Reason::NeverBilled {
        return Left::Words(table::NEVER_BILLED.map(|form| form.of(entry.lang).to_owned()).into());
    }
    table::left(entry.lang, entry.quota(), entry.listed.model.unit, entry.status())
}

/// The width of its figures, and of a text instead of or after them.
fn left_width(entry: &Entry<'_>) -> (u16, u16) {
    if entry.listed.row.reason == Reason::NeverBilled {
        let [whole, _] = table::NEVER_BILLED;
        return (0, columns(whole.of(entry.lang)));
    }
    let (figures, words) =
        table::left_width(entry.lang, entry.quota(), entry.listed.model.unit, entry.status());
    (figures.saturating_add(if is_at_most(entry) { AT_MOST_WIDTH } else { 0 }), words)
}

/// Whether exports are missing that may show more use.
fn is_at_most(entry: &Entry<'_>) -> bool {
    entry.listed.model.from_bill.as_ref().is_some_and(|from| from.is_at_most)
}

fn draw(entry: &Entry<'_>, scene: &Scene<'_>, canvas: &mut Canvas<'_>, (area, _): (Area, CellWidth)) {
    let (style, quiet) = (entry.tone(), entry.theme.quiet);
    let at_most = if is_at_most(entry) { scene.glyphs.at_most } else { "" };
    // Nothing is left of an expired quota: the figure is what nobody used.
    let is_lapsed = entry.status() == Status::Expired
        && entry.quota().and_then(|quota| quota.remaining).is_some_and(Quantity::is_positive);
    let spans = |left: String, total: String, unit: &'static str| {
        let at_most = Span::styled(at_most, style);
        let left_style = if is_lapsed { style.crossed_out() } else { style };
        [at_most, Span::styled(left, left_style), Span::styled(total, quiet), Span::styled(unit, quiet)]
    };
    match left(entry) {
        Left::Words(forms) => {
            let words = forms.iter().find(|words| columns(words) <= area.width).or(forms.last());
            let words = words.map_or("", String::as_str);
            cell::write(canvas, area, true, (words, style), scene.glyphs);
        }
        Left::Numbers { left, total, unit } => {
            let exact = spans(left, total, unit);
            let quota = entry.quota();
            let figures = quota.and_then(|quota| Some((quota.remaining?, quota.total?)));
            let rounded = figures.map(|(left, total)| {
                let (left, total) = table::rounded(entry.lang, left, total);
                [spans(left.clone(), total.clone(), unit), spans(left, total, "")]
            });
            let forms = std::iter::once(exact).chain(rounded.into_iter().flatten());
            let fits = |form: &[Span<'_>; 4]| columns_of(form) <= area.width;
            match forms.clone().find(fits) {
                Some(form) => canvas.right(area, &form),
                // A cut number is marked, so that it does not look like a smaller one.
                None => canvas.cut(area, &forms.last().unwrap_or_default(), scene.glyphs.cut),
            }
        }
    }
    if let Some((left, total)) = entry.numbers().filter(|_| !entry.has_bar) {
        let filled = left.parts_of(total, area.width.into());
        let filled = Area { width: u16::try_from(filled).unwrap_or(area.width).min(area.width), ..area };
        let is_low = entry.status() == Status::Low;
        canvas.lay_over(filled, if is_low { entry.theme.filled_low() } else { entry.theme.filled });
    }
}
