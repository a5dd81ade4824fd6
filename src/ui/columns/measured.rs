//! How wide the columns are, measured from the rows in sight.

use ratatui::style::Style;

use super::{LONG_NAME, What, layouts::EXTRAS};
use crate::{
    domain::{ListColumn, sort::SortKey},
    ui::{
        canvas::columns,
        cells::Cells,
        widgets::cell::{Cell, Width},
    },
    words::{Lang, forecast, table::Left, time},
};

/// The name of a profile longer than this gives way to the other columns.
const LONG_PROFILE: u16 = 12;
/// Words longer than this give way too, where what is left stands without the grant.
const SHORT_WORDS: u16 = 14;
/// A gauge narrower than this tells nothing.
const NARROWEST_GAUGE: u16 = 6;

/// How wide the widest of the rows in sight is, column by column.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::ui) struct Measured {
    pub(super) name: u16,
    /// Nothing where one profile is shown.
    pub(super) profile: u16,
    pub(super) kind: u16,
    /// `24,098/1,000,000`.
    pub(super) numbers: u16,
    /// `24,098`.
    pub(super) left: u16,
    /// ` s` behind the numbers.
    pub(in crate::ui) unit: u16,
    /// What is said instead of numbers; it may stand where the units do.
    pub(super) words: u16,
    pub(super) percent: u16,
    /// Nothing where nothing expires; else as wide as any countdown, so that no column moves as it counts.
    pub(super) expires: u16,
    pub(super) expires_roughly: u16,
    /// Nothing where no forecast says anything; else as wide as it gets, for the same reason.
    pub(super) runs_out: u16,
    /// What they have cost.
    pub(in crate::ui) cost: Width,
    /// What else is shown, in the order of [`EXTRAS`].
    pub(super) extras: [Width; EXTRAS.len()],
    pub(super) next_call: u16,
}

impl Measured {
    /// Measures `rows`; `foresees` tells whether there is a forecast for any row, in sight or not.
    pub(in crate::ui) fn of(lang: Lang, rows: &[Cells<'_>], foresees: bool) -> Self {
        let runs_out = if foresees { columns(forecast::WIDEST_CELL.of(lang)) } else { 0 };
        let mut widest = Self { runs_out, ..Self::default() };
        for row in rows {
            let (numbers, left, unit, words) = match &row.left.0 {
                Left::Numbers { left, total, unit } => {
                    (columns(left).saturating_add(columns(total)), columns(left), columns(unit), 0)
                }
                Left::Words(words) => (0, 0, 0, columns(words)),
            };
            for (width, measured) in [
                (&mut widest.name, columns(&row.name.0)),
                (&mut widest.profile, columns(&row.profile)),
                (&mut widest.kind, columns(row.kind)),
                (&mut widest.numbers, numbers),
                (&mut widest.left, left),
                (&mut widest.unit, unit),
                (&mut widest.words, words),
                (&mut widest.percent, columns(&row.percent.0)),
                (&mut widest.expires, columns(&row.expires.0)),
                (&mut widest.expires_roughly, columns(&row.expires_roughly)),
                (&mut widest.runs_out, columns(&row.runs_out.0)),
                (&mut widest.next_call, columns(row.next_call.0)),
            ] {
                *width = measured.max(*width);
            }
            widest.cost.hold(&row.cost);
            for (width, cell) in widest.extras.iter_mut().zip(&row.extras) {
                width.hold(cell);
            }
        }
        widest.hold_what_counts(lang);
        widest
    }

    /// Makes room for whatever the clock alone makes of the cells.
    fn hold_what_counts(&mut self, lang: Lang) {
        for (width, widest) in
            [(&mut self.expires, time::WIDEST_EXPIRY), (&mut self.expires_roughly, time::WIDEST_ROUGH_EXPIRY)]
        {
            if *width > 0 {
                *width = columns(widest.of(lang)).max(*width);
            }
        }
        for (extra, width) in EXTRAS.iter().zip(&mut self.extras) {
            if *extra == ListColumn::Read && !width.is_empty() {
                width.hold(&Cell::Text(time::WIDEST_AGO.of(lang).into(), Style::new()));
            }
        }
    }

    /// How wide the column of `what` is, before there is anything to share out; absent where it says nothing.
    /// The unit stands behind the header too.
    pub(super) fn width(&self, lang: Lang, what: What, sort: SortKey) -> Option<u16> {
        let mark = if what.orders(sort) { 2 } else { 0 };
        let header = columns(what.header(lang)).saturating_add(mark);
        Some(match what {
            What::Model => self.name.min(LONG_NAME).max(header),
            What::Profile if self.profile == 0 => return None,
            What::Profile => self.profile.min(LONG_PROFILE).max(header),
            What::Kind => self.kind.max(header),
            What::LeftOfTotal => self.numbers.max(header).saturating_add(self.unit).max(self.words),
            What::Left => self.left.max(header).saturating_add(self.unit).max(self.words.min(SHORT_WORDS)),
            What::Gauge => NARROWEST_GAUGE,
            What::Percent => self.percent.max(header),
            What::Expires => self.expires.max(header),
            What::ExpiresRoughly => self.expires_roughly.max(header),
            What::RunsOut if self.runs_out == 0 => return None,
            What::RunsOut => self.runs_out.max(header),
            What::Cost if self.cost.is_empty() => return None,
            What::Cost => self.cost.with_name(header),
            What::Extra(column) => {
                let width = self.extra(column).filter(|width| !width.is_empty())?;
                width.with_name(header)
            }
            What::NextCall => self.next_call.max(header),
        })
    }

    /// How wide what else is shown is.
    pub(in crate::ui) fn extra(&self, column: ListColumn) -> Option<Width> {
        EXTRAS.iter().zip(&self.extras).find(|(extra, _)| **extra == column).map(|(_, width)| *width)
    }
}
