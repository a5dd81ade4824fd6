//! What makes up a column of the list.

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

/// A column of the list.
pub(crate) struct ColumnSpec {
    /// Its heading, from the longest to the shortest.
    pub(crate) headings: &'static [Text],
    /// Whether it contains numbers, which are aligned at the right.
    pub(crate) is_right: bool,
    /// The order that a click on its heading chooses.
    pub(crate) sort: Option<SortKey>,
    /// The room that it wants.
    pub(crate) wishes: &'static [Wish],
    pub(crate) content: Content,
}

type MakeCell = for<'a> fn(&Entry<'a>) -> Cell<'a>;
type MakeCellNow = for<'a> fn(&Entry<'a>, &Scene<'_>) -> Cell<'a>;
/// Given where, and the widest cell of the column.
type DrawCell = fn(&Entry<'_>, &Scene<'_>, &mut Canvas<'_>, (Area, CellWidth));

/// The cells of a column, and how wide the widest is.
pub(crate) enum Content {
    /// Cells that depend on data alone, and are measured by making them.
    Data(MakeCell),
    /// Cells that also depend on the clock, or can be measured without making them.
    Measured(MakeCellNow, Measure),
    /// Cells that are more than a text.
    Drawn(DrawCell, Measure),
}

/// Finds the widest cell; of countdowns the widest form, so that no column moves as
/// they count.
pub(crate) enum Measure {
    /// Makes room for each row.
    Rows(fn(&Entry<'_>, &mut CellWidth)),
    /// From all data at once.
    List(fn(&State, Lang) -> CellWidth),
}

/// A column wants to be at least this wide. Wishes of a lower rank are granted first: a narrow list drops
/// those of the highest.
pub(crate) struct Wish {
    pub(crate) rank: u8,
    /// Zero for no wish.
    pub(crate) width: fn(&Measured<'_>) -> u16,
}

/// The measures of a column, by which it asks for room.
pub(crate) struct Measured<'a> {
    pub(crate) lang: Lang,
    /// The share left is never left out, since the background of the figures may not be seen.
    pub(crate) keeps_share: bool,
    /// The width of its heading, with the mark of the order.
    pub(crate) heading: u16,
    pub(crate) cells: CellWidth,
    /// The cells of every column.
    pub(crate) list: &'a ListWidths,
}

impl ColumnSpec {
    /// The heading in full.
    pub(crate) fn heading(&self, lang: Lang) -> &'static str {
        self.headings.first().map_or("", |text| text.of(lang))
    }
}

impl Measured<'_> {
    /// The width of a column that is either shown whole, with its heading, or not at all.
    pub(crate) fn whole(&self) -> u16 {
        if self.cells.is_empty() { 0 } else { self.cells.with_heading(self.heading) }
    }
}

/// The wish of a column that is off by default: once requested, it outlasts the default optional columns.
pub(crate) const ON_REQUEST: [Wish; 1] = [Wish { rank: 170, width: |column| column.whole() }];
