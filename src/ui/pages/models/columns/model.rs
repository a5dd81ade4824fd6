//! The name of the model.

use super::spec::{ColumnSpec, Content, Wish};
use crate::{
    app::pages::models::widths::ColumnId,
    domain::{ListColumn, sort::SortKey},
    ui::widgets::cell::Cell,
    words::{facts::model, pages::models::table},
};

const MIN_WIDTH: u16 = 8;
/// Names are cut to this width before the forecast is dropped. With the usual figures, this shows the
/// forecast from 80 columns on.
const WIDTH_BEFORE_FORECAST: u16 = 19;
/// Longer names only get more room after all other columns.
const PREFERRED_WIDTH: u16 = 24;
const MAX_WIDTH: u16 = 64;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::MODEL],
    is_right: false,
    sort: Some(SortKey::Model),
    wishes: &[
        Wish { rank: 30, width: |_| MIN_WIDTH },
        Wish {
            rank: 90,
            width: |column| {
                // The share takes room from the name.
                let share = column.list.of(ColumnId::Optional(ListColumn::Percent)).text.saturating_add(2);
                let share = if column.keeps_share { share } else { 0 };
                column.cells.text.min(WIDTH_BEFORE_FORECAST.saturating_sub(share))
            },
        },
        Wish { rank: 130, width: |column| column.cells.text.min(PREFERRED_WIDTH) },
        Wish { rank: 220, width: |column| column.cells.text.min(MAX_WIDTH) },
    ],
    content: Content::Data(|entry| {
        Cell::Text(model::name(entry.lang, &entry.listed.model.name), entry.text_style())
    }),
};
