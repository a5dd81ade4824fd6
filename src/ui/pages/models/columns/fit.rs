//! Fits columns into the list.

use super::{
    catalog::{all, ordered, spec},
    spec::{Measured, SPARE},
};
use crate::{
    app::pages::models::widths::{ColumnId, ListWidths},
    domain::{ListColumn, ListColumns},
    ui::{
        canvas::columns,
        widgets::columns::{Column, grant},
    },
    words::Lang,
};

/// Which columns to show, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) lang: Lang,
    /// The optional columns that are shown.
    pub(crate) columns: &'a ListColumns,
    /// Never drops the remaining share, since the background of the figures may not be visible.
    pub(crate) keeps_share: bool,
    /// Whether the detail is next to the list, which then also shows the columns of rank [`SPARE`].
    pub(crate) is_beside_detail: bool,
}

impl Shown<'_> {
    fn shows(&self, column: ColumnId) -> bool {
        match column {
            ColumnId::Optional(ListColumn::Percent) if self.keeps_share => true,
            ColumnId::Optional(column) => self.columns.shows(column),
            ColumnId::Model | ColumnId::Profile | ColumnId::Left | ColumnId::NextCall => true,
        }
    }

    /// Whether wishes of this rank are granted at all.
    fn grants(&self, rank: u8) -> bool {
        rank < SPARE || self.is_beside_detail || *self.columns != ListColumns::default()
    }

    /// The wishes of all columns, most important first.
    fn wishes(&self, list: &ListWidths) -> Vec<(ColumnId, u16)> {
        let mut ranked = Vec::new();
        for column in all().filter(|column| self.shows(*column)) {
            let spec = spec(column);
            let measured = Measured {
                lang: self.lang,
                keeps_share: self.keeps_share,
                heading: columns(spec.heading(self.lang)),
                cells: list.of(column),
                list,
            };
            let wishes = spec.wishes.iter().map(|wish| (wish.rank, (column, (wish.width)(&measured))));
            ranked.extend(wishes.filter(|(rank, (_, width))| *width > 0 && self.grants(*rank)));
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, wish)| wish).collect()
    }
}

/// The columns that fit into `width`. A wider list never shows less than a narrower one.
pub(crate) fn fit(shown: &Shown<'_>, widths: &ListWidths, width: u16) -> Vec<Column<ColumnId>> {
    granted(shown, widths, width).0
}

/// The width that shows all columns in full.
pub(crate) fn wanted(shown: &Shown<'_>, widths: &ListWidths) -> u16 {
    granted(shown, widths, u16::MAX).1
}

fn granted(shown: &Shown<'_>, widths: &ListWidths, width: u16) -> (Vec<Column<ColumnId>>, u16) {
    let order: Vec<ColumnId> = ordered(shown.columns.all()).collect();
    grant(&order, &shown.wishes(widths), ColumnId::Model, width)
}
