//! How pages divide a large screen: what fits beside a list, and what below it.

use super::area::{Area, Size};

/// From this width on there may be something beside a list.
pub(crate) const BESIDE_FROM: u16 = 160;
/// A list wider than this would only stretch its gaps: what is beside it takes the rest.
pub(crate) const LIST_ENOUGH: u16 = 148;
/// From this height on a chart says more below the list than in what is beside it.
pub(crate) const CHART_BELOW_FROM: u16 = 10;
/// From this size on a pane fits below a list.
const BELOW_FROM: Size = Size { width: 100, height: 30 };
/// A chart higher than this says nothing more.
const MOST_CHART: u16 = 24;

/// Whether a pane fits below a list.
pub(crate) const fn has_room_below(size: Size) -> bool {
    size.width >= BELOW_FROM.width && size.height >= BELOW_FROM.height
}

/// A chart in what a list leaves free below it, with a row between them where there is one to spare; empty where that
/// is lower than `least`.
pub(crate) fn take_chart(rest: &mut Area, least: u16) -> Area {
    if rest.height < least {
        return Area::default();
    }
    rest.take_top(u16::from(rest.height > least));
    rest.take_top(MOST_CHART)
}
