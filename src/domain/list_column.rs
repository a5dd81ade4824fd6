//! The optional columns of the list of models. Name, amount left and next call are always shown.

use strum::{EnumIter, EnumString, IntoStaticStr};

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

/// The columns to show as far as there is room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumns(BTreeSet<ListColumn>);

impl ListColumns {
    pub fn shows(&self, column: ListColumn) -> bool {
        self.0.contains(&column)
    }

    pub fn toggle(&mut self, column: ListColumn) {
        if !self.0.remove(&column) {
            self.0.insert(column);
        }
    }

    /// In the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = ListColumn> {
        self.0.iter().copied()
    }
}

impl FromIterator<ListColumn> for ListColumns {
    fn from_iter<T: IntoIterator<Item = ListColumn>>(columns: T) -> Self {
        Self(columns.into_iter().collect())
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
    use strum::IntoEnumIterator as _;

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
        assert!(ListColumns::default().iter().is_sorted());
    }
}
