//! Which columns the list has, and how wide each is: measured from the rows in sight, then made to fit.

mod layouts;
mod measured;
#[cfg(test)]
mod tests;

pub(super) use layouts::EXTRAS;
pub(super) use measured::Measured;

use super::widgets::columns::{Column, Rules};
use crate::{
    domain::{ListColumn, ListColumns, sort::SortKey},
    words::{Lang, columns as names, profiles, table},
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
/// The name of a profile is never cut below this.
const SHORTEST_PROFILE: u16 = 6;
/// A gauge wider than this tells nothing more, and is loud.
const WIDEST_GAUGE: u16 = 24;

/// The columns that fit into `width`, filling it: what is left over goes to the gauge and to long names, and the
/// rest to the names. Names stay whole as long as anything else can go; the next call is always whole.
pub(super) fn fit(
    lang: Lang,
    measured: &Measured,
    (width, sort): (u16, SortKey),
    shown: &ListColumns,
) -> Vec<Column<What>> {
    let layouts = layouts::layouts(shown);
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
