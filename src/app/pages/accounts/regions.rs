//! The layout of the Accounts page.

use crate::app::{State, area::Area, panes::take_list, view::Overlay};

/// The regions of the Accounts page. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Column headings.
    pub columns: Area,
    /// Accounts.
    pub rows: Area,
    /// Totals of the accounts that are listed.
    pub totals: Area,
}

pub(crate) fn regions(state: &State, area: Area) -> Regions {
    let mut regions = Regions::default();
    if !matches!(state.view.overlay, Overlay::None | Overlay::Chooser(_)) {
        return regions;
    }
    if state.accounts.is_empty() {
        regions.rows = area;
        return regions;
    }
    let mut rest = area;
    [regions.columns, regions.rows, regions.totals] = take_list(&mut rest, state.accounts.len(), 0);
    regions
}
