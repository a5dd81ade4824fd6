//! Where everything is, whatever page is open: an area that the open page does not have is empty.

use quotatop::app::{Area, State, layout, pages::PageRegions};

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
    pub(crate) totals: Area,
    pub(crate) chart: Area,
    pub(crate) reasons: Area,
    pub(crate) lines: Area,
    pub(crate) detail: Area,
    pub(crate) overlay: Area,
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
    let layout::Regions { too_small, header, summary, banner, notes, page, overlay, toast, hints, palette } =
        layout::layout(state);
    let regions = Regions {
        too_small,
        header,
        summary,
        banner,
        notes,
        overlay,
        toast,
        hints,
        palette,
        ..Regions::default()
    };
    match page {
        PageRegions::Models(page) => Regions {
            columns: page.columns,
            rows: page.rows,
            fold: page.fold,
            detail: page.detail,
            chart: page.chart,
            ..regions
        },
        PageRegions::Bills(page) => Regions {
            columns: page.columns,
            rows: page.rows,
            totals: page.totals,
            chart: page.chart,
            detail: page.detail,
            reasons: page.reasons,
            lines: page.lines,
            ..regions
        },
        PageRegions::Alerts(page) => {
            Regions { columns: page.columns, rows: page.rows, detail: page.detail, log: page.log, ..regions }
        }
    }
}
