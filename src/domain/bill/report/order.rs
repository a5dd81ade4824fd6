//! The order of groups.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use strum::{EnumIter, IntoEnumIterator as _};

use super::{Group, Grouping, Query, Total};
use crate::domain::bill::{Figure, Tally};

/// The order of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter)]
pub enum BillSort {
    /// Most first; days in their own order.
    #[default]
    Payable,
    Key,
    /// By list price, most first.
    Gross,
    Lines,
}

impl BillSort {
    #[must_use]
    pub fn next(self) -> Self {
        Self::iter().nth(self as usize + 1).unwrap_or_default()
    }
}

/// What a group is ordered by: looked up once, since there may be tens of thousands.
struct Entry {
    /// Its position among the groups, then that of the group that takes its place.
    at: usize,
    /// The rank of its currency.
    rank: Option<usize>,
    /// An unknown amount comes after, one with too many digits before all others; absent if ordered by key.
    amount: Option<(u8, Decimal)>,
}

/// Groups of the main currency first: amounts of two currencies have no order.
pub(super) fn order(groups: &mut [Group], totals: &[Total], query: &Query) {
    let by_day = query.grouping == Grouping::Day;
    let is_by_currency = matches!(query.sort, BillSort::Payable | BillSort::Gross) && !by_day;
    let mut entries: Vec<Entry> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| Entry {
            at,
            rank: totals.iter().position(|total| total.currency == group.currency),
            amount: amount(group, query.sort, by_day),
        })
        .collect();
    let key = |entry: &Entry| groups.get(entry.at).map(|group| &*group.key);
    entries.sort_unstable_by(|one, two| {
        let by_key = || key(one).cmp(&key(two));
        let chosen = if one.amount.is_some() { two.amount.cmp(&one.amount) } else { by_key() };
        let chosen = if query.reversed { chosen.reverse() } else { chosen };
        let currencies = if is_by_currency { one.rank.cmp(&two.rank) } else { Ordering::Equal };
        currencies.then(chosen).then_with(by_key).then_with(|| one.rank.cmp(&two.rank))
    });
    move_to(groups, &mut entries);
}

fn amount(group: &Group, sort: BillSort, by_day: bool) -> Option<(u8, Decimal)> {
    let of = |figure| match group.sums.get(figure) {
        Tally::Exact(sum) => (1, sum),
        Tally::TooLong => (2, Decimal::ZERO),
        Tally::Nothing => (0, Decimal::ZERO),
    };
    match sort {
        BillSort::Payable if by_day => None,
        BillSort::Payable => {
            let is_before_tax = group.sums.get(Figure::Payable) != Tally::Nothing;
            Some(of(if is_before_tax { Figure::Payable } else { Figure::PayableWithTax }))
        }
        BillSort::Gross => Some(of(Figure::Gross)),
        BillSort::Lines => Some((1, Decimal::from(group.sums.lines))),
        BillSort::Key => None,
    }
}

/// Puts groups in the order of their entries, each with at most one swap.
fn move_to(groups: &mut [Group], entries: &mut [Entry]) {
    for to in 0..groups.len() {
        let mut from = entries.get(to).map_or(to, |entry| entry.at);
        // What was here before has been swapped to another place.
        while from < to {
            from = entries.get(from).map_or(to, |entry| entry.at);
        }
        if let Some(entry) = entries.get_mut(to) {
            entry.at = from;
        }
        groups.swap(to, from);
    }
}
