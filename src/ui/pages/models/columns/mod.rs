//! Which columns the list has, and how wide each is: measured from all of its rows, then made to fit.

mod measured;
#[cfg(test)]
mod tests;
mod wishes;

pub(crate) use measured::measure;
pub(crate) use wishes::Shown;

use crate::{
    app::pages::models::widths::ListWidths,
    domain::{ListColumn, sort::SortKey},
    ui::widgets::columns::{Column, grant},
    words::{
        Lang,
        overlays::profiles,
        pages::models::{column_choice as names, table},
    },
};

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The model's name.
    Model,
    /// The profile it belongs to, where several are shown.
    Profile,
    /// What it does.
    Kind,
    /// What is left, of what was granted.
    Figures,
    /// The gauge.
    Gauge,
    /// The share that is left.
    Percent,
    /// The expiry.
    Expires,
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
    pub(crate) const fn header(self, lang: Lang) -> &'static str {
        match self {
            Self::Model => table::MODEL.of(lang),
            Self::Profile => profiles::PROFILE.of(lang),
            Self::Kind => table::KIND.of(lang),
            Self::Figures => table::LEFT_OF_TOTAL.of(lang),
            Self::Gauge => "",
            Self::Percent => table::PERCENT_LEFT.of(lang),
            Self::Expires => table::EXPIRES.of(lang),
            Self::RunsOut => table::RUNS_OUT.of(lang),
            Self::Cost => table::COST.of(lang),
            Self::Extra(column) => names::name(column).of(lang),
            Self::NextCall => table::NEXT_CALL.of(lang),
        }
    }

    /// The heading where there is no room for the whole of it.
    pub(crate) const fn brief_header(self, lang: Lang) -> &'static str {
        match self {
            Self::Figures => table::LEFT.of(lang),
            Self::Percent => "%",
            other => other.header(lang),
        }
    }

    /// Whether it holds numbers, which are aligned at the right.
    pub(crate) const fn is_right(self) -> bool {
        matches!(
            self,
            Self::Figures | Self::Percent | Self::Cost | Self::Extra(ListColumn::Pace | ListColumn::Used)
        )
    }

    /// What a person may hide or show it by; absent where it is always there.
    const fn choice(self) -> Option<ListColumn> {
        Some(match self {
            Self::Model | Self::Profile | Self::Figures | Self::NextCall => return None,
            Self::Kind => ListColumn::Kind,
            Self::Gauge => ListColumn::Gauge,
            Self::Percent => ListColumn::Percent,
            Self::Expires => ListColumn::Expires,
            Self::RunsOut => ListColumn::RunsOut,
            Self::Cost => ListColumn::Cost,
            Self::Extra(column) => column,
        })
    }

    /// Whether the list can be ordered by it, and is.
    pub(crate) const fn orders(self, key: SortKey) -> bool {
        matches!(
            (self, key),
            (Self::Model, SortKey::Model)
                | (Self::Kind, SortKey::Kind)
                | (Self::Figures, SortKey::Left)
                | (Self::Percent, SortKey::Percent)
                | (Self::Expires, SortKey::Expires)
                | (Self::RunsOut, SortKey::RunsOut)
                | (Self::NextCall, SortKey::NextCall)
        )
    }
}

/// The columns in order.
const ORDER: [What; 15] = [
    What::Model,
    What::Profile,
    What::Kind,
    What::Figures,
    What::Gauge,
    What::Percent,
    What::Expires,
    What::RunsOut,
    What::Cost,
    What::Extra(ListColumn::Pace),
    What::Extra(ListColumn::Used),
    What::Extra(ListColumn::FreeQuotaOnly),
    What::Extra(ListColumn::Status),
    What::Extra(ListColumn::Read),
    What::NextCall,
];

/// The columns that are shown only on request.
pub(crate) const EXTRAS: [ListColumn; 5] =
    [ListColumn::Pace, ListColumn::Used, ListColumn::FreeQuotaOnly, ListColumn::Status, ListColumn::Read];

/// The columns that fit into `width`. A wider list never shows less than a narrower one.
pub(crate) fn fit(shown: &Shown<'_>, widths: &ListWidths, width: u16) -> Vec<Column<What>> {
    grant(&ORDER, &shown.wishes(widths), What::Model, width).0
}

/// How wide a list must be to show all of its columns in full.
pub(crate) fn wanted(shown: &Shown<'_>, widths: &ListWidths) -> u16 {
    grant(&ORDER, &shown.wishes(widths), What::Model, u16::MAX).1
}
