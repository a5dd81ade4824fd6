//! The optional columns of the list of models. Name, amount left and next call are always shown.

use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum ListColumn {
    Kind,
    Gauge,
    Percent,
    /// What was left in the last days, as a line.
    History,
    Expires,
    /// When it runs out, or how much lapses.
    RunsOut,
    /// In the current billing cycle.
    Cost,
    Pace,
    Used,
    FreeQuotaOnly,
    Status,
    Read,
}

/// All optional columns in the order of the list, and which of them to show as far as there is room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumns {
    order: Vec<ListColumn>,
    shown: BTreeSet<ListColumn>,
}

impl ListColumns {
    pub fn shows(&self, column: ListColumn) -> bool {
        self.shown.contains(&column)
    }

    pub fn toggle(&mut self, column: ListColumn) {
        if !self.shown.remove(&column) {
            self.shown.insert(column);
        }
    }

    /// The columns to show, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = ListColumn> {
        self.all().filter(|column| self.shows(*column))
    }

    /// All columns, in the order of the list.
    pub fn all(&self) -> impl Iterator<Item = ListColumn> {
        self.order.iter().copied()
    }

    /// Swaps the column at `position` with the one `by` places further, if there is one; returns where it is now.
    pub(crate) fn shift(&mut self, position: usize, by: isize) -> usize {
        let to = position.saturating_add_signed(by);
        if position < self.order.len() && to < self.order.len() {
            self.order.swap(position, to);
            to
        } else {
            position
        }
    }
}

impl FromIterator<ListColumn> for ListColumns {
    /// Shows `columns` in this order. Each of the others comes after the one that precedes it by default.
    fn from_iter<T: IntoIterator<Item = ListColumn>>(columns: T) -> Self {
        let (mut order, mut shown) = (Vec::new(), BTreeSet::new());
        order.extend(columns.into_iter().filter(|column| shown.insert(*column)));
        let mut before = None;
        for column in ListColumn::iter() {
            if !shown.contains(&column) {
                let at = before.and_then(|before| order.iter().position(|one| *one == before));
                order.insert(at.map_or(0, |at| at.saturating_add(1)), column);
            }
            before = Some(column);
        }
        Self { order, shown }
    }
}

impl Default for ListColumns {
    fn default() -> Self {
        use ListColumn::{Cost, Expires, Gauge, History, Kind, Pace, Percent, RunsOut};
        [Kind, Gauge, Percent, History, Expires, RunsOut, Cost, Pace].into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_toggled_twice_is_as_before() {
        for column in ListColumn::iter() {
            let mut columns = ListColumns::default();
            let shown = columns.shows(column);
            columns.toggle(column);
            assert_eq!(columns.shows(column), !shown);
            columns.toggle(column);
            assert_eq!(columns, ListColumns::default());
        }
        assert!(ListColumns::default().all().eq(ListColumn::iter()));
    }

    #[test]
    fn columns_keep_the_order_in_which_they_are_named() {
        use ListColumn::{Cost, Kind, Status};
        let columns: ListColumns = [Status, Cost, Status, Kind].into_iter().collect();
        assert_eq!(columns.iter().collect::<Vec<_>>(), [Status, Cost, Kind]);
        assert_eq!(columns.all().count(), ListColumn::iter().len());
        let again: ListColumns = columns.iter().collect();
        assert_eq!(again, columns);
    }

    #[test]
    fn a_column_is_moved_but_not_past_the_ends() {
        let mut columns = ListColumns::default();
        assert_eq!(columns.shift(0, -1), 0);
        assert_eq!(columns, ListColumns::default());
        assert_eq!(columns.shift(0, 1), 1);
        assert_eq!(columns.all().take(2).collect::<Vec<_>>(), [ListColumn::Gauge, ListColumn::Kind]);
        let last = ListColumn::iter().len() - 1;
        assert_eq!((columns.shift(last, 1), columns.shift(99, -1)), (last, 99));
    }
}
