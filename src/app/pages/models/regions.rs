//! The layout of the Models page.

use crate::app::{
    State,
    area::Area,
    panes::{CHART_MIN_HEIGHT, MAX_LIST_WIDTH, SIDE_PANE_MIN_WIDTH, has_room_below, take_chart},
    view::Overlay,
};

/// Minimum screen height for the whole detail of a model next to the list.
const WHOLE_DETAIL_HEIGHT: u16 = 36;
/// Minimum width of the detail next to the list.
const SIDE_PANE_WIDTH: u16 = 58;
/// Height of the detail below the list, with its title.
const BOTTOM_PANE_HEIGHT: u16 = 10;

/// The regions of the Models page. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Column headings.
    pub columns: Area,
    pub rows: Area,
    /// The line that summarizes folded models.
    pub fold: Area,
    /// The detail of the selected model, next to or below the list.
    pub detail: Area,
    /// The chart of the selected model, if there is room below the list.
    pub chart: Area,
    /// The detail, if it covers the list.
    pub overlay: Area,
}

impl Regions {
    /// The rows by which page up and page down move.
    pub(crate) const fn page(&self) -> u16 {
        if self.overlay.is_empty() { self.rows.height } else { self.overlay.height }
    }
}

pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    match state.view.overlay {
        Overlay::None => {}
        Overlay::Detail => {
            regions.overlay = area;
            return regions;
        }
        _ => return regions,
    }
    let mut rest = area;
    let has_rows = !state.list.is_empty();
    if has_rows {
        regions.detail = match side_pane_width(state) {
            Some(width) => rest.take_right(width),
            None if has_room_below(state.size) => rest.take_bottom(BOTTOM_PANE_HEIGHT),
            None if state.view.peek.is_open() => rest.take_bottom(BOTTOM_PANE_HEIGHT.min(rest.height / 2)),
            None => Area::default(),
        };
    }
    regions.columns = rest.take_top(u16::from(has_rows));
    let folds = state.list.folded.models > 0;
    let wanted = u16::try_from(state.list.len()).unwrap_or(u16::MAX);
    let room = rest.height.saturating_sub(u16::from(folds));
    regions.rows = rest.take_top(if has_rows || folds { wanted.min(room) } else { rest.height });
    if folds {
        regions.fold = rest.take_top(1);
    }
    if regions.detail.x > 0 {
        regions.chart = take_chart(&mut rest, CHART_MIN_HEIGHT);
    }
    regions
}

/// Whether the whole detail fits next to the list; otherwise it opens over the list.
pub fn has_whole_detail(state: &State) -> bool {
    state.size.height >= WHOLE_DETAIL_HEIGHT && side_pane_width(state).is_some()
}

/// Whether the detail can be shown below the list only if the user wants it there.
pub(crate) fn can_peek(state: &State) -> bool {
    !state.list.is_empty() && side_pane_width(state).is_none() && !has_room_below(state.size)
}

/// The width of the detail next to the list; `None` if the list would have to drop columns for it.
fn side_pane_width(state: &State) -> Option<u16> {
    let width = state.size.width;
    let room = width.saturating_sub(state.wanted_list_width());
    (width >= SIDE_PANE_MIN_WIDTH && room >= SIDE_PANE_WIDTH)
        .then(|| width.saturating_sub(MAX_LIST_WIDTH).max(SIDE_PANE_WIDTH).min(room))
}
