//! The remaining quota as a bar.

use super::spec::{ColumnSpec, Content, Measure, Measured, Wish};
use crate::{
    app::pages::models::widths::{CellWidth, ColumnId},
    domain::{ListColumn, Status},
    ui::widgets::gauge::gauge,
};

/// A shorter bar would look the same for shares of 60 % and of 70 %.
const WIDTH: u16 = 12;

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[],
    is_right: false,
    sort: None,
    wishes: &[Wish { rank: 190, width: |column| if has_bars(column) { WIDTH } else { 0 } }],
    content: Content::Drawn(
        |entry, scene, canvas, (area, _)| {
            if let Some(numbers) = entry.numbers() {
                let theme = entry.theme;
                let [filled, track] = gauge(numbers, area.width, &scene.glyphs.gauge, theme);
                let style = if entry.status() == Status::Low { theme.warning } else { theme.gauge };
                canvas.spans(area, 0, &[filled.patch_style(style), track]);
            }
        },
        Measure::List(|_, _| CellWidth::default()),
    ),
};

/// There are bars if there are percentages.
fn has_bars(column: &Measured<'_>) -> bool {
    !column.list.of(ColumnId::Optional(ListColumn::Percent)).is_empty()
}
