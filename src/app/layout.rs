//! The layout of the screen: pure geometry. Each page divides its own area.

use super::{
    State,
    area::{Area, SMALLEST},
    pages::{self, PageRegions},
    view::Overlay,
};

/// The palette takes at most this fraction of the screen, and this many rows.
const PALETTE: (u16, u16) = (2, 3);
const MAX_COMMANDS: u16 = 16;
/// More problem lines would leave too little room for the list.
const MAX_NOTES: usize = 3;
/// At most this many overdue accounts have a banner each.
pub const MAX_BANNERS: usize = 3;

/// The regions of the screen. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// The terminal is too small: only a notice is shown.
    pub too_small: bool,
    /// Name, account, ages, clock.
    pub header: Area,
    /// Tabs and totals.
    pub summary: Area,
    /// The overdue banner, one line per account.
    pub banner: Area,
    /// Problem lines: what failed, and its fix.
    pub notes: Area,
    /// The open page.
    pub page: PageRegions,
    /// Covers the page: help, account, the detail of a model.
    pub overlay: Area,
    /// The room for a popup over the page. It takes what it needs.
    pub popup: Area,
    /// The newest alert message, above the hints.
    pub toast: Area,
    /// The hints, the filter line or the palette's input line.
    pub hints: Area,
    /// The room for the palette's rows and title, over the bottom of everything else. It takes what it needs.
    pub palette: Area,
}

/// Lays out the screen.
pub fn layout(state: &State) -> Regions {
    let size = state.size;
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        return Regions {
            too_small: true,
            page: pages::regions(state, Area::default()),
            ..Regions::default()
        };
    }
    let mut rest = Area { x: 0, y: 0, width: size.width, height: size.height };
    let mut regions = Regions { header: rest.take_top(1), hints: rest.take_bottom(1), ..Regions::default() };
    regions.toast = rest.take_bottom(u16::from(state.toast().is_some()));
    if state.palette.is_some() {
        let height = (size.height.saturating_mul(PALETTE.0) / PALETTE.1).min(MAX_COMMANDS);
        regions.palette = Area { ..rest }.take_bottom(height);
    }
    let overdue = state.overdue().count().min(MAX_BANNERS);
    regions.banner = rest.take_top(u16::try_from(overdue).unwrap_or(0));
    regions.summary = rest.take_top(1);
    let notes = state.notes().min(MAX_NOTES);
    regions.notes = rest.take_top(u16::try_from(notes).unwrap_or(0));
    if state.view.overlay.hides_page() {
        regions.overlay = rest;
    }
    if matches!(state.view.overlay, Overlay::Chooser(_)) || state.dialog().is_some() {
        regions.popup = rest;
    }
    regions.page = pages::regions(state, rest);
    regions
}
