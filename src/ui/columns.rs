//! Which columns the list has, and how wide each is: measured from the rows in sight, then made to fit.

use ratatui::style::Style;

use super::{
    canvas::columns,
    cells::Cells,
    widgets::{
        cell::{Cell, Width},
        columns::{Column, Rules},
    },
};
use crate::{
    domain::{ListColumn, ListColumns, sort::SortKey},
    words::{
        Lang, columns as names, forecast, profiles,
        table::{self, Left},
        time,
    },
};

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The model's name.
    Model,
    /// The profile it belongs to, where several are shown.
    Profile,
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
    /// The expiry in its largest part, where there is no room for more.
    ExpiresRoughly,
    /// When it runs out, or what lapses.
    RunsOut,
    /// What it has cost in this cycle.
    Cost,
    /// What else a person wants to see.
    Extra(ListColumn),
    /// The next call.
    NextCall,
}

impl What {
    /// The name on top.
    pub(super) const fn header(self, lang: Lang) -> &'static str {
        match self {
            Self::Model => table::MODEL.of(lang),
            Self::Profile => profiles::PROFILE.of(lang),
            Self::Kind => table::KIND.of(lang),
            Self::LeftOfTotal => table::LEFT_OF_TOTAL.of(lang),
            Self::Left => table::LEFT.of(lang),
            Self::Gauge => "",
            Self::Percent => table::PERCENT_LEFT.of(lang),
            Self::Expires | Self::ExpiresRoughly => table::EXPIRES.of(lang),
            Self::RunsOut => table::RUNS_OUT.of(lang),
            Self::Cost => table::COST.of(lang),
            Self::Extra(column) => names::name(column).of(lang),
            Self::NextCall => table::NEXT_CALL.of(lang),
        }
    }

    /// What a person may hide or show it by; absent where it is always there.
    const fn choice(self) -> Option<ListColumn> {
        Some(match self {
            Self::Model | Self::Profile | Self::LeftOfTotal | Self::Left | Self::NextCall => return None,
            Self::Kind => ListColumn::Kind,
            Self::Gauge => ListColumn::Gauge,
            Self::Percent => ListColumn::Percent,
            Self::Expires | Self::ExpiresRoughly => ListColumn::Expires,
            Self::RunsOut => ListColumn::RunsOut,
            Self::Cost => ListColumn::Cost,
            Self::Extra(column) => column,
        })
    }

    /// Whether the list can be ordered by it, and is.
    pub(super) const fn orders(self, key: SortKey) -> bool {
        matches!(
            (self, key),
            (Self::Model, SortKey::Model)
                | (Self::Kind, SortKey::Kind)
                | (Self::LeftOfTotal | Self::Left, SortKey::Left)
                | (Self::Percent, SortKey::Percent)
                | (Self::Expires | Self::ExpiresRoughly, SortKey::Expires)
                | (Self::RunsOut, SortKey::RunsOut)
                | (Self::NextCall, SortKey::NextCall)
        )
    }
}

/// A name is cut below its length only where nothing else can be left out, and never below this.
const SHORTEST_NAME: u16 = 8;
/// A name longer than this gives way to the other columns.
const LONG_NAME: u16 = 24;
/// Where the list is narrower than this, one longer than [`LONG_NAME_WHERE_NARROW`] does.
const NARROW: u16 = 90;
const LONG_NAME_WHERE_NARROW: u16 = 20;
/// The name of a profile longer than this gives way too, and is never cut below that.
const LONG_PROFILE: u16 = 12;
const SHORTEST_PROFILE: u16 = 6;
/// Words longer than this give way too, where what is left stands without the grant.
const SHORT_WORDS: u16 = 14;
/// A gauge narrower than this tells nothing.
const NARROWEST_GAUGE: u16 = 6;
/// A gauge wider than this tells nothing more, and is loud.
const WIDEST_GAUGE: u16 = 24;

/// The columns in order, and with how few of them the list makes do: each row leaves out one thing more.
const LAYOUTS: [&[What]; 9] = [
    &[
        What::Model,
        What::Profile,
        What::Kind,
        What::LeftOfTotal,
        What::Gauge,
        What::Percent,
        What::Expires,
        What::RunsOut,
        What::Cost,
        What::NextCall,
    ],
    &[
        What::Model,
        What::Profile,
        What::Kind,
        What::LeftOfTotal,
        What::Gauge,
        What::Percent,
        What::Expires,
        What::RunsOut,
        What::NextCall,
    ],
    &[
        What::Model,
        What::Profile,
        What::LeftOfTotal,
        What::Gauge,
        What::Percent,
        What::Expires,
        What::RunsOut,
        What::NextCall,
    ],
    &[
        What::Model,
        What::Profile,
        What::LeftOfTotal,
        What::Percent,
        What::Expires,
        What::RunsOut,
        What::NextCall,
    ],
    &[What::Model, What::Profile, What::LeftOfTotal, What::Expires, What::RunsOut, What::NextCall],
    &[What::Model, What::Profile, What::Left, What::Expires, What::RunsOut, What::NextCall],
    &[What::Model, What::Profile, What::Left, What::ExpiresRoughly, What::RunsOut, What::NextCall],
    &[What::Model, What::Profile, What::Left, What::RunsOut, What::NextCall],
    &[What::Model, What::Profile, What::Left, What::NextCall],
];

/// What else a person wants to see is left out, one after the other, only after so many of the layouts were tried with it.
const WITH_EXTRAS: usize = 4;

/// The columns that have no place in [`LAYOUTS`]: they stand before the next call.
pub(super) const EXTRAS: [ListColumn; 5] =
    [ListColumn::Pace, ListColumn::Used, ListColumn::FreeQuotaOnly, ListColumn::Status, ListColumn::Read];

/// The layouts of a list that shows these columns.
fn layouts(shown: &ListColumns) -> Vec<Vec<What>> {
    let is_shown = |what: &What| what.choice().is_none_or(|column| shown.shows(column));
    let extras: Vec<What> = EXTRAS.map(What::Extra).into_iter().filter(is_shown).collect();
    let with = |base: &&[What], extras: &[What]| {
        let mut layout: Vec<What> = base.iter().copied().filter(is_shown).collect();
        let before_last = layout.len().saturating_sub(1);
        layout.splice(before_last..before_last, extras.iter().copied());
        layout
    };
    let (rich, poor) = LAYOUTS.split_at(WITH_EXTRAS);
    let fewer = (0..=extras.len()).rev().filter_map(|many| extras.get(..many));
    let rich = fewer.flat_map(|extras| rich.iter().map(move |base| with(base, extras)));
    rich.chain(poor.iter().map(|base| with(base, &[]))).collect()
}

/// How wide the widest of the rows in sight is, column by column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measured {
    name: u16,
    /// Nothing where one profile is shown.
    profile: u16,
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
    /// Nothing where nothing expires; else as wide as any countdown, so that no column moves as it counts.
    expires: u16,
    expires_roughly: u16,
    /// Nothing where no forecast says anything; else as wide as it gets, for the same reason.
    runs_out: u16,
    /// What they have cost.
    pub(super) cost: Width,
    /// What else is shown, in the order of [`EXTRAS`].
    pub(super) extras: [Width; EXTRAS.len()],
    next_call: u16,
}

impl Measured {
    /// Measures `rows`; `foresees` tells whether there is a forecast for any row, in sight or not.
    pub(super) fn of(lang: Lang, rows: &[Cells<'_>], foresees: bool) -> Self {
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
    fn width(&self, lang: Lang, what: What, sort: SortKey) -> Option<u16> {
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
    pub(super) fn extra(&self, column: ListColumn) -> Option<Width> {
        EXTRAS.iter().zip(&self.extras).find(|(extra, _)| **extra == column).map(|(_, width)| *width)
    }
}

/// The columns that fit into `width`, filling it: what is left over goes to the gauge and to long names, and the
/// rest to the names. Names stay whole as long as anything else can go; the next call is always whole.
pub(super) fn fit(
    lang: Lang,
    measured: &Measured,
    (width, sort): (u16, SortKey),
    shown: &ListColumns,
) -> Vec<Column<What>> {
    let layouts = layouts(shown);
    let layouts: Vec<&[What]> = layouts.iter().map(Vec::as_slice).collect();
    let rules = Rules {
        layouts: &layouts,
        grow: &[
            (What::Left, measured.left.saturating_add(measured.unit).max(measured.words)),
            (What::Gauge, WIDEST_GAUGE / 2),
            (What::Model, measured.name),
            (What::Profile, measured.profile),
            (What::Gauge, WIDEST_GAUGE),
            (What::Model, u16::MAX),
        ],
        give: &[(What::Profile, SHORTEST_PROFILE), (What::Model, SHORTEST_NAME), (What::Left, 0)],
    };
    let longest = if width < NARROW { LONG_NAME_WHERE_NARROW } else { LONG_NAME };
    let width_of = |what| {
        let width = measured.width(lang, what, sort)?;
        Some(if what == What::Model { width.min(longest) } else { width })
    };
    super::widgets::columns::fit(&rules, width_of, width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::{cell::Amount, columns::GAP};

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
            expires_roughly: 7,
            next_call: 7,
            ..Measured::default()
        }
    }

    fn with_cost() -> Measured {
        let mut measured = usual();
        measured.cost.hold(&Cell::Amount(Amount::new("11.10", "CNY"), Style::new()));
        measured
    }

    fn whats(measured: &Measured, width: u16) -> Vec<What> {
        fit(Lang::English, measured, (width, SortKey::Attention), &ListColumns::default())
            .iter()
            .map(|column| column.what)
            .collect()
    }

    /// The columns of a layout of one profile, without those of which nothing is known.
    fn told(layout: usize, unknown: &[What]) -> Vec<What> {
        let is_told = |what: &&What| **what != What::Profile && !unknown.contains(what);
        LAYOUTS[layout].iter().filter(is_told).copied().collect()
    }

    #[test]
    fn whose_a_row_is_stays_to_the_end_where_several_are_shown() {
        let several = Measured { profile: 40, ..usual() };
        for width in 40..250 {
            let columns = fit(Lang::English, &several, (width, SortKey::Attention), &ListColumns::default());
            let profile = columns.iter().find(|column| column.what == What::Profile).unwrap();
            assert!((SHORTEST_PROFILE..=40).contains(&profile.width), "{width}: {profile:?}");
            let last = columns.last().unwrap();
            assert_eq!((last.what, last.x + last.width + 1), (What::NextCall, width), "{columns:?}");
        }
    }

    #[test]
    fn when_it_runs_out_stays_as_long_as_anything_else_can_go() {
        let foreseen = Measured { runs_out: 14, ..usual() };
        for (width, layout) in [
            (113, 1),
            (112, 2),
            (100, 3),
            (92, 4),
            (83, 4),
            (82, 5),
            (78, 5),
            (76, 6),
            (73, 6),
            (72, 7),
            (64, 7),
            (63, 8),
        ] {
            assert_eq!(whats(&foreseen, width), told(layout, &[]), "{width}");
        }
    }

    #[test]
    fn what_matters_least_goes_first() {
        for (width, layout) in [
            (250, 1),
            (97, 1),
            (96, 2),
            (83, 2),
            (82, 3),
            (78, 3),
            (74, 4),
            (66, 5),
            (61, 6),
            (55, 7),
            (40, 7),
        ] {
            assert_eq!(whats(&usual(), width), told(layout, &[What::RunsOut]), "{width}");
        }
        assert!(LAYOUTS.iter().all(|layout| layout.last() == Some(&What::NextCall)));
    }

    #[test]
    fn what_it_has_cost_is_shown_where_it_is_known_and_goes_first() {
        for (width, layout) in [(250, 0), (108, 0), (107, 1), (97, 1), (96, 2)] {
            assert_eq!(whats(&with_cost(), width), told(layout, &[What::RunsOut]), "{width}");
        }
    }

    #[test]
    fn what_a_person_hides_is_not_there_and_what_else_is_wanted_goes_after_the_gauge() {
        let mut shown: ListColumns = [ListColumn::Expires, ListColumn::Status].into_iter().collect();
        let mut measured = usual();
        let status = Cell::Text("expiring".into(), Style::new());
        measured.extras.iter_mut().for_each(|width| width.hold(&status));
        let whats = |shown: &ListColumns, width| -> Vec<What> {
            let columns = fit(Lang::English, &measured, (width, SortKey::Attention), shown);
            columns.iter().map(|column| column.what).collect()
        };
        let extra = What::Extra(ListColumn::Status);
        assert_eq!(
            whats(&shown, 120),
            [What::Model, What::LeftOfTotal, What::Expires, extra, What::NextCall]
        );
        assert_eq!(whats(&shown, 75), [What::Model, What::LeftOfTotal, What::Expires, What::NextCall]);
        shown.toggle(ListColumn::Gauge);
        assert!(whats(&shown, 120).contains(&What::Gauge));
        let narrow = whats(&shown, 82);
        assert!(narrow.contains(&extra) && !narrow.contains(&What::Gauge), "{narrow:?}");
        assert!(ListColumn::ALL.iter().all(|column| {
            let has_place =
                LAYOUTS.iter().any(|layout| layout.iter().any(|what| what.choice() == Some(*column)));
            has_place != EXTRAS.contains(column)
        }));
    }

    #[test]
    fn the_columns_fill_the_width_without_overlap() {
        for sort in SortKey::ALL {
            for width in 40..250 {
                let columns = fit(Lang::English, &usual(), (width, sort), &ListColumns::default());
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
        let columns = fit(Lang::English, &endless, (120, SortKey::Attention), &ListColumns::default());
        assert_eq!(columns.len(), told(1, &[What::RunsOut]).len());
        assert_eq!(columns.last().map(|column| column.x + column.width), Some(119));
    }
}
