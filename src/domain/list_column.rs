//! The facts of a model that a list can show in columns, besides its name, what is left and its next call: those are
//! always there.

use strum::{EnumIter, EnumString, IntoStaticStr};

use std::collections::BTreeSet;

/// A column that a person can show or hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum ListColumn {
    /// What the model does.
    Kind,
    /// The gauge.
    Gauge,
    /// The share that is left.
    Percent,
    /// Until when.
    Expires,
    /// When it runs out, or what lapses.
    RunsOut,
    /// What it has cost in the running billing cycle.
    Cost,
    /// How fast it is used.
    Pace,
    /// What is used of the grant.
    Used,
    /// The switch that makes calls fail instead of being billed.
    FreeQuotaOnly,
    /// How the quota stands.
    Status,
    /// When its quota was read.
    Read,
}

/// The columns that a list shows where there is room for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumns(BTreeSet<ListColumn>);

impl ListColumns {
    /// Whether `column` is among them.
    pub fn shows(&self, column: ListColumn) -> bool {
        self.0.contains(&column)
    }

    /// Shows `column`, or hides it.
    pub fn toggle(&mut self, column: ListColumn) {
        if !self.0.remove(&column) {
            self.0.insert(column);
        }
    }

    /// Each of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = ListColumn> {
        self.0.iter().copied()
    }
}

impl FromIterator<ListColumn> for ListColumns {
    fn from_iter<T: IntoIterator<Item = ListColumn>>(columns: T) -> Self {
        Self(columns.into_iter().collect())
    }
}

/// What answers the four questions at a glance: the rest is for whoever asks for it.
impl Default for ListColumns {
    fn default() -> Self {
        use ListColumn::{Cost, Expires, Gauge, Kind, Percent, RunsOut};
        [Kind, Gauge, Percent, Expires, RunsOut, Cost].into_iter().collect()
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
