//! How pages divide a large screen: what goes next to a list, and what below it.

use super::area::{Area, Size};

/// Minimum screen width for a pane to the right of a list.
pub(crate) const SIDE_PANE_MIN_WIDTH: u16 = 160;
/// A wider list would only have wider gaps: the pane next to it takes the rest.
pub(crate) const MAX_LIST_WIDTH: u16 = 148;
/// With at least this height, the chart goes below the list rather than next to it.
pub(crate) const CHART_MIN_HEIGHT: u16 = 10;
/// Minimum screen size for a pane below a list.
const BOTTOM_PANE_MIN: Size = Size { width: 100, height: 30 };
/// A higher chart would show nothing more.
const MAX_CHART_HEIGHT: u16 = 40;

pub(crate) const fn has_room_below(size: Size) -> bool {
    size.width >= BOTTOM_PANE_MIN.width && size.height >= BOTTOM_PANE_MIN.height
}

/// Takes the pane to the right of a list, of at least `min_width`: what the list has no use for.
pub(crate) fn take_side(rest: &mut Area, size: Size, min_width: u16) -> Area {
    rest.take_right(size.width.saturating_sub(MAX_LIST_WIDTH).max(min_width))
}

/// Takes room for a list of `length`: its column headings, its rows, its totals. The rows leave `reserved` free below
/// the totals.
pub(crate) fn take_list(rest: &mut Area, length: usize, reserved: u16) -> [Area; 3] {
    let headings = rest.take_top(1);
    let rows = u16::try_from(length).unwrap_or(u16::MAX);
    let rows = rest.take_top(rows.min(rest.height.saturating_sub(reserved.saturating_add(1))));
    [headings, rows, rest.take_top(1)]
}

/// Takes room for a chart below a list, with an empty row between them if there is one to spare. Empty if
/// less than `min_height` is left.
pub(crate) fn take_chart(rest: &mut Area, min_height: u16) -> Area {
    if rest.height < min_height {
        return Area::default();
    }
    rest.take_top(u16::from(rest.height > min_height));
    rest.take_top(MAX_CHART_HEIGHT)
}
