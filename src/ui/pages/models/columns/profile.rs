//! The profile that a model belongs to, where several are shown.

use super::spec::{ColumnSpec, Content, Measure, Wish};
use crate::{
    app::pages::models::widths::CellWidth,
    ui::{canvas::columns, widgets::cell::Cell},
    words::{overlays::profiles, plain},
};

/// A name is never cut below this.
const SHORTEST: u16 = 6;
/// A name longer than this gives way to the other columns.
const LONG: u16 = 12;
/// No name takes more than this.
const LONGEST: u16 = 40;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[profiles::PROFILE],
    is_right: false,
    sort: None,
    wishes: &[
        Wish { rank: 40, width: |column| column.cells.text.min(SHORTEST) },
        Wish { rank: 150, width: |column| column.cells.text.min(LONG) },
        Wish { rank: 230, width: |column| column.cells.text.min(LONGEST) },
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
