//! What was left in the last days, as a sparkline.

use super::spec::{ColumnSpec, Content, Measure, Wish};
use crate::{
    app::pages::models::widths::CellWidth, domain::Quantity, ui::widgets::chart::spark,
    words::pages::models::table,
};

/// Two values in a cell.
const WIDTH: u16 = 8;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::HISTORY],
    is_right: false,
    sort: None,
    wishes: &[Wish { rank: 225, width: |column| column.whole() }],
    content: Content::Drawn(
        |entry, scene, canvas, (area, _)| {
            let Some(trend) = entry.listed.profile.forecasts.trend(&entry.listed.model.name) else { return };
            let steps: Vec<Option<Quantity>> = trend.steps().collect();
            spark::draw(canvas, area, &steps, scene.theme, scene.glyphs);
        },
        Measure::List(|state, _| {
            let has_trends = state.shown().any(|(_, profile)| profile.forecasts.have_trends());
            CellWidth { text: if has_trends { WIDTH } else { 0 }, ..CellWidth::default() }
        }),
    ),
};
