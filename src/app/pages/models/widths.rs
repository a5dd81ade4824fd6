//! Column widths of the list. Measured from all rows whenever the list changes, so that columns do not move
//! while scrolling and frames measure nothing.

use std::collections::BTreeMap;

use crate::domain::ListColumn;

/// Maximum widths of the cells of a column, by part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellWidth {
    /// Texts.
    pub text: u16,
    /// Sign and digits before the decimal point.
    pub whole: u16,
    /// The decimal point and the digits after it.
    pub fraction: u16,
    /// The unit or currency after a number.
    pub behind: u16,
}

impl CellWidth {
    /// Whether all cells of the column are empty.
    pub const fn is_empty(self) -> bool {
        self.text == 0 && self.whole == 0 && self.behind == 0
    }

    /// The width of a column with a heading this wide; the heading of numbers is placed above their digits.
    pub fn with_heading(self, heading: u16) -> u16 {
        self.digits().max(heading).saturating_add(self.behind).max(self.text)
    }

    /// The width of all digits of a number.
    pub const fn digits(self) -> u16 {
        self.whole.saturating_add(self.fraction)
    }
}

/// A column of the list: mandatory or optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnId {
    /// The model's name.
    Model,
    /// The profile, if several are shown.
    Profile,
    /// Remaining and granted quota.
    Left,
    /// The next call.
    NextCall,
    /// A column that the user can hide.
    Optional(ListColumn),
}

/// Column widths of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListWidths {
    /// Maximum cell widths of each available column, without headings.
    pub columns: BTreeMap<ColumnId, CellWidth>,
    /// The list width that shows all columns with their headings.
    pub wanted: u16,
    /// The same where the detail is next to the list, which then has more columns.
    pub wanted_beside_detail: u16,
}

impl ListWidths {
    pub fn of(&self, column: ColumnId) -> CellWidth {
        self.columns.get(&column).copied().unwrap_or_default()
    }
}
