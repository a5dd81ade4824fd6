//! Where everything on the screen is: pure geometry, into which drawing paints. The pages divide what is theirs.

use super::{
    State,
    area::{Area, SMALLEST},
    pages::{self, PageRegions},
    view::Overlay,
};

/// The palette takes at most this part of the screen, and this many rows: more are not read at a glance.
const PALETTE: (u16, u16) = (2, 3);
const MOST_COMMANDS: u16 = 16;
/// At most this many lines say what failed; more would push the list away.
const MOST_NOTES: usize = 3;
/// At most this many overdue accounts have a line each.
pub const MOST_BANNERS: usize = 3;

/// Where everything is. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// The terminal is too small for anything else.
    pub too_small: bool,
    /// Name, account, ages, clock.
    pub header: Area,
    /// What is listed, and the totals.
    pub summary: Area,
    /// The overdue banner, a line for each account that owes.
    pub banner: Area,
    /// What failed, with the remedy; one line each.
    pub notes: Area,
    /// The open page.
    pub page: PageRegions,
    /// What covers the page: help, account, the detail of a model.
    pub overlay: Area,
    /// The newest message, above the hints.
    pub toast: Area,
    /// The filter line, the hints, or what is typed into the palette.
    pub hints: Area,
    /// The place for what the palette offers, over the bottom of everything else, with its title. It leaves what it
    /// does not need.
    pub palette: Area,
}

/// Where everything is now.
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
        let height = (size.height.saturating_mul(PALETTE.0) / PALETTE.1).min(MOST_COMMANDS);
        regions.palette = Area { ..rest }.take_bottom(height);
    }
    let overdue = state.overdue().count().min(MOST_BANNERS);
    regions.banner = rest.take_top(u16::try_from(overdue).unwrap_or(0));
    regions.summary = rest.take_top(1);
    let notes = state.notes().min(MOST_NOTES);
    regions.notes = rest.take_top(u16::try_from(notes).unwrap_or(0));
    if state.view.overlay != Overlay::None {
        regions.overlay = rest;
    }
    regions.page = pages::regions(state, rest);
    regions
}
