//! Where everything on the Models page is.

use crate::app::{
    State,
    area::Area,
    panes::{BESIDE_FROM, CHART_BELOW_FROM, LIST_ENOUGH, has_room_below, take_chart},
    view::Overlay,
};

/// From this height on the whole detail of a model fits next to the list.
const WHOLE_FROM_HEIGHT: u16 = 36;
/// How wide that is at least.
const BESIDE_WIDTH: u16 = 58;
/// How high the detail is below the list, with its title.
const BELOW_HEIGHT: u16 = 10;

/// Where everything on the Models page is. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// The names of the columns.
    pub columns: Area,
    /// The rows of the list.
    pub rows: Area,
    /// The line that represents the untouched models.
    pub fold: Area,
    /// The detail of the selected model, beside or below the list.
    pub detail: Area,
    /// What was left of the selected model, where that has room below the list.
    pub chart: Area,
    /// The detail, where it covers the list.
    pub overlay: Area,
}

impl Regions {
    /// How many rows a page up or down moves.
    pub(crate) const fn page(&self) -> u16 {
        if self.overlay.is_empty() { self.rows.height } else { self.overlay.height }
    }
}

/// Where everything is in `area`.
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
        regions.detail = match width_beside(state) {
            Some(width) => rest.take_right(width),
            None if has_room_below(state.size) => rest.take_bottom(BELOW_HEIGHT),
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
        regions.chart = take_chart(&mut rest, CHART_BELOW_FROM);
    }
    regions
}

/// Whether the whole detail is next to the list: otherwise it opens over the list.
pub fn has_whole_detail(state: &State) -> bool {
    state.size.height >= WHOLE_FROM_HEIGHT && width_beside(state).is_some()
}

/// How wide the detail next to the list is; absent if the list would then have to leave something out.
fn width_beside(state: &State) -> Option<u16> {
    let width = state.size.width;
    let room = width.saturating_sub(state.list_wants());
    (width >= BESIDE_FROM && room >= BESIDE_WIDTH)
        .then(|| width.saturating_sub(LIST_ENOUGH).max(BESIDE_WIDTH).min(room))
}
