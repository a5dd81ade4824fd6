//! The layout of the Bills page.

use crate::app::{
    State,
    area::{Area, Size},
    panes::{CHART_MIN_HEIGHT, SIDE_PANE_MIN_WIDTH, has_room_below, take_chart, take_list, take_side},
    view::Overlay,
};

/// Minimum width of the lines to the right of the groups.
const SIDE_PANE_WIDTH: u16 = 76;
/// Height of the lines below the groups, with title and reasons.
const BOTTOM_PANE_HEIGHT: u16 = 11;
/// Height of a chart in the side pane, with its title.
const SIDE_CHART_HEIGHT: u16 = 12;
/// A lower chart, with its title, would be unreadable.
const MIN_CHART_HEIGHT: u16 = 8;
/// In a narrower pane a reason takes two rows, provided that the pane has the height below.
const ONE_ROW_REASON_WIDTH: u16 = 110;
const TWO_ROW_REASON_HEIGHT: u16 = 20;
/// At most this many reasons are shown, the one about what was covered included.
const MAX_REASONS: u16 = 4;

/// The regions of the Bills page. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Column headings.
    pub columns: Area,
    /// Groups.
    pub rows: Area,
    /// Totals of all groups.
    pub totals: Area,
    /// Charges by day.
    pub chart: Area,
    /// The selected group, next to or below the list: title, reasons, lines.
    pub detail: Area,
    /// Why the selected group was charged, below the title of `detail`.
    pub reasons: Area,
    /// The lines of the selected group, below their column headings.
    pub lines: Area,
    /// Covers the groups: the lines, or a line.
    pub overlay: Area,
}

impl Regions {
    /// The rows by which page up and page down move.
    pub(crate) const fn page(&self, is_among_lines: bool) -> u16 {
        match (self.overlay.is_empty(), is_among_lines) {
            (_, true) => self.lines.height,
            (true, false) => self.rows.height,
            (false, false) => self.overlay.height,
        }
    }
}

/// Whether the lines have a pane of their own.
pub(crate) const fn has_lines_pane(state: &State) -> bool {
    state.view.peek.is_open() || has_room(state.size)
}

/// Whether the lines can be shown below the groups only if the user wants them there.
pub(crate) fn can_peek(state: &State) -> bool {
    !has_room(state.size) && !state.profile().bills.report.groups.is_empty()
}

/// Whether a screen of this size has room for the lines.
const fn has_room(size: Size) -> bool {
    size.width >= SIDE_PANE_MIN_WIDTH || has_room_below(size)
}

/// Lays out `area`: groups with their totals, the chart under them, and the lines to the right or at the
/// bottom.
pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    match state.view.overlay {
        Overlay::None | Overlay::Chooser(_) => {}
        Overlay::Lines => {
            regions.overlay = area;
            (regions.reasons, regions.lines) = lines(state, area);
            return regions;
        }
        Overlay::Line { .. } => {
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
    regions.detail = take_lines(state, &mut rest);
    let is_side_pane = regions.detail.x > 0;
    // Above lines at the bottom there is always a chart; otherwise only if there is room.
    let has_chart = !is_side_pane && !regions.detail.is_empty() && has_room(state.size);
    let reserved = if has_chart { MIN_CHART_HEIGHT } else { 0 };
    [regions.columns, regions.rows, regions.totals] = take_list(&mut rest, groups, reserved);
    regions.chart = take_chart(&mut rest, if reserved > 0 { reserved } else { CHART_MIN_HEIGHT });
    if is_side_pane && regions.chart.is_empty() {
        regions.chart = regions.detail.take_top(SIDE_CHART_HEIGHT);
    }
    (regions.reasons, regions.lines) = lines(state, regions.detail);
    regions
}

/// The areas of reasons and lines in `area`, below its title; the lines are below their column headings.
fn lines(state: &State, area: Area) -> (Area, Area) {
    let mut rest = area.below(1);
    let has_covered = state.bills_group().is_some_and(|group| group.noteworthy_cover().is_some());
    let reasons = state.bills_reasons().len().saturating_add(has_covered.into());
    let reasons = u16::try_from(reasons).unwrap_or(u16::MAX);
    let rows_per_reason =
        if area.width < ONE_ROW_REASON_WIDTH && area.height >= TWO_ROW_REASON_HEIGHT { 2 } else { 1 };
    let reasons = rest.take_top(reasons.min(MAX_REASONS).saturating_mul(rows_per_reason));
    (reasons, rest.below(1))
}

/// Takes room for the lines: to the right, at the bottom, or none.
fn take_lines(state: &State, rest: &mut Area) -> Area {
    let size = state.size;
    if size.width >= SIDE_PANE_MIN_WIDTH {
        take_side(rest, size, SIDE_PANE_WIDTH)
    } else if has_room_below(size) {
        rest.take_bottom(BOTTOM_PANE_HEIGHT)
    } else if state.view.peek.is_open() {
        rest.take_bottom(BOTTOM_PANE_HEIGHT.min(rest.height / 2))
    } else {
        Area::default()
    }
}
