//! The model's name.

use super::spec::{ColumnSpec, Content, Wish};
use crate::{
    app::pages::models::widths::ColumnId,
    domain::{ListColumn, sort::SortKey},
    ui::widgets::cell::Cell,
    words::{facts::model, pages::models::table},
};

/// A name is never cut below this.
const SHORTEST: u16 = 8;
/// A name is cut to this before the forecast is left out. With this and the usual figures, the forecast is
/// shown from 80 columns on.
const BEFORE_FORECAST: u16 = 19;
/// A name longer than this gives way to all other columns.
const LONG: u16 = 24;
/// No name takes more than this.
const LONGEST: u16 = 64;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::MODEL],
    is_right: false,
    sort: Some(SortKey::Model),
    wishes: &[
        Wish { rank: 30, width: |_| SHORTEST },
        Wish {
            rank: 90,
            width: |column| {
                // The share takes its room from the name.
                let share = column.list.of(ColumnId::Optional(ListColumn::Percent)).text.saturating_add(2);
                let share = if column.keeps_share { share } else { 0 };
                column.cells.text.min(BEFORE_FORECAST.saturating_sub(share))
            },
        },
        Wish { rank: 130, width: |column| column.cells.text.min(LONG) },
        Wish { rank: 220, width: |column| column.cells.text.min(LONGEST) },
    ],
    content: Content::Data(|entry| {
        Cell::Text(model::name(entry.lang, &entry.listed.model.name), entry.text_style())
    }),
};
