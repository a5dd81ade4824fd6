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

/// How wide the widest cell of each column is; zero where every cell of it is empty. Headings are not included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListWidths {
    /// The names of the models.
    pub name: u16,
    /// The names of the profiles; zero where only one is shown.
    pub profile: u16,
    /// The kinds.
    pub kind: u16,
    /// `24,098/1,000,000`, with its unit.
    pub figures: u16,
    /// The words in its place.
    pub words: u16,
    /// The share that is left.
    pub percent: u16,
    /// Any countdown to an expiry, so that no column moves as it counts.
    pub expires: u16,
    /// The same in its short form.
    pub expires_briefly: u16,
    /// Any forecast.
    pub runs_out: u16,
    /// What the models have cost.
    pub cost: CellWidth,
    /// The columns that are shown on request only.
    pub extras: BTreeMap<ListColumn, CellWidth>,
    /// The next calls.
    pub next_call: u16,
    /// How wide a list must be to show all of this, headings included.
    pub wanted: u16,
}
