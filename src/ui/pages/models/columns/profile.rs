//! The profile of a model, if several are shown.

use super::spec::{ColumnSpec, Content, Measure, Wish};
use crate::{
    app::pages::models::widths::CellWidth,
    ui::{canvas::columns, widgets::cell::Cell},
    words::{overlays::profiles, plain},
};

const MIN_WIDTH: u16 = 6;
/// Longer names only get more room after the other columns.
const PREFERRED_WIDTH: u16 = 12;
const MAX_WIDTH: u16 = 40;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[profiles::PROFILE],
    is_right: false,
    sort: None,
    wishes: &[
        Wish { rank: 40, width: |column| column.cells.text.min(MIN_WIDTH) },
        Wish { rank: 150, width: |column| column.cells.text.min(PREFERRED_WIDTH) },
        Wish { rank: 230, width: |column| column.cells.text.min(MAX_WIDTH) },
    ],
    content: Content::Measured(
        |entry, _| Cell::Text(plain(entry.listed.profile.name()), entry.theme.quiet),
        Measure::List(|state, _| {
            let shown = state.shown().filter(|_| state.shows_all());
            let widest = shown.map(|(_, profile)| columns(&plain(profile.name()))).max();
            CellWidth { text: widest.unwrap_or(0), ..CellWidth::default() }
        }),
    ),
};
