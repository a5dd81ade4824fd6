//! The layout of the Alerts page.

use crate::app::{State, area::Area, view::Overlay};

/// Height of the notice above the log when no alert is active.
const NO_ALERTS_HEIGHT: u16 = 6;
/// Height of the selected alert's detail, with its title.
const DETAIL_HEIGHT: u16 = 4;
/// Minimum height of the page to show it.
const DETAIL_MIN_HEIGHT: u16 = 9;

/// The regions of the Alerts page. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Column headings.
    pub columns: Area,
    /// Active alerts and muted models.
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

/// Lays out `area`: active alerts, the detail of the selected one, the log.
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
        let detail = if rest.height >= DETAIL_MIN_HEIGHT { DETAIL_HEIGHT } else { 0 };
        let min_log = log.saturating_add(1).min(rest.height / 3);
        let room = rest.height.saturating_sub(detail).saturating_sub(min_log);
        regions.rows = rest.take_top(entries.min(room.max(1)));
        regions.detail = rest.take_top(detail);
    }
    if log > 0 {
        regions.log = rest;
    }
    regions
}
