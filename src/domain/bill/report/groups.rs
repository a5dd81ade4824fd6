//! The groups of a report. There may be tens of thousands, of which a screen shows a few dozen: so a group of
//! charges is added up when it is first looked at.

use std::{cell::OnceCell, collections::HashMap, ops::Range, sync::Arc};

use super::{
    DayTotal, Group, Grouping, Query, Total,
    group_adder::GroupAdder,
    order::{Entry, amount, order},
    selection::Selection,
};
use crate::domain::bill::{Figure, Ledger, Subject, ledger::Partition};

/// Groups, in the order that was chosen.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Absent if there is no bill.
    ledger: Option<Arc<Ledger>>,
    grouping: Grouping,
    currencies: Vec<Arc<str>>,
    /// The number of days with unread rows.
    gaps: u64,
    /// The positions of all charges, each once; unless grouped by day, group by group.
    positions: Vec<u32>,
    heads: Vec<Head>,
}

/// A group that may not have been added up.
#[derive(Debug, Clone)]
struct Head {
    currency: usize,
    /// Where its charges are among all positions; empty if grouped by day.
    members: Range<usize>,
    group: OnceCell<Box<Group>>,
    /// What it costs on each stored day.
    days: OnceCell<Box<[DayTotal]>>,
}

impl Groups {
    /// The groups of charges, by key and currency.
    pub(super) fn by_charge(selection: &Selection<'_>, totals: &[Total], gaps: u64, query: &Query) -> Self {
        let ledger = selection.ledger;
        let mut numbers: HashMap<(&str, usize), usize> = HashMap::with_capacity(selection.positions.len());
        let mut names: Vec<(&str, usize)> = Vec::new();
        let mut group_of: Vec<(u32, usize)> = Vec::with_capacity(selection.positions.len());
        for (position, subject) in selection.subjects() {
            let Some(kind) = selection.kind(position) else { continue };
            let name = (query.grouping.key_of(subject), kind.currency);
            let number = *numbers.entry(name).or_insert_with(|| {
                names.push(name);
                names.len().saturating_sub(1)
            });
            group_of.push((position, number));
        }
        let parts = Partition::new(names.len(), || group_of.iter().copied());
        let ranks = selection.ranks(totals);
        let entries = names.iter().zip(parts.iter()).map(|((key, currency), positions)| Entry {
            key,
            rank: ranks.get(*currency).copied().flatten(),
            amount: amount(
                query,
                |figure| ledger.sums().sum(figure, positions),
                || ledger.sums().counts(positions).0,
            ),
        });
        let ordered = order(&entries.collect::<Vec<_>>(), query);
        let head = |at: usize| {
            let (_, currency) = names.get(at)?;
            let (members, group) = (parts.range(at)?, OnceCell::new());
            Some(Head { currency: *currency, members, group, days: OnceCell::new() })
        };
        let heads = ordered.into_iter().filter_map(head).collect();
        Self {
            ledger: Some(Arc::clone(ledger)),
            grouping: query.grouping,
            currencies: selection.currencies.clone(),
            gaps,
            heads,
            positions: parts.into_positions(),
        }
    }

    /// The groups of days, which have been added up.
    pub(super) fn by_day(
        selection: Selection<'_>,
        totals: &[Total],
        groups: Vec<Group>,
        query: &Query,
    ) -> Self {
        let ranks = selection.ranks(totals);
        let currency = |group: &Group| selection.currencies.iter().position(|known| *known == group.currency);
        let entries = groups.iter().map(|group| Entry {
            key: &group.key,
            rank: currency(group).and_then(|at| ranks.get(at).copied().flatten()),
            amount: amount(query, |figure| group.sums.get(figure), || group.sums.lines),
        });
        let ordered = order(&entries.collect::<Vec<_>>(), query);
        let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
        let head = |at: usize| {
            let group = groups.get_mut(at)?.take()?;
            let (currency, group) = (currency(&group)?, OnceCell::from(Box::new(group)));
            Some(Head { currency, members: 0..0, group, days: OnceCell::new() })
        };
        let heads = ordered.into_iter().filter_map(head).collect();
        Self {
            ledger: Some(Arc::clone(selection.ledger)),
            grouping: query.grouping,
            gaps: 0,
            heads,
            currencies: selection.currencies,
            positions: selection.positions,
        }
    }

    pub const fn len(&self) -> usize {
        self.heads.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The group at a position, added up.
    pub fn get(&self, at: usize) -> Option<&Group> {
        let head = self.heads.get(at)?;
        if head.group.get().is_none() {
            let group = self.add_up(head)?;
            return Some(head.group.get_or_init(|| Box::new(group)));
        }
        head.group.get().map(Box::as_ref)
    }

    fn add_up(&self, head: &Head) -> Option<Group> {
        let ledger = self.ledger.as_ref()?;
        let positions = self.positions.get(head.members.clone())?;
        let kind = |position: u32| ledger.subject(position).map(Subject::rest_position);
        let mut adder = GroupAdder::default();
        for alike in positions.chunk_by(|one, two| kind(*one) == kind(*two)) {
            adder.add(ledger.subject(*alike.first()?)?, ledger.sums(), alike);
        }
        adder.note(positions);
        let currency = self.currencies.get(head.currency)?;
        Some(Group { gaps: self.gaps, ..adder.finish(self.key_of(head)?, currency) })
    }

    /// What the group at a position costs on each stored day of the cycle, in order; empty if grouped by day.
    pub fn days(&self, at: usize) -> &[DayTotal] {
        let Some(head) = self.heads.get(at) else { return &[] };
        head.days.get_or_init(|| self.add_up_days(head).into())
    }

    fn add_up_days(&self, head: &Head) -> Vec<DayTotal> {
        let positions = self.positions.get(head.members.clone()).filter(|positions| !positions.is_empty());
        let (Some(ledger), Some(positions)) = (&self.ledger, positions) else { return Vec::new() };
        let mut is_member = vec![false; ledger.subjects().len()];
        for position in positions {
            if let Some(is_member) = usize::try_from(*position).ok().and_then(|at| is_member.get_mut(at)) {
                *is_member = true;
            }
        }
        let is_member = |subject: &u32| {
            usize::try_from(*subject).ok().and_then(|at| is_member.get(at)).copied().unwrap_or(false)
        };
        let mut days: Vec<DayTotal> =
            ledger.days().iter().map(|stored| DayTotal::empty(stored.day)).collect();
        let mut rows: Vec<u32> = Vec::new();
        for (date, start, subjects) in ledger.days_of_rows() {
            let first = u32::try_from(start).unwrap_or(u32::MAX);
            rows.clear();
            rows.extend(
                (first..).zip(subjects).filter(|(_, subject)| is_member(subject)).map(|(row, _)| row),
            );
            let at = days.binary_search_by_key(&date, |day| day.day).ok();
            if let Some(day) = at.and_then(|at| days.get_mut(at)).filter(|_| !rows.is_empty()) {
                day.has_lines = true;
                day.payable = ledger.day_sums().sum(Figure::Payable, &rows);
                day.with_tax = ledger.day_sums().sum(Figure::PayableWithTax, &rows);
            }
        }
        days
    }

    fn key_of<'a>(&'a self, head: &'a Head) -> Option<&'a str> {
        if let Some(group) = head.group.get() {
            return Some(&group.key);
        }
        let first = self.positions.get(head.members.start)?;
        Some(self.grouping.key_of(self.ledger.as_ref()?.subject(*first)?))
    }

    /// The groups in a range of positions, added up.
    pub fn range(&self, range: Range<usize>) -> impl Iterator<Item = &Group> {
        range.map_while(|at| self.get(at))
    }

    /// All groups, added up.
    pub fn iter(&self) -> impl Iterator<Item = &Group> {
        self.range(0..self.len())
    }

    /// The keys of the groups, none of which is added up for this.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.heads.iter().map(|head| self.key_of(head).unwrap_or_default())
    }

    /// The position of a group.
    pub fn position(&self, key: &str, currency: &str) -> Option<usize> {
        let is_wanted = |head: &Head| {
            self.currencies.get(head.currency).is_some_and(|known| **known == *currency)
                && self.key_of(head) == Some(key)
        };
        self.heads.iter().position(is_wanted)
    }

    /// The positions in the ledger of the charges of all groups, each once.
    pub fn charges(&self) -> &[u32] {
        &self.positions
    }
}

impl PartialEq for Groups {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}
