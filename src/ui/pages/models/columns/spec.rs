//! The specification of a column of the list.

use super::entry::Entry;
use crate::{
    app::{
        Area, State,
        pages::models::widths::{CellWidth, ListWidths},
    },
    domain::sort::SortKey,
    ui::{Scene, canvas::Canvas, widgets::cell::Cell},
    words::{Lang, Text},
};

pub(crate) struct ColumnSpec {
    /// Headings, from the longest to the shortest.
    pub(crate) headings: &'static [Text],
    /// Right-aligned, for numbers.
    pub(crate) is_right: bool,
    /// The sort key chosen by a click on the heading.
    pub(crate) sort: Option<SortKey>,
    pub(crate) wishes: &'static [Wish],
    pub(crate) content: Content,
}

type MakeCell = for<'a> fn(&Entry<'a>) -> Cell<'a>;
type MakeCellNow = for<'a> fn(&Entry<'a>, &Scene<'_>) -> Cell<'a>;
type DrawCell = fn(&Entry<'_>, &Scene<'_>, &mut Canvas<'_>, (Area, CellWidth));

/// How cells are made and measured.
pub(crate) enum Content {
    /// Cells that depend on data alone, measured by making them.
    Data(MakeCell),
    /// Cells that also depend on the clock, or can be measured without making them.
    Measured(MakeCellNow, Measure),
    /// Cells that are more than text.
    Drawn(DrawCell, Measure),
}

/// Measures cells; of countdowns the widest form, so that columns do not move with time.
pub(crate) enum Measure {
    /// Row by row.
    Rows(fn(&Entry<'_>, &mut CellWidth)),
    /// From all data at once.
    List(fn(&State, Lang) -> CellWidth),
}

/// A width that a column asks for. Wishes with a lower rank are granted first.
pub(crate) struct Wish {
    pub(crate) rank: u8,
    /// Zero for no wish.
    pub(crate) width: fn(&Measured<'_>) -> u16,
}

/// The measurements on which wishes are based.
pub(crate) struct Measured<'a> {
    pub(crate) lang: Lang,
    /// Never drops the remaining share, since the background of the figures may not be visible.
    pub(crate) keeps_share: bool,
    /// The width of the heading.
    pub(crate) heading: u16,
    pub(crate) cells: CellWidth,
    /// The measurements of all columns.
    pub(crate) list: &'a ListWidths,
}

impl ColumnSpec {
    pub(crate) fn heading(&self, lang: Lang) -> &'static str {
        self.headings.first().map_or("", |text| text.of(lang))
    }
}

impl Measured<'_> {
    /// The width of a column that is shown in full, with its heading, or not at all.
    pub(crate) fn whole(&self) -> u16 {
        if self.cells.is_empty() { 0 } else { self.cells.with_heading(self.heading) }
    }
}

/// From this rank on, default columns are shown only next to the detail: on smaller screens the detail would
/// cost what a narrower list has shown.
pub(crate) const SPARE: u8 = 230;

/// The wish of a column that is off by default: once chosen, it ranks above the default optional columns.
pub(crate) const ON_REQUEST: [Wish; 1] = [Wish { rank: 170, width: |column| column.whole() }];
