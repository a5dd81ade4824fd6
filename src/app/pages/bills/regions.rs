//! Where everything on the Bills page is.

use crate::app::{
    State,
    area::{Area, Size},
    panes::{BESIDE_FROM, CHART_BELOW_FROM, LIST_ENOUGH, has_room_below, take_chart},
    view::Overlay,
};

/// The least width of the lines next to the groups.
const BESIDE_WIDTH: u16 = 76;
/// How high the lines are below the groups, with their title and the reasons.
const BELOW_HEIGHT: u16 = 11;
/// The height of a chart above the lines, with its title, if the groups leave it no room.
const CHART_BESIDE_HEIGHT: u16 = 12;
/// A chart lower than this, with its title, says nothing.
const LEAST_CHART: u16 = 6;
/// From this width on a reason fits on one line, else it takes two where the lines below stay many.
const REASON_FITS_FROM: u16 = 110;
/// From this height on there is room for that.
const ROOM_FOR_REASONS: u16 = 24;
/// At most this many reasons explain why a group was charged.
const MOST_REASONS: u16 = 4;

/// Where everything on the Bills page is. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// The names of the columns.
    pub columns: Area,
    /// The rows of the groups.
    pub rows: Area,
    /// The sums of all groups.
    pub totals: Area,
    /// What is to be paid, by day.
    pub chart: Area,
    /// The selected group, beside or below the list: its title, its reasons, its lines.
    pub detail: Area,
    /// Why the selected group was charged: the first rows below the title of its lines.
    pub reasons: Area,
    /// The lines of the selected group, below the names of their columns.
    pub lines: Area,
    /// What covers the groups: the lines, a line, or the products to choose from.
    pub overlay: Area,
}

impl Regions {
    /// How many rows a page up or down moves.
    pub(crate) const fn page(&self, is_among_lines: bool) -> u16 {
        match (self.overlay.is_empty(), is_among_lines) {
            (_, true) => self.lines.height,
            (true, false) => self.rows.height,
            (false, false) => self.overlay.height,
        }
    }
}

/// Whether the lines have a pane of their own at this size.
pub const fn has_lines_pane(size: Size) -> bool {
    size.width >= BESIDE_FROM || has_room_below(size)
}

/// Where everything is in `area`: the groups with their totals right below, what is to be paid by day under them, and
/// the lines of the group beside or at the bottom.
pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    match state.view.overlay {
        Overlay::None => {}
        Overlay::Lines => {
            regions.overlay = area;
            (regions.reasons, regions.lines) = lines(state, area);
            return regions;
        }
        Overlay::Line { .. } | Overlay::Products { .. } => {
            regions.overlay = area;
            return regions;
        }
        _ => return regions,
    }
    let mut rest = area;
    let groups = state.profile().bills.report.groups.len();
    if groups == 0 {
        regions.rows = rest;
        return regions;
    }
    regions.detail = take_lines(state.size, &mut rest);
    let is_beside = regions.detail.x > 0;
    // Above the lines there is always a chart; elsewhere it takes what is left free, where that is enough.
    let reserved = if is_beside || regions.detail.is_empty() { 0 } else { LEAST_CHART };
    regions.columns = rest.take_top(1);
    let wanted = u16::try_from(groups).unwrap_or(u16::MAX);
    regions.rows = rest.take_top(wanted.min(rest.height.saturating_sub(reserved.saturating_add(1))));
    regions.totals = rest.take_top(1);
    regions.chart = take_chart(&mut rest, if reserved > 0 { reserved } else { CHART_BELOW_FROM });
    if is_beside && regions.chart.is_empty() {
        regions.chart = regions.detail.take_top(CHART_BESIDE_HEIGHT);
    }
    (regions.reasons, regions.lines) = lines(state, regions.detail);
    regions
}

/// Where the reasons and the lines are in `area`: below its title, the lines below the names of their columns.
fn lines(state: &State, area: Area) -> (Area, Area) {
    let mut rest = area.below(1);
    let reasons = u16::try_from(state.bills_reasons().len()).unwrap_or(u16::MAX);
    let each = if area.width < REASON_FITS_FROM && area.height >= ROOM_FOR_REASONS { 2 } else { 1 };
    let reasons = rest.take_top(reasons.min(MOST_REASONS).saturating_mul(each));
    (reasons, rest.below(1))
}

/// The lines, beside or below the groups where there is room for them.
fn take_lines(size: Size, rest: &mut Area) -> Area {
    if size.width >= BESIDE_FROM {
        rest.take_right(size.width.saturating_sub(LIST_ENOUGH).max(BESIDE_WIDTH))
    } else if has_room_below(size) {
        rest.take_bottom(BELOW_HEIGHT)
    } else {
        Area::default()
    }
}
