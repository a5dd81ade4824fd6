//! Where everything on the Alerts page is.

use crate::app::{State, area::Area, view::Overlay};

/// How high the place is where no alert is active, above the log.
const NO_ALERTS_HEIGHT: u16 = 6;
/// How high the detail of the selected alert is, with its title.
const DETAIL_HEIGHT: u16 = 4;
/// From this height on there is room for that.
const DETAIL_FROM: u16 = 9;

/// Where everything on the Alerts page is. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// The names of the columns.
    pub columns: Area,
    /// The active alerts and the muted models.
    pub rows: Area,
    /// The detail of the selected alert.
    pub detail: Area,
    /// The log, with its title.
    pub log: Area,
}

impl Regions {
    /// The events of the log, below its title.
    pub const fn log_rows(&self) -> Area {
        self.log.below(1)
    }
}

/// Where everything is in `area`: the active alerts, the detail of the selected one, and the log below.
pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    if state.view.overlay != Overlay::None {
        return regions;
    }
    let mut rest = area;
    let log = u16::try_from(state.log_length()).unwrap_or(u16::MAX);
    let entries = u16::try_from(state.alerts_length()).unwrap_or(u16::MAX);
    if entries == 0 {
        regions.rows = if log == 0 { rest } else { rest.take_top(NO_ALERTS_HEIGHT) };
    } else {
        regions.columns = rest.take_top(1);
        let detail = if rest.height >= DETAIL_FROM { DETAIL_HEIGHT } else { 0 };
        let least_log = log.saturating_add(1).min(rest.height / 3);
        let room = rest.height.saturating_sub(detail).saturating_sub(least_log);
        regions.rows = rest.take_top(entries.min(room.max(1)));
        regions.detail = rest.take_top(detail);
    }
    if log > 0 {
        regions.log = rest;
    }
    regions
}
