//! The layout of the Calls page.

use crate::{
    app::{
        State,
        area::Area,
        panes::{SIDE_PANE_MIN_WIDTH, has_room_below, take_list, take_side},
        view::Overlay,
    },
    domain::calls::CallGrouping,
};

/// Minimum width of the chart and the callers to the right of the groups.
const SIDE_PANE_WIDTH: u16 = 52;
/// The same where it lists models, whose names are longer than API keys.
const MODELS_PANE_WIDTH: u16 = 60;
/// Height of the chart and the callers below the groups, with titles.
const BOTTOM_PANE_HEIGHT: u16 = 11;
/// A higher chart would show nothing more.
const MAX_PANE_HEIGHT: u16 = 24;
/// The callers take this much of the width next to the chart, if that is enough for them.
const CALLERS_WIDTH: u16 = 46;

/// The regions of the Calls page. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Column headings.
    pub columns: Area,
    /// Groups.
    pub rows: Area,
    /// Totals of all groups.
    pub totals: Area,
    /// Calls over time, with a title.
    pub chart: Area,
    /// Who made the calls of the selected group, or which models were called, with a title.
    pub callers: Area,
    /// Covers the groups: chart and callers.
    pub overlay: Area,
}

/// Whether the chart has a pane of its own, however long the list is.
pub(super) const fn has_chart_pane(state: &State) -> bool {
    state.size.width >= SIDE_PANE_MIN_WIDTH || has_room_below(state.size)
}

/// Lays out `area`: groups with their totals; chart and callers to the right, at the bottom, or over the groups.
pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    match state.view.overlay {
        Overlay::None | Overlay::Chooser(_) => {}
        Overlay::Calls => {
            regions.overlay = area;
            let mut rest = area;
            regions.chart = rest.take_top((area.height / 2).max(7));
            regions.callers = rest;
            return regions;
        }
        _ => return regions,
    }
    let groups = state.profile().calls.report.groups.len();
    if groups == 0 {
        regions.rows = area;
        return regions;
    }
    let mut rest = area;
    let wanted = u16::try_from(groups).unwrap_or(u16::MAX).saturating_add(2);
    let spare = rest.height.saturating_sub(wanted);
    if state.size.width >= SIDE_PANE_MIN_WIDTH {
        let lists_models = state.view.calls.query.grouping == CallGrouping::ApiKey;
        let min_width = if lists_models { MODELS_PANE_WIDTH } else { SIDE_PANE_WIDTH };
        let mut side = take_side(&mut rest, state.size, min_width);
        regions.chart = if spare >= BOTTOM_PANE_HEIGHT {
            rest.take_bottom(spare.min(MAX_PANE_HEIGHT))
        } else {
            side.take_top((side.height / 2).clamp(BOTTOM_PANE_HEIGHT, MAX_PANE_HEIGHT))
        };
        regions.callers = side;
    } else if has_room_below(state.size) || spare >= BOTTOM_PANE_HEIGHT {
        let mut pane = rest.take_bottom(spare.clamp(BOTTOM_PANE_HEIGHT, MAX_PANE_HEIGHT));
        regions.callers = pane.take_right(CALLERS_WIDTH.min(pane.width / 2));
        regions.chart = pane;
    }
    [regions.columns, regions.rows, regions.totals] = take_list(&mut rest, groups, 0);
    regions
}
