//! Which columns the list has, and how wide each is: measured from the rows in sight, then made to fit.

use super::{
    canvas::columns,
    cells::Cells,
    widgets::{
        cell::Width,
        columns::{Column, Rules},
    },
};
use crate::{
    domain::sort::SortKey,
    words::table::{self, Left},
};

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The model's name.
    Model,
    /// What it does.
    Kind,
    /// What is left, of what was granted.
    LeftOfTotal,
    /// What is left alone, where there is no room for more.
    Left,
    /// The gauge.
    Gauge,
    /// The share that is left.
    Percent,
    /// The expiry.
    Expires,
    /// What it has cost in this cycle.
    Cost,
    /// The next call.
    NextCall,
}

impl What {
    /// The name on top.
    pub(super) const fn header(self) -> &'static str {
        match self {
            Self::Model => table::MODEL,
            Self::Kind => table::KIND,
            Self::LeftOfTotal => table::LEFT_OF_TOTAL,
            Self::Left => table::LEFT,
            Self::Gauge => "",
            Self::Percent => table::PERCENT_LEFT,
            Self::Expires => table::EXPIRES,
            Self::Cost => table::COST,
            Self::NextCall => table::NEXT_CALL,
        }
    }

    /// Whether the list can be ordered by it, and is.
    pub(super) const fn orders(self, key: SortKey) -> bool {
        matches!(
            (self, key),
            (Self::Model, SortKey::Model)
                | (Self::Kind, SortKey::Kind)
                | (Self::LeftOfTotal | Self::Left, SortKey::Left)
                | (Self::Percent, SortKey::Percent)
                | (Self::Expires, SortKey::Expires)
                | (Self::NextCall, SortKey::NextCall)
        )
    }
}

/// A name is cut below its length only where nothing else can be left out, and never below this.
const SHORTEST_NAME: u16 = 8;
/// A name longer than this gives way to the other columns.
const LONG_NAME: u16 = 24;
/// A gauge narrower than this tells nothing.
const NARROWEST_GAUGE: u16 = 6;
/// A gauge wider than this tells nothing more, and is loud.
const WIDEST_GAUGE: u16 = 24;

/// The columns in order, and with how few of them the list makes do: each row leaves out one thing more.
const LAYOUTS: [&[What]; 7] = [
    &[
        What::Model,
        What::Kind,
        What::LeftOfTotal,
        What::Gauge,
        What::Percent,
        What::Expires,
        What::Cost,
        What::NextCall,
    ],
    &[What::Model, What::Kind, What::LeftOfTotal, What::Gauge, What::Percent, What::Expires, What::NextCall],
    &[What::Model, What::LeftOfTotal, What::Gauge, What::Percent, What::Expires, What::NextCall],
    &[What::Model, What::LeftOfTotal, What::Percent, What::Expires, What::NextCall],
    &[What::Model, What::LeftOfTotal, What::Expires, What::NextCall],
    &[What::Model, What::Left, What::Expires, What::NextCall],
    &[What::Model, What::Left, What::NextCall],
];

/// How wide the widest of the rows in sight is, column by column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measured {
    name: u16,
    kind: u16,
    /// `24,098/1,000,000`.
    numbers: u16,
    /// `24,098`.
    left: u16,
    /// ` s` behind the numbers.
    pub(super) unit: u16,
    /// What is said instead of numbers; it may stand where the units do.
    words: u16,
    percent: u16,
    expires: u16,
    /// What they have cost.
    pub(super) cost: Width,
    next_call: u16,
}

impl Measured {
    /// Measures `rows`.
    pub(super) fn of(rows: &[Cells<'_>]) -> Self {
        let mut widest = Self::default();
        for row in rows {
            let (numbers, left, unit, words) = match &row.left.0 {
                Left::Numbers { left, total, unit } => {
                    (columns(left).saturating_add(columns(total)), columns(left), columns(unit), 0)
                }
                Left::Words(words) => (0, 0, 0, columns(words)),
            };
            for (width, measured) in [
                (&mut widest.name, columns(&row.name.0)),
                (&mut widest.kind, columns(row.kind)),
                (&mut widest.numbers, numbers),
                (&mut widest.left, left),
                (&mut widest.unit, unit),
                (&mut widest.words, words),
                (&mut widest.percent, columns(&row.percent.0)),
                (&mut widest.expires, columns(&row.expires.0)),
                (&mut widest.next_call, columns(row.next_call.0)),
            ] {
                *width = measured.max(*width);
            }
            widest.cost.hold(&row.cost);
        }
        widest
    }

    /// How wide the column of `what` is, before there is anything to share out; absent where it says nothing.
    /// The unit stands behind the header too.
    fn width(&self, what: What, sort: SortKey) -> Option<u16> {
        let mark = if what.orders(sort) { 2 } else { 0 };
        let header = columns(what.header()).saturating_add(mark);
        Some(match what {
            What::Model => self.name.min(LONG_NAME).max(header),
            What::Kind => self.kind.max(header),
            What::LeftOfTotal => self.numbers.max(header).saturating_add(self.unit).max(self.words),
            What::Left => self.left.max(header).saturating_add(self.unit).max(self.words),
            What::Gauge => NARROWEST_GAUGE,
            What::Percent => self.percent.max(header),
            What::Expires => self.expires.max(header),
            What::Cost if self.cost.is_empty() => return None,
            What::Cost => self.cost.with_name(header),
            What::NextCall => self.next_call.max(header),
        })
    }
}

/// The columns that fit into `width`, filling it: what is left over goes to the gauge and to long names, and the
/// rest to the names. Names stay whole as long as anything else can go; the next call is always whole.
pub(super) fn fit(measured: &Measured, width: u16, sort: SortKey) -> Vec<Column<What>> {
    let rules = Rules {
        layouts: &LAYOUTS,
        grow: &[
            (What::Gauge, WIDEST_GAUGE / 2),
            (What::Model, measured.name),
            (What::Gauge, WIDEST_GAUGE),
            (What::Model, u16::MAX),
        ],
        give: &[(What::Model, SHORTEST_NAME), (What::Left, 0)],
    };
    super::widgets::columns::fit(&rules, |what| measured.width(what, sort), width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::{
        cell::{Amount, Cell},
        columns::GAP,
    };

    fn usual() -> Measured {
        Measured {
            name: 22,
            kind: 10,
            numbers: 16,
            left: 9,
            unit: 2,
            words: 13,
            percent: 3,
            expires: 12,
            next_call: 7,
            ..Measured::default()
        }
    }

    fn with_cost() -> Measured {
        let mut measured = usual();
        measured.cost.hold(&Cell::Amount(Amount::new("11.10", "CNY"), ratatui::style::Style::new()));
        measured
    }

    fn whats(width: u16) -> Vec<What> {
        fit(&usual(), width, SortKey::Attention).iter().map(|column| column.what).collect()
    }

    #[test]
    fn what_matters_least_goes_first() {
        for (width, layout) in
            [(250, 1), (97, 1), (96, 2), (85, 2), (84, 3), (80, 3), (76, 4), (68, 5), (63, 6), (40, 6)]
        {
            assert_eq!(whats(width), LAYOUTS[layout], "{width}");
        }
        assert!(LAYOUTS.iter().all(|layout| layout.last() == Some(&What::NextCall)));
    }

    #[test]
    fn what_it_has_cost_is_shown_where_it_is_known_and_goes_first() {
        for (width, layout) in [(250, 0), (108, 0), (107, 1), (97, 1), (96, 2)] {
            let columns = fit(&with_cost(), width, SortKey::Attention);
            let whats: Vec<What> = columns.iter().map(|column| column.what).collect();
            assert_eq!(whats, LAYOUTS[layout], "{width}");
        }
    }

    #[test]
    fn the_columns_fill_the_width_without_overlap() {
        for sort in SortKey::ALL {
            for width in 40..250 {
                let columns = fit(&usual(), width, sort);
                for pair in columns.windows(2) {
                    assert_eq!(pair[0].x + pair[0].width + GAP, pair[1].x);
                }
                let last = columns.last().unwrap();
                assert_eq!(last.x + last.width + 1, width, "{width} {columns:?}");
            }
        }
    }

    #[test]
    fn endless_names_leave_room_for_the_rest() {
        let endless = Measured { name: 200, ..usual() };
        let columns = fit(&endless, 120, SortKey::Attention);
        assert_eq!(columns.len(), LAYOUTS[1].len());
        assert_eq!(columns.last().map(|column| column.x + column.width), Some(119));
    }
}
