//! The areas of the screen for any page; those that the open page lacks are empty.

use proptest::prelude::*;
use quotatop::app::{Area, Size, State, layout, pages::PageRegions};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Regions {
    pub(crate) too_small: bool,
    pub(crate) header: Area,
    pub(crate) summary: Area,
    pub(crate) banner: Area,
    pub(crate) notes: Area,
    pub(crate) columns: Area,
    pub(crate) rows: Area,
    pub(crate) fold: Area,
    pub(crate) plans: Area,
    pub(crate) totals: Area,
    pub(crate) chart: Area,
    pub(crate) reasons: Area,
    pub(crate) lines: Area,
    pub(crate) detail: Area,
    pub(crate) overlay: Area,
    pub(crate) timeline: Area,
    pub(crate) spending: Area,
    pub(crate) alerts: Area,
    pub(crate) popup: Area,
    pub(crate) log: Area,
    pub(crate) toast: Area,
    pub(crate) hints: Area,
    pub(crate) palette: Area,
}

impl Regions {
    pub(crate) fn log_rows(&self) -> Area {
        self.log.below(1)
    }
}

pub(crate) fn layout(state: &State) -> Regions {
    let layout::Regions {
        too_small,
        header,
        summary,
        banner,
        notes,
        page,
        overlay,
        popup,
        toast,
        hints,
        palette,
    } = layout::layout(state);
    let regions = Regions {
        too_small,
        header,
        summary,
        banner,
        notes,
        overlay,
        popup,
        toast,
        hints,
        palette,
        ..Regions::default()
    };
    if let PageRegions::Models(page) = page {
        Regions {
            columns: page.columns,
            rows: page.rows,
            fold: page.fold,
            plans: page.plans,
            detail: page.detail,
            timeline: page.band.timeline,
            spending: page.band.spending,
            alerts: page.band.alerts,
            ..regions
        }
    } else if let PageRegions::Calls(page) = page {
        Regions {
            columns: page.columns,
            rows: page.rows,
            totals: page.totals,
            chart: page.chart,
            detail: page.callers,
            // Chart and callers are what covers the groups.
            overlay: if page.overlay.is_empty() { regions.overlay } else { Area::default() },
            ..regions
        }
    } else if let PageRegions::Bills(page) = page {
        Regions {
            columns: page.columns,
            rows: page.rows,
            totals: page.totals,
            chart: page.chart,
            detail: page.detail,
            reasons: page.reasons,
            lines: page.lines,
            ..regions
        }
    } else if let PageRegions::Alerts(page) = page {
        Regions { rows: page.rows, detail: page.detail, log: page.log, ..regions }
    } else if let PageRegions::Accounts(page) = page {
        Regions { columns: page.columns, rows: page.rows, totals: page.totals, ..regions }
    } else {
        regions
    }
}

/// All areas are within the screen, and none overlaps another.
pub(crate) fn check_regions(regions: &Regions, size: Size) -> Result<(), TestCaseError> {
    let Regions { too_small, header, summary, banner, notes, columns, rows, fold, .. } = *regions;
    let Regions { totals, chart, reasons, lines, detail, overlay, log, toast, hints, .. } = *regions;
    let Regions { timeline, spending, alerts, plans, .. } = *regions;
    // The reasons and the lines are within the pane, or within what covers the list.
    for inner in [reasons, lines].into_iter().filter(|area| !area.is_empty()) {
        let is_within = |outer: Area| {
            inner.x >= outer.x
                && inner.y > outer.y
                && inner.x + inner.width <= outer.x + outer.width
                && inner.y + inner.height <= outer.y + outer.height
        };
        prop_assert!(is_within(detail) || is_within(overlay), "{inner:?} in {detail:?} or {overlay:?}");
    }
    prop_assert!(reasons.is_empty() || lines.is_empty() || reasons.y + reasons.height < lines.y);
    let areas = [header, summary, banner, notes, columns, rows, fold, totals, chart, detail, overlay];
    let areas = areas.into_iter().chain([log, toast, hints, timeline, spending, alerts, plans]);
    let areas: Vec<Area> = areas.filter(|area| !area.is_empty()).collect();
    prop_assert!(!too_small || areas.is_empty());
    let end =
        |area: &Area| (u32::from(area.x) + u32::from(area.width), u32::from(area.y) + u32::from(area.height));
    for (at, area) in areas.iter().enumerate() {
        let (right, bottom) = end(area);
        prop_assert!(
            right <= u32::from(size.width) && bottom <= u32::from(size.height),
            "{area:?} in {size:?}"
        );
        for other in &areas[at + 1..] {
            let (other_right, other_bottom) = end(other);
            let apart = right <= u32::from(other.x)
                || other_right <= u32::from(area.x)
                || bottom <= u32::from(other.y)
                || other_bottom <= u32::from(area.y);
            prop_assert!(apart, "{area:?} overlaps {other:?} in {size:?}");
        }
    }
    Ok(())
}
