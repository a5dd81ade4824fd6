//! The layout of the Models page.

use crate::app::{
    State,
    area::{Area, Size},
    panes::{MAX_LIST_WIDTH, SIDE_PANE_MIN_WIDTH, has_room_below},
    view::Overlay,
};

/// Minimum screen height for the whole detail of a model next to the list.
const WHOLE_DETAIL_HEIGHT: u16 = 36;
/// Minimum width of the detail next to the list; the first only if the list then shows all of its columns.
const SIDE_PANE_WIDTH: (u16, u16) = (46, 54);
/// Height of the detail below the list, with its title; a row more for each two of a screen above this height.
const BOTTOM_PANE_HEIGHT: (u16, u16) = (10, 16);
const BOTTOM_PANE_SCREEN_HEIGHT: u16 = 36;
/// Minimum screen size for the panels below the list.
const BAND_MIN: Size = Size { width: 150, height: 50 };
/// Height of the panels, with their titles. It grows with the screen where the detail is next to the list.
const BAND_HEIGHT: (u16, u16) = (13, 22);
/// Minimum screen size for the line of plans.
const PLANS_MIN: Size = Size { width: 100, height: 36 };
/// The part of the width that the next days take, the widths of spending, and the least of alerts: the name of a
/// model, what happens to it, and when.
const TIMELINE_SHARE: (u16, u16) = (9, 20);
const SPENDING_WIDTH: (u16, u16) = (40, 46);
const ALERTS_MIN_WIDTH: u16 = 54;

/// The regions of the Models page. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Column headings.
    pub columns: Area,
    pub rows: Area,
    /// The line that summarizes folded models.
    pub fold: Area,
    /// The line of the account's plans, below the list.
    pub plans: Area,
    /// The detail of the selected model, next to or below the list.
    pub detail: Area,
    /// The panels below the list and the detail.
    pub band: Band,
    /// The detail, if it covers the list.
    pub overlay: Area,
}

/// The panels over the whole width of a high screen. One that has nothing to show is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Band {
    /// What runs out or expires within the next days.
    pub timeline: Area,
    /// Spending in the running cycle.
    pub spending: Area,
    /// The most urgent alerts.
    pub alerts: Area,
}

impl Regions {
    /// Whether the detail of the selected model is on screen.
    pub(crate) const fn shows_detail(&self) -> bool {
        !self.detail.is_empty() || !self.overlay.is_empty()
    }

    /// The rows by which page up and page down move.
    pub(crate) const fn page(&self) -> u16 {
        if self.overlay.is_empty() { self.rows.height } else { self.overlay.height }
    }
}

pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    match state.view.overlay {
        Overlay::None | Overlay::Chooser(_) => {}
        Overlay::Detail => {
            regions.overlay = area;
            return regions;
        }
        _ => return regions,
    }
    let mut rest = area;
    let has_rows = !state.list.is_empty();
    if has_rows {
        let side = side_pane_width(state);
        regions.band = take_band(state, &mut rest, side.is_some());
        regions.detail = match side {
            Some(width) => rest.take_right(width),
            None if has_room_below(state.size) => rest.take_bottom(bottom_pane_height(state.size)),
            None if state.view.peek.is_open() => {
                rest.take_bottom(bottom_pane_height(state.size).min(rest.height / 2))
            }
            None => Area::default(),
        };
    }
    if has_rows && shows_plans(state) {
        regions.plans = rest.take_bottom(1);
    }
    regions.columns = rest.take_top(u16::from(has_rows));
    let folds = state.list.folded.models > 0;
    let wanted = u16::try_from(state.list.len()).unwrap_or(u16::MAX);
    let room = rest.height.saturating_sub(u16::from(folds));
    regions.rows = rest.take_top(if has_rows || folds { wanted.min(room) } else { rest.height });
    if folds {
        regions.fold = rest.take_top(1);
    }
    regions
}

/// Whether there is room for the plans of the account, if it has any. Several accounts have no line: it would come
/// and go with the cursor.
fn shows_plans(state: &State) -> bool {
    let has_room = state.size.width >= PLANS_MIN.width && state.size.height >= PLANS_MIN.height;
    has_room && !state.shows_all() && state.profile().plans.in_use().next().is_some()
}

/// The height of the detail below the list. It depends on the screen alone, so that a filter moves nothing.
fn bottom_pane_height(size: Size) -> u16 {
    let (least, most) = BOTTOM_PANE_HEIGHT;
    least.saturating_add(size.height.saturating_sub(BOTTOM_PANE_SCREEN_HEIGHT) / 2).min(most)
}

/// Takes room for the panels off the bottom, if the screen is large enough.
fn take_band(state: &State, rest: &mut Area, is_detail_beside: bool) -> Band {
    let size = state.size;
    if size.width < BAND_MIN.width || size.height < BAND_MIN.height {
        return Band::default();
    }
    let (least, most) = BAND_HEIGHT;
    let more =
        if is_detail_beside { size.height.saturating_sub(BAND_MIN.height).saturating_mul(3) / 10 } else { 0 };
    let mut rest = rest.take_bottom(least.saturating_add(more).min(most));
    let mut band = Band::default();
    let (part, whole) = TIMELINE_SHARE;
    let (narrow, wide) = SPENDING_WIDTH;
    let beside = size.width.saturating_sub(size.width.saturating_mul(part) / whole);
    band.alerts = rest.take_right(beside.max(narrow.saturating_add(ALERTS_MIN_WIDTH)));
    band.timeline = rest;
    if !state.profile().bills.spend.is_empty() {
        let width = band.alerts.width.saturating_sub(ALERTS_MIN_WIDTH).clamp(narrow, wide);
        let spending = Area { width, ..band.alerts };
        (band.alerts, band.spending) = (band.alerts.within(spending.width, 0), spending);
    }
    band
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
    let (wanted, with_more) = state.wanted_list_widths();
    let room = width.saturating_sub(wanted);
    let (narrow, usual) = SIDE_PANE_WIDTH;
    let beside_all = width.saturating_sub(with_more);
    let side = match width.saturating_sub(with_more.max(MAX_LIST_WIDTH)) {
        spare if spare >= usual => spare,
        _ if beside_all >= narrow => beside_all.min(usual),
        _ => usual,
    };
    (width >= SIDE_PANE_MIN_WIDTH && room >= usual).then_some(side.min(room))
}
