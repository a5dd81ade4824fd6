//! How wide the columns of the model list are. They are measured once, from every listed row, whenever the list
//! changes: scrolling moves no column, and no frame measures anything.

use std::collections::BTreeMap;

use crate::domain::ListColumn;

/// How wide the widest cell of one column is, part by part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellWidth {
    /// Of texts and words.
    pub text: u16,
    /// Of the digits before the decimal point, with the sign.
    pub whole: u16,
    /// Of the decimal point and the digits after it.
    pub fraction: u16,
    /// Of what follows a number: its unit or currency.
    pub behind: u16,
}

impl CellWidth {
    /// Whether every cell of the column is empty.
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

/// A column of the list: one that is always there, or one that the user may show or hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnId {
    /// The model's name.
    Model,
    /// The profile it belongs to, where several are shown.
    Profile,
    /// What is left, of what was granted.
    Left,
    /// The next call.
    NextCall,
    /// A column of the user's choice.
    Optional(ListColumn),
}

/// How wide the columns of the list are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListWidths {
    /// The widest cell of each column that may be shown; headings are not included.
    pub columns: BTreeMap<ColumnId, CellWidth>,
    /// How wide a list must be to show all of this, headings included.
    pub wanted: u16,
}

impl ListWidths {
    /// The widest cell of this column.
    pub fn of(&self, column: ColumnId) -> CellWidth {
        self.columns.get(&column).copied().unwrap_or_default()
    }
}
