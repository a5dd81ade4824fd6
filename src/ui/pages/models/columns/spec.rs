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
    /// They depend on data alone: each is made to be measured.
    Data(MakeCell),
    /// They also depend on the clock, or are measured faster than made.
    Measured(MakeCellNow, Measure),
    /// They are more than a text.
    Drawn(DrawCell, Measure),
}

/// Finds the widest cell; for what changes with the clock alone, its widest form, so that no column moves as
/// it counts.
pub(crate) enum Measure {
    /// Makes room for each row.
    Rows(fn(&Entry<'_>, &mut CellWidth)),
    /// From all data at once.
    List(fn(&State, Lang) -> CellWidth),
}

/// A column wants to be at least this wide. Wishes of a lower rank are granted first: a narrow list gives up
/// what has the highest.
pub(crate) struct Wish {
    pub(crate) rank: u8,
    /// Zero for no wish.
    pub(crate) width: fn(&Measured<'_>) -> u16,
}

/// What is known of a column that wants room.
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

/// The wish of a column that is shown on request only: it stays longer than what is shown by default besides.
pub(crate) const ON_REQUEST: [Wish; 1] = [Wish { rank: 170, width: |column| column.whole() }];
