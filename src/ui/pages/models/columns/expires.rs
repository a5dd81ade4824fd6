//! When the quota expires; in a short form if the column is narrow.

use super::{
    entry::Entry,
    spec::{ColumnSpec, Content, Measure, Wish},
};
use crate::{
    app::{Area, pages::models::widths::CellWidth},
    domain::{Quota, Status, sort::SortKey},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::cell,
    },
    words::{pages::models::table, time},
};

pub(super) const COLUMN: ColumnSpec = ColumnSpec {
    headings: &[table::EXPIRES],
    is_right: false,
    sort: Some(SortKey::Expires),
    wishes: &[
        Wish {
            rank: 80,
            width: |column| match column.whole() {
                0 => 0,
                whole => whole.min(columns(time::WIDEST_BRIEF_COUNTDOWN.of(column.lang)).max(column.heading)),
            },
        },
        Wish { rank: 110, width: |column| column.whole() },
    ],
    content: Content::Drawn(
        draw,
        Measure::Rows(|entry, width| {
            if width.is_empty() && quota(entry).is_some_and(|quota| quota.expires_at.is_some()) {
                width.text = columns(time::WIDEST_COUNTDOWN.of(entry.lang));
            }
        }),
    ),
};

/// The quota, unless its expiry is meaningless.
fn quota<'a>(entry: &Entry<'a>) -> Option<&'a Quota> {
    entry.quota().filter(|_| !matches!(entry.status(), Status::None | Status::Unsupported))
}

fn draw(entry: &Entry<'_>, scene: &Scene<'_>, canvas: &mut Canvas<'_>, (area, widest): (Area, CellWidth)) {
    let Some(at) = quota(entry).and_then(|quota| quota.expires_at) else { return };
    let form = if area.width < widest.text { time::brief_countdown } else { time::countdown };
    let is_soon = entry.status() == Status::Expiring;
    let style = if is_soon { entry.theme.warning } else { entry.text_style() };
    cell::write(canvas, area, false, (&form(entry.lang, at, scene.now.utc), style), scene.glyphs);
}
