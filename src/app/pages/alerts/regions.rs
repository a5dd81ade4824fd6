//! The layout of the Alerts page.

use crate::app::{Profile, State, account::alerts::AlertRow, area::Area};

/// Height of the notice above the log when no alert is active.
const NO_ALERTS_HEIGHT: u16 = 6;
/// Rows of the detail besides its alerts: the title, and what happens next.
const AROUND_DETAIL: u16 = 2;
/// The detail of a selected row has room for at most this many alerts below the list.
const MAX_ALERTS_BELOW: u16 = 4;
/// Minimum height of the page to show it.
const DETAIL_MIN_HEIGHT: u16 = 9;
/// The log has at least this share of the page.
const LOG_SHARE: u16 = 5;
/// A log without events is shown if it has this many rows.
const MIN_EMPTY_LOG: u16 = 3;
/// From this width on, detail and log are next to the list.
const BESIDE_MIN_WIDTH: u16 = 150;
/// The share of the width that they take; more if the list has more than its columns fill.
const BESIDE_SHARE: u16 = 3;
/// A list of this width has long names and long sentences whole.
const LIST_WIDTH: u16 = 116;

/// The regions of the Alerts page. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Active alerts and muted models, under the headings of their groups.
    pub rows: Area,
    /// The detail of the selected row.
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

/// Lays out `area`: active alerts, the detail of the selected row, the log.
pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    if state.view.overlay.hides_page() {
        return regions;
    }
    let log = u16::try_from(state.log_length()).unwrap_or(u16::MAX);
    let lines = u16::try_from(state.alert_lines().len()).unwrap_or(u16::MAX);
    let mut rest = area;
    if lines == 0 {
        regions.rows = if log == 0 { rest } else { rest.take_top(NO_ALERTS_HEIGHT) };
        regions.log = if log == 0 { Area::default() } else { rest };
        return regions;
    }
    let alerts = state.shown().flat_map(|(_, profile)| profile.alerts.rows());
    // The same height whatever is selected: the log does not move with the cursor.
    let alerts = alerts.map(|row| AlertRow::alerts(row).count()).max().unwrap_or(0);
    // An event of the log needs a line, and one for each channel that it was sent over.
    let has_deliveries = |(_, profile): (_, &Profile)| profile.alerts.has_deliveries();
    let of_event = if state.shown().any(has_deliveries) { state.channels.len().saturating_add(1) } else { 0 };
    let alerts = u16::try_from(alerts.max(of_event)).unwrap_or(u16::MAX);
    if area.width >= BESIDE_MIN_WIDTH {
        let width = area.width.saturating_sub(LIST_WIDTH).max(area.width / BESIDE_SHARE);
        let mut beside = rest.take_right(width);
        regions.rows = rest;
        // Beside the list, a sentence may need a second line.
        regions.detail = beside.take_top(alerts.saturating_mul(2).saturating_add(AROUND_DETAIL));
        regions.log = beside.below(1);
        return regions;
    }
    let has_detail = rest.height >= DETAIL_MIN_HEIGHT;
    let detail = if has_detail { alerts.clamp(1, MAX_ALERTS_BELOW).saturating_add(AROUND_DETAIL) } else { 0 };
    let min_log = if log == 0 { 0 } else { log.saturating_add(1).min(rest.height / LOG_SHARE) };
    let room = rest.height.saturating_sub(detail).saturating_sub(min_log);
    regions.rows = rest.take_top(lines.min(room.max(1)));
    regions.detail = rest.take_top(detail);
    if log > 0 || rest.height >= MIN_EMPTY_LOG {
        regions.log = rest;
    }
    regions
}
