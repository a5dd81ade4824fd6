//! The order of groups.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use strum::EnumIter;

use super::{Grouping, Query};
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
    /// The letter that chooses it; none of those that move a cursor.
    pub const fn letter(self) -> char {
        match self {
            Self::Payable => 'p',
            Self::Key => 'n',
            Self::Gross => 'l',
            Self::Lines => 'i',
        }
    }
}

/// What a group is ordered by.
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    /// That of its currency: the main one first.
    pub(super) rank: Option<usize>,
    /// Absent if ordered by key.
    pub(super) amount: Option<Amount>,
}

/// Unknown amounts are the least, those with too many digits the most.
pub(super) type Amount = (u8, Decimal);

/// The amount that the query orders by, of a group with these sums and lines.
pub(super) fn amount(
    query: &Query,
    sum: impl Fn(Figure) -> Tally,
    lines: impl Fn() -> u64,
) -> Option<Amount> {
    let of = |sum| match sum {
        Tally::Exact(sum) => (1, sum),
        Tally::TooLong => (2, Decimal::ZERO),
        Tally::Nothing => (0, Decimal::ZERO),
    };
    match query.sort {
        BillSort::Payable if query.grouping == Grouping::Day => None,
        BillSort::Payable => Some(of(match sum(Figure::Payable) {
            Tally::Nothing => sum(Figure::PayableWithTax),
            before_tax => before_tax,
        })),
        BillSort::Gross => Some(of(sum(Figure::Gross))),
        BillSort::Lines => Some((1, Decimal::from(lines()))),
        BillSort::Key => None,
    }
}

/// The positions of the groups in order. Groups of the main currency come first: amounts of two currencies have no
/// order.
pub(super) fn order(entries: &[Entry<'_>], query: &Query) -> Vec<usize> {
    let is_by_currency =
        matches!(query.sort, BillSort::Payable | BillSort::Gross) && query.grouping != Grouping::Day;
    let compare = |one: &Entry<'_>, two: &Entry<'_>| {
        let by_key = || one.key.cmp(two.key);
        let chosen = if one.amount.is_some() { two.amount.cmp(&one.amount) } else { by_key() };
        let chosen = if query.reversed { chosen.reverse() } else { chosen };
        let currencies = if is_by_currency { one.rank.cmp(&two.rank) } else { Ordering::Equal };
        currencies.then(chosen).then_with(by_key).then_with(|| one.rank.cmp(&two.rank))
    };
    // Positions are moved in less time than entries.
    let mut ordered: Vec<usize> = (0..entries.len()).collect();
    ordered.sort_unstable_by(|one, two| {
        entries.get(*one).zip(entries.get(*two)).map_or(Ordering::Equal, |(one, two)| compare(one, two))
    });
    ordered
}
