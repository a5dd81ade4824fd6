//! A cycle's bill as requested: filtered by product and words, grouped, summed and ordered.

mod group;
mod group_adder;
mod grouping;
mod groups;
mod order;
mod selection;
#[cfg(test)]
mod tests;
mod total;

use std::sync::Arc;

use rust_decimal::Decimal;

pub use self::{
    group::{Group, Used},
    grouping::{CONSOLE, Grouping, OTHER},
    groups::Groups,
    order::BillSort,
    total::{DayTotal, Total},
};
use self::{
    group_adder::GroupAdder,
    selection::{DayRows, Selection},
    total::TotalsAdder,
};
use super::{Figure, Ledger, ProductFilter, Tally};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub product: ProductFilter,
    /// Words that a line must all contain, in any case.
    pub search: String,
    pub grouping: Grouping,
    pub sort: BillSort,
    pub reversed: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    pub groups: Groups,
    /// One per currency, most lines first.
    pub totals: Vec<Total>,
    pub lines: u64,
    /// The number of lines whose Instance ID cannot be read.
    pub unread: u64,
}

impl Report {
    pub fn new(ledger: &Arc<Ledger>, query: &Query) -> Self {
        let selection = Selection::new(ledger, query);
        let is_by_day = query.grouping == Grouping::Day;
        let (mut totals, mut days) = (TotalsAdder::new(&selection), Vec::new());
        selection.each_day(|day| {
            totals.day(&day);
            if is_by_day {
                days.extend(of_day(&selection, &day));
            }
        });
        // An unread row may be of any group.
        let gaps = u64::try_from(ledger.gaps().count()).unwrap_or(u64::MAX);
        let totals = totals.finish(&selection.currencies, gaps);
        let (mut lines, mut unread) = (0_u64, 0_u64);
        for (_, subject) in selection.subjects() {
            lines = lines.saturating_add(subject.lines());
            if subject.model().is_none() {
                unread = unread.saturating_add(subject.lines());
            }
        }
        let groups = if is_by_day {
            Groups::by_day(selection, &totals, days, query)
        } else {
            Groups::by_charge(&selection, &totals, gaps, query)
        };
        Self { groups, totals, lines, unread }
    }

    pub fn total(&self, currency: &str) -> Option<&Total> {
        self.totals.iter().find(|total| &*total.currency == currency)
    }

    /// Whether amounts payable are known with tax alone.
    pub fn is_only_with_tax(&self) -> bool {
        let states = |figure| self.totals.iter().any(|total| total.sums.get(figure) != Tally::Nothing);
        states(Figure::PayableWithTax) && !states(Figure::Payable)
    }

    /// A group's share of the total in its currency, from 0 to 1; absent if the amounts are not exact or
    /// negative. Of amounts with tax only where the bill has no others.
    pub fn share(&self, group: &Group) -> Option<Decimal> {
        let total = &self.total(&group.currency)?.sums;
        let is_before_tax = total.get(Figure::Payable) != Tally::Nothing;
        let figure = if is_before_tax { Figure::Payable } else { Figure::PayableWithTax };
        let (whole, part) = (total.get(figure).exact()?, group.sums.get(figure).exact()?);
        let is_share = part >= Decimal::ZERO && part <= whole && whole > Decimal::ZERO;
        is_share.then(|| part.checked_div(whole)).flatten()
    }
}

/// The groups of a day, by currency.
fn of_day(selection: &Selection<'_>, day: &DayRows<'_, '_>) -> Vec<Group> {
    let mut adders: Vec<Option<GroupAdder<'_>>> = selection.currencies.iter().map(|_| None).collect();
    for (kind, rows) in day.kinds() {
        let Some(adder) = adders.get_mut(kind.currency) else { continue };
        let adder = adder.get_or_insert_default();
        adder.add(kind.subject, selection.ledger.day_sums(), rows);
        day.each_position(rows, |positions| adder.note(positions));
    }
    let key = day.date.to_string();
    let lacks_rows = selection.ledger.day(day.date).is_some_and(|stored| stored.gap.is_some());
    let group = |(adder, currency): (Option<GroupAdder<'_>>, &Arc<str>)| {
        let group = adder?.finish(&key, currency);
        Some(Group { day: Some(day.date), gaps: lacks_rows.into(), ..group })
    };
    adders.into_iter().zip(&selection.currencies).filter_map(group).collect()
}
